package dev.dynamorecovery.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SettingsRebuildTest {

    @Provide
    Arbitrary<TableSettings> settings() {
        return SampleSettings.any();
    }

    @Property(tries = 200, seed = "20261122")
    void shouldBringARestoredTableBackToEverySetting(@ForAll("settings") TableSettings expected) {
        var table = new RestoredTableModel(SampleSettings.afterRestore(expected));

        SettingsRebuild.steps(expected, table.settings()).forEach(table::take);

        assertThat(SettingsComparison.between(expected, table.settings())).isEmpty();
        assertThat(SettingsRebuild.steps(expected, table.settings())).isEmpty();
    }

    @Property(tries = 200, seed = "20261122")
    void shouldLeaveNothingThatItCouldMendWhateverTheTableHas(
            @ForAll("settings") TableSettings expected, @ForAll("settings") TableSettings observed) {
        var table = new RestoredTableModel(observed);

        SettingsRebuild.steps(expected, table.settings()).forEach(table::take);

        assertThat(SettingsComparison.between(expected, table.settings())).noneMatch(SettingsDifference::rebuildable);
        assertThat(SettingsRebuild.steps(expected, table.settings())).isEmpty();
    }

    @Property(tries = 200, seed = "20261122")
    void shouldEndInTheSamePlaceWhenInterruptedAfterAnyStep(
            @ForAll("settings") TableSettings expected, @ForAll("settings") TableSettings observed) {
        var table = new RestoredTableModel(observed);
        for (var steps = SettingsRebuild.steps(expected, table.settings());
                !steps.isEmpty();
                steps = SettingsRebuild.steps(expected, table.settings())) {
            table.take(steps.getFirst());
        }

        assertThat(SettingsComparison.between(expected, table.settings())).noneMatch(SettingsDifference::rebuildable);
    }

    @Test
    void shouldSayFirstWhoseCopyItIsAndProtectItLast() {
        var expected = CopyTags.expectedOfCopy(SampleSettings.rich(), "orders", "run-1");

        var steps = SettingsRebuild.steps(expected, SampleSettings.afterRestore(expected));

        assertThat(steps.getFirst()).isInstanceOf(RebuildStep.SetTags.class);
        assertThat(steps.getLast()).isEqualTo(new RebuildStep.ChangeDeletionProtection(true));
    }

    @Test
    void shouldLeaveTagsAloneThatSomebodyHasAdded() {
        var expected = SampleSettings.rich();
        var tags = new HashMap<>(expected.tags());
        tags.put("stranger", "yes");
        var observed = expected.withTags(tags);

        assertThat(SettingsRebuild.steps(expected, observed)).isEmpty();
        assertThat(SettingsComparison.between(expected, observed))
                .containsExactly(new SettingsDifference("tags.stranger", "none", "yes", false));
    }

    @Test
    void shouldNameWhatNoExistingTableCanBeGiven() {
        var expected = SampleSettings.rich();
        var observed = new TableSettings(
                List.of(SampleSettings.KEY.getFirst()),
                List.of(),
                expected.globalIndexes(),
                expected.capacity(),
                expected.tableClass(),
                expected.timeToLiveAttribute(),
                expected.streamView(),
                expected.pointInTimeRecoveryDays(),
                expected.deletionProtected(),
                expected.kmsKeyArn(),
                expected.tags(),
                expected.autoScaling(),
                expected.resourcePolicy());

        assertThat(SettingsRebuild.steps(expected, observed)).isEmpty();
        assertThat(SettingsComparison.between(expected, observed))
                .extracting(SettingsDifference::setting, SettingsDifference::rebuildable)
                .containsExactly(tuple("key", false), tuple("localIndexes.by-total", false));
    }
}
