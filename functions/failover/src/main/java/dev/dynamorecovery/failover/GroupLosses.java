package dev.dynamorecovery.failover;

import dev.dynamorecovery.aws.changelog.DynamoDbChangeLogIndex;
import dev.dynamorecovery.aws.changelog.DynamoDbStreamObserver;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.scan.DynamoDbTableKeys;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.derivation.IndexedTableLog;
import dev.dynamorecovery.core.failover.reconcile.HandOver;
import dev.dynamorecovery.core.failover.reconcile.ReconciledTable;
import dev.dynamorecovery.core.item.KeyHasher;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The change logs of this stack and of its partner's in the other Region that holds the data. */
final class GroupLosses {

    private final Environment environment;
    private final AwsClients clients;
    private final String region;

    GroupLosses(Environment environment, AwsClients clients) {
        this.environment = environment;
        this.clients = clients;
        this.region = environment.required("AWS_REGION");
    }

    /**
     * A table with its logs in both Regions. The secrets of both go into its names, which are the same whichever way the group
     * moved: what two hand-overs may have cost is one loss.
     */
    ReconciledTable table(String name, RecoveryPlan plan, HandOver handOver) {
        KeySchema schema = new DynamoDbTableKeys(clients(handOver.entered()).dynamoDb()).of(name);
        KeyHasher left = new KeyHasher(index(handOver.left()).hashKey(name));
        KeyHasher entered = new KeyHasher(index(handOver.entered()).hashKey(name));
        return new ReconciledTable(
                name,
                schema,
                log(handOver.left(), name),
                log(handOver.entered(), name),
                plan.changeLog().heartbeatsIn(schema),
                keys -> left.hash(keys) ^ entered.hash(keys));
    }

    DynamoDbClient dynamoDb(String of) {
        return clients(of).dynamoDb();
    }

    private IndexedTableLog log(String of, String table) {
        return new IndexedTableLog(
                table,
                index(of),
                new S3ObjectStore(clients(of).s3(), named(of, "CHANGE_LOG_BUCKET")),
                new DynamoDbStreamObserver(clients(of).dynamoDb(), clients(of).dynamoDbStreams()),
                new LogDelivery(
                        environment.requiredNumber("PARALLELIZATION_FACTOR"),
                        Duration.ofSeconds(environment.requiredNumber("MAXIMUM_RECORD_AGE_SECONDS"))),
                retention(),
                Instant::now);
    }

    private DynamoDbChangeLogIndex index(String of) {
        return new DynamoDbChangeLogIndex(
                clients(of).dynamoDb(), named(of, "CHANGE_LOG_INDEX"), retention(), Instant::now);
    }

    private Duration retention() {
        return Duration.ofDays(environment.requiredNumber("CHANGE_LOG_RETENTION_DAYS"));
    }

    private AwsClients clients(String of) {
        return of.equals(region) ? clients : clients.in(of);
    }

    /** The name of something in this stack, or of the same thing in the partner's. */
    private String named(String of, String variable) {
        if (of.equals(region)) {
            return environment.required(variable);
        }
        String partner = environment.optional("PARTNER_REGION").orElse("");
        if (!of.equals(partner)) {
            throw new IllegalStateException("the stack of " + region + " knows no change log of " + of
                    + ": ask in a Region that holds the data, and set the template's parameters PartnerChangeLogBucket and"
                    + " PartnerChangeLogIndex");
        }
        return environment
                .optional("PARTNER_" + variable)
                .orElseThrow(() -> new IllegalStateException("the stack of " + region + " knows no change log of " + of
                        + ": set the template's parameters PartnerChangeLogBucket and PartnerChangeLogIndex to the outputs"
                        + " ChangeLogBucketName and ChangeLogIndexName of the other stack"));
    }
}
