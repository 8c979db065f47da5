package dev.dynamorecovery.aws.settings;

import dev.dynamorecovery.core.settings.ObservedSettings;
import dev.dynamorecovery.core.settings.RebuildProgress;
import dev.dynamorecovery.core.settings.RebuildStep;
import dev.dynamorecovery.core.settings.SettingsComparison;
import dev.dynamorecovery.core.settings.SettingsRebuild;
import dev.dynamorecovery.core.settings.SettingsRebuilder;
import dev.dynamorecovery.core.settings.TableSettings;
import dev.dynamorecovery.core.settings.TableSettingsReader;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Rebuilds a table's settings through the AWS SDK, one step after the other, since DynamoDB refuses changes side by
 * side. What the table has now is read before each step, so a rebuild that was interrupted goes on where it stopped.
 */
public final class DynamoDbSettingsRebuilder implements SettingsRebuilder {

    private final TableSettingsReader reader;
    private final RebuildCalls calls;

    public DynamoDbSettingsRebuilder(
            TableSettingsReader reader, DynamoDbClient dynamoDb, ApplicationAutoScalingClient autoScaling) {
        this.reader = reader;
        this.calls = new RebuildCalls(dynamoDb, autoScaling);
    }

    @Override
    public RebuildProgress rebuild(String table, TableSettings expected) {
        var taken = new ArrayList<RebuildStep>();
        while (true) {
            var observed = read(table);
            var remaining = SettingsComparison.between(expected, observed.settings());
            var steps = SettingsRebuild.steps(expected, observed.settings());
            if (steps.isEmpty() || !observed.settling().isEmpty()) {
                return new RebuildProgress(taken, remaining, observed.settling());
            }
            var step = steps.getFirst();
            // Reads of tags, policies and times to live may lag behind writes: a step is taken once a call.
            if (taken.contains(step)) {
                return new RebuildProgress(taken, remaining, List.of("%s does not show yet".formatted(nameOf(step))));
            }
            if (!calls.take(table, step)) {
                return new RebuildProgress(taken, remaining, List.of("%s is not accepted yet".formatted(nameOf(step))));
            }
            taken.add(step);
        }
    }

    private ObservedSettings read(String table) {
        return reader.read(table)
                .orElseThrow(() -> new IllegalStateException(
                        "table %s is gone while its settings are rebuilt: somebody has deleted it".formatted(table)));
    }

    private static String nameOf(RebuildStep step) {
        return step.getClass().getSimpleName();
    }
}
