package dev.dynamorecovery.core.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.document.Documents;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SettingsComparisonTest {

    @Provide
    Arbitrary<TableSettings> settings() {
        return SampleSettings.any();
    }

    @Test
    void shouldNameEverySettingThatARestoreLoses() {
        var source = SampleSettings.rich();

        assertThat(SettingsComparison.between(source, SampleSettings.afterRestore(source)))
                .extracting(SettingsDifference::setting)
                .containsExactly(
                        "tableClass",
                        "timeToLive",
                        "stream",
                        "pointInTimeRecoveryDays",
                        "deletionProtection",
                        "tags.recovery:plan",
                        "tags.team",
                        "autoScaling.index/by-status.WRITE",
                        "autoScaling.table.READ",
                        "resourcePolicy");
    }

    @Test
    void shouldShowWhatWasExpectedAndWhatIsThere() {
        var source = SampleSettings.rich();

        assertThat(SettingsComparison.between(source, SampleSettings.afterRestore(source)))
                .contains(
                        new SettingsDifference("timeToLive", "expiresAt", "none", true),
                        new SettingsDifference("tableClass", "STANDARD_INFREQUENT_ACCESS", "STANDARD", true));
    }

    @Property(tries = 200, seed = "20261122")
    void shouldFindNothingExactlyWhenNothingDiffers(
            @ForAll("settings") TableSettings one, @ForAll("settings") TableSettings other) {
        assertThat(SettingsComparison.between(one, one)).isEmpty();
        if (SettingsComparison.between(one, other).isEmpty()
                && one.autoScaling().isEmpty()) {
            assertThat(one).isEqualTo(other);
        }
    }

    @Test
    void shouldAcceptACapacityThatAutoScalingMovedWithinItsBounds() {
        var expected = SampleSettings.rich();

        assertThat(SettingsComparison.between(expected, withCapacity(expected, new Capacity.Provisioned(100, 10))))
                .isEmpty();
        assertThat(SettingsComparison.between(expected, withCapacity(expected, new Capacity.Provisioned(101, 10))))
                .extracting(SettingsDifference::setting)
                .containsExactly("capacity");
    }

    @Test
    void shouldRefuseAnotherCapacityWhereNothingScalesIt() {
        var expected = SampleSettings.rich();

        assertThat(SettingsComparison.between(expected, withCapacity(expected, new Capacity.Provisioned(20, 11))))
                .extracting(SettingsDifference::setting)
                .containsExactly("capacity");
    }

    @Test
    void shouldIgnoreTagsThatOnlyAwsCanSet() {
        assertThat(SampleSettings.rich().tags()).doesNotContainKey("aws:cloudformation:stack-name");
    }

    @Test
    void shouldKeepACopyFromPassingForTheProtectedTable() {
        var copy = CopyTags.expectedOfCopy(SampleSettings.rich(), "orders", "run-1");

        assertThat(copy.tags())
                .doesNotContainKey("recovery:plan")
                .containsEntry("recovery:copy-of", "orders")
                .containsEntry("recovery:execution", "run-1")
                .containsEntry("team", "shop");
    }

    @Property(tries = 200, seed = "20261122")
    void shouldSurviveBeingWrittenAndRead(@ForAll("settings") TableSettings settings) throws Exception {
        var json = Documents.json().writeValueAsBytes(settings);

        assertThat(Documents.json().readValue(json, TableSettings.class)).isEqualTo(settings);
    }

    private static TableSettings withCapacity(TableSettings settings, Capacity capacity) {
        return new TableSettings(
                settings.key(),
                settings.localIndexes(),
                settings.globalIndexes(),
                capacity,
                settings.tableClass(),
                settings.timeToLiveAttribute(),
                settings.streamView(),
                settings.pointInTimeRecoveryDays(),
                settings.deletionProtected(),
                settings.kmsKeyArn(),
                settings.tags(),
                settings.autoScaling(),
                settings.resourcePolicy());
    }

    @Test
    void shouldNameWhatDiffersWithinAnIndexAndWithinScaling() {
        var expected = SampleSettings.rich();
        var index = expected.globalIndexes().getFirst();
        var target = expected.autoScaling().getFirst();
        var observed = new TableSettings(
                expected.key(),
                expected.localIndexes(),
                List.of(new GlobalIndex(
                        index.name(),
                        List.of(index.key().getFirst()),
                        new Projection(Projection.Kind.KEYS_ONLY, List.of()),
                        new Capacity.Provisioned(10, 99))),
                expected.capacity(),
                expected.tableClass(),
                expected.timeToLiveAttribute(),
                expected.streamView(),
                expected.pointInTimeRecoveryDays(),
                expected.deletionProtected(),
                expected.kmsKeyArn(),
                expected.tags(),
                List.of(
                        new ScalableTarget(
                                target.index(),
                                target.dimension(),
                                target.minimumUnits(),
                                target.maximumUnits() + 1,
                                target.suspension(),
                                List.of(),
                                List.of("night (StepScaling)")),
                        expected.autoScaling().getLast()),
                expected.resourcePolicy());

        assertThat(SettingsComparison.between(expected, observed))
                .extracting(SettingsDifference::setting)
                .containsExactly(
                        "globalIndexes.by-status.key",
                        "globalIndexes.by-status.projection",
                        "globalIndexes.by-status.capacity",
                        "autoScaling.index/by-status.WRITE",
                        "autoScaling.index/by-status.WRITE.policies.by-status-write",
                        "autoScaling.index/by-status.WRITE.otherPolicies");
    }
}
