package dev.dynamorecovery.failover;

import dev.dynamorecovery.aws.failover.DynamoDbBallots;
import dev.dynamorecovery.aws.failover.DynamoDbControlRecords;
import dev.dynamorecovery.aws.failover.DynamoDbKillSwitch;
import dev.dynamorecovery.aws.failover.DynamoDbReadinessReports;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.preflight.ReadinessReports;
import dev.dynamorecovery.core.failover.procedure.GroupAssessor;
import dev.dynamorecovery.core.failover.vote.Ballots;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the control table holds of the groups. */
record GroupControl(ControlRecords records, KillSwitch killSwitch, Ballots ballots, ReadinessReports readiness) {

    /** A call of the control table that takes longer is made again: a step of a failover has seconds. */
    private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(3);

    private static final int ATTEMPTS = 4;

    /** By this Region's replica. */
    static GroupControl of(Environment environment, AwsClients clients) {
        return of(table(environment), dynamoDb(clients));
    }

    static GroupControl of(String table, DynamoDbClient dynamoDb) {
        return new GroupControl(
                new DynamoDbControlRecords(dynamoDb, table),
                new DynamoDbKillSwitch(dynamoDb, table),
                new DynamoDbBallots(dynamoDb, table),
                new DynamoDbReadinessReports(dynamoDb, table));
    }

    static String table(Environment environment) {
        return environment.required("CONTROL_TABLE");
    }

    static DynamoDbClient dynamoDb(AwsClients clients) {
        return clients.impatient(ATTEMPT_TIMEOUT, ATTEMPTS).dynamoDb();
    }

    GroupControl withRecords(ControlRecords others) {
        return new GroupControl(others, killSwitch, ballots, readiness);
    }

    GroupAssessor assessor(InstantSource time) {
        return new GroupAssessor(records, killSwitch, ballots, readiness, time);
    }
}
