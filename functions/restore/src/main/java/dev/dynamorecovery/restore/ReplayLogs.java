package dev.dynamorecovery.restore;

import dev.dynamorecovery.aws.changelog.DynamoDbChangeLogIndex;
import dev.dynamorecovery.aws.changelog.DynamoDbStreamObserver;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.replay.work.ReplayLog;
import dev.dynamorecovery.core.replay.work.SegmentReplayLog;
import java.time.Duration;

/** The change log of the stack. */
final class ReplayLogs {

    private ReplayLogs() {}

    static ReplayLog of(Environment environment, AwsClients clients) {
        return new SegmentReplayLog(
                DynamoDbChangeLogIndex.of(environment, clients),
                new S3ObjectStore(clients.s3(), environment.required("CHANGE_LOG_BUCKET")),
                new DynamoDbStreamObserver(clients.dynamoDb(), clients.dynamoDbStreams()),
                delivery(environment),
                Duration.ofDays(environment.requiredNumber("CHANGE_LOG_RETENTION_DAYS")));
    }

    static LogDelivery delivery(Environment environment) {
        return new LogDelivery(
                environment.requiredNumber("PARALLELIZATION_FACTOR"),
                Duration.ofSeconds(environment.requiredNumber("MAXIMUM_RECORD_AGE_SECONDS")));
    }
}
