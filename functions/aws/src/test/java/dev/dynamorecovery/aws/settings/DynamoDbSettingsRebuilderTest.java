package dev.dynamorecovery.aws.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.settings.RebuildProgress;
import dev.dynamorecovery.core.settings.RebuildStep;
import dev.dynamorecovery.core.settings.SettingsComparison;
import dev.dynamorecovery.core.settings.SettingsDifference;
import dev.dynamorecovery.core.settings.TableSettings;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

class DynamoDbSettingsRebuilderTest {

    private final InMemoryDynamoDb dynamoDb = new InMemoryDynamoDb(RestoredTables.described());
    private final InMemoryAutoScaling autoScaling = new InMemoryAutoScaling();
    private final DynamoDbTableSettings reader = new DynamoDbTableSettings(dynamoDb, autoScaling);
    private final DynamoDbSettingsRebuilder rebuilder = new DynamoDbSettingsRebuilder(reader, dynamoDb, autoScaling);

    @Test
    void shouldGiveTheRestoredTableEverySettingBack() {
        var progress = rebuild();

        assertThat(progress.isSettled()).isTrue();
        assertThat(progress.remaining()).isEmpty();
        assertThat(progress.taken().getFirst()).isInstanceOf(RebuildStep.SetTags.class);
        assertThat(SettingsComparison.between(RestoredTables.expected(), settings()))
                .isEmpty();
        assertThat(dynamoDb.policy()).contains(InMemoryDynamoDb.ARN + RestoredTables.COPY);
    }

    @Test
    void shouldChangeNothingMoreOnceAllIsRight() {
        rebuild();
        var calls = dynamoDb.calls().size();

        assertThat(rebuild().taken()).isEmpty();
        assertThat(dynamoDb.calls()).hasSize(calls);
    }

    @Test
    void shouldTakeOneChangeAtATimeAndWaitForNone() {
        dynamoDb.settleSlowly();
        var changes = new ArrayList<Integer>();
        RebuildProgress progress = rebuild();
        while (!progress.isSettled()) {
            assertThat(progress.settling()).containsExactly("table is UPDATING");
            changes.add(progress.taken().size());
            dynamoDb.settle();
            progress = rebuild();
        }

        assertThat(changes).hasSizeGreaterThan(3);
        assertThat(SettingsComparison.between(RestoredTables.expected(), settings()))
                .isEmpty();
    }

    @Test
    void shouldTakeNoStepWhileSomethingElseChangesTheTable() {
        dynamoDb.status(TableStatus.UPDATING);

        var progress = rebuild();

        assertThat(progress.isSettled()).isFalse();
        assertThat(progress.taken()).isEmpty();
        assertThat(dynamoDb.calls()).isEmpty();
    }

    @Test
    void shouldComeBackLaterWhenContinuousBackupsAreNotReadyYet() {
        dynamoDb.refuseBackups(true);
        var early = rebuild();
        dynamoDb.refuseBackups(false);

        assertThat(early.isSettled()).isFalse();
        assertThat(early.settling()).containsExactly("EnablePointInTimeRecovery is not accepted yet");
        assertThat(rebuild().isSettled()).isTrue();
    }

    @Test
    void shouldComeBackLaterWhenTimeToLiveWasJustChanged() {
        dynamoDb.refuseTimeToLive(true);
        var early = rebuild();
        dynamoDb.refuseTimeToLive(false);

        assertThat(early.settling()).containsExactly("EnableTimeToLive is not accepted yet");
        assertThat(rebuild().isSettled()).isTrue();
    }

    @Test
    void shouldTakeAStepOnceWhileReadsLagBehindIt() {
        var calls = new ArrayList<String>();
        var lagging = new DynamoDbSettingsRebuilder(
                table -> {
                    calls.add(table);
                    return new DynamoDbTableSettings(
                                    new InMemoryDynamoDb(RestoredTables.described()), new InMemoryAutoScaling())
                            .read(table);
                },
                dynamoDb,
                autoScaling);

        var progress = lagging.rebuild(RestoredTables.COPY, RestoredTables.expected());

        assertThat(progress.taken()).hasSize(1);
        assertThat(progress.settling()).containsExactly("SetTags does not show yet");
        assertThat(calls).hasSize(2);
    }

    @Test
    void shouldSayThatTheTableIsGone() {
        assertThatThrownBy(() -> rebuilder.rebuild("another", RestoredTables.expected()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("another");
    }

    @Test
    void shouldNameAScalingPolicyThatItCannotRebuild() {
        rebuild();
        autoScaling.add(ScalingPolicy.builder()
                .policyName("night")
                .policyType(PolicyType.STEP_SCALING)
                .resourceId("table/" + RestoredTables.COPY)
                .scalableDimension(ScalableDimension.DYNAMODB_TABLE_READ_CAPACITY_UNITS)
                .build());
        var source = settings();

        assertThat(SettingsComparison.between(source, RestoredTables.expected()))
                .containsExactly(new SettingsDifference(
                        "autoScaling.table.READ.otherPolicies", "[night (StepScaling)]", "[]", false));
    }

    private RebuildProgress rebuild() {
        return rebuilder.rebuild(RestoredTables.COPY, RestoredTables.expected());
    }

    private TableSettings settings() {
        return reader.read(RestoredTables.COPY).orElseThrow().settings();
    }
}
