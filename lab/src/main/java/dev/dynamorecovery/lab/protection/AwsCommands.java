package dev.dynamorecovery.lab.protection;

import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Steps as commands of the AWS CLI, to be read, kept in a change request, and run by whoever may.
 *
 * @param options what points the AWS CLI at the same place, each after a space
 */
public record AwsCommands(String options) {

    /** The commands of one step, in the order in which they are to be run. */
    public List<String> of(TableState table, ProtectionStep step) {
        return switch (step) {
            case ProtectionStep.EnableStream stream ->
                List.of(
                        "aws dynamodb update-table --table-name " + table.name()
                                + " --stream-specification StreamEnabled=true,StreamViewType=NEW_AND_OLD_IMAGES"
                                + options,
                        "aws dynamodb wait table-exists --table-name " + table.name() + options);
            case ProtectionStep.EnablePointInTimeRecovery recovery ->
                List.of("aws dynamodb update-continuous-backups --table-name " + table.name()
                        + " --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true,RecoveryPeriodInDays="
                        + recovery.days() + options);
            case ProtectionStep.ProtectFromDeletion protect ->
                List.of(
                        "aws dynamodb update-table --table-name " + table.name() + " --deletion-protection-enabled"
                                + options,
                        "aws dynamodb wait table-exists --table-name " + table.name() + options);
            case ProtectionStep.ExpireByAttribute expiry ->
                List.of("aws dynamodb update-time-to-live --table-name " + table.name()
                        + " --time-to-live-specification Enabled=true,AttributeName=" + expiry.attribute() + options);
            case ProtectionStep.BindToPlan plan ->
                List.of("aws dynamodb tag-resource --resource-arn " + table.arn() + " --tags Key=" + RecoveryPlan.TAG
                        + ",Value=" + plan.plan() + options);
            case ProtectionStep.MapStream stream ->
                List.of(continued(
                        "aws lambda create-event-source-mapping",
                        "--event-source-arn \"$(aws dynamodb describe-table --table-name " + table.name()
                                + " --query Table.LatestStreamArn --output text" + options + ")\"",
                        "--starting-position TRIM_HORIZON",
                        settings(stream.settings()),
                        options.strip()));
            case ProtectionStep.AlignMapping mapping ->
                List.of(continued(
                        "aws lambda update-event-source-mapping --uuid " + mapping.id() + " --enabled",
                        settings(mapping.settings()),
                        options.strip()));
        };
    }

    private static String settings(MappingSettings settings) {
        return continued(
                "--function-name " + settings.functionArn(),
                "--batch-size " + settings.batchSize() + " --maximum-batching-window-in-seconds "
                        + settings.batchWindowSeconds(),
                "--parallelization-factor " + settings.parallelizationFactor() + " --tumbling-window-in-seconds "
                        + settings.tumblingWindowSeconds(),
                (settings.bisect() ? "--bisect-batch-on-function-error" : "--no-bisect-batch-on-function-error")
                        + " --maximum-retry-attempts "
                        + settings.maximumRetryAttempts() + " --maximum-record-age-in-seconds "
                        + settings.maximumRecordAgeSeconds(),
                settings.reportsItemFailures() ? "--function-response-types ReportBatchItemFailures" : "",
                "--filter-criteria '{\"Filters\":[{\"Pattern\":\""
                        + settings.filterPattern().replace("\"", "\\\"") + "\"}]}'",
                "--destination-config '{\"OnFailure\":{\"Destination\":\"" + settings.lostBatchQueueArn() + "\"}}'");
    }

    private static String continued(String... parts) {
        return List.of(parts).stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(" \\\n    "));
    }
}
