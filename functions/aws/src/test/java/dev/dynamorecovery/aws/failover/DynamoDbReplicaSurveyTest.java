package dev.dynamorecovery.aws.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndexDescription;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

class DynamoDbReplicaSurveyTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    private final Described primary = new Described();
    private final Described standby = new Described();

    @Test
    void shouldFindAReplicaReadyThatIsOnDemandOrHasNoLessCapacity() {
        primary.tables.put("orders", provisioned(500, 100, 50));
        standby.tables.put("orders", provisioned(500, 120, 50));
        primary.tables.put("lines", provisioned(500, 100, 50));
        standby.tables.put("lines", onDemand(TableStatus.ACTIVE));

        assertThat(surveyed("orders", "lines")).isEqualTo(readiness(true, true, ""));
    }

    @Test
    void shouldNameATargetThatCannotTakeTheLoad() {
        primary.tables.put("orders", provisioned(500, 100, 50));
        standby.tables.put("orders", provisioned(5, 100, 50));

        assertThat(surveyed("orders"))
                .isEqualTo(
                        readiness(
                                true,
                                false,
                                "orders takes 5 read and 100 write units in us-east-2, and 500 read and 100 write units in us-east-1"));
    }

    @Test
    void shouldNameAnIndexThatCannotTakeTheLoad() {
        primary.tables.put("orders", provisioned(500, 100, 50));
        standby.tables.put("orders", provisioned(500, 100, 49));

        assertThat(surveyed("orders").detail()).startsWith("orders/byStatus takes 5 read and 49 write units");
        assertThat(surveyed("orders").ready()).isFalse();
    }

    @Test
    void shouldNotTrustAFixedCapacityToTakeWhatIsOnDemandElsewhere() {
        primary.tables.put("orders", onDemand(TableStatus.ACTIVE));
        standby.tables.put("orders", provisioned(40_000, 40_000, 40_000));

        assertThat(surveyed("orders").ready()).isFalse();
        assertThat(surveyed("orders").detail()).contains("on demand in us-east-1");
    }

    @Test
    void shouldNameEachReplicaThatIsMissingNotActiveOrTooSmall() {
        primary.tables.put("orders", provisioned(500, 100, 50));
        standby.tables.put("orders", provisioned(5, 100, 50));
        standby.tables.put("lines", onDemand(TableStatus.CREATING));

        assertThat(surveyed("orders", "lines", "users"))
                .isEqualTo(readiness(
                        false,
                        false,
                        "lines is CREATING; users is not there; orders takes 5 read and 100 write units in us-east-2, and 500"
                                + " read and 100 write units in us-east-1"));
    }

    @Test
    void shouldFindNothingOutWhereNobodyAnswers() {
        standby.tables.put("orders", provisioned(5, 5, 5));
        primary.dead = true;

        assertThat(survey("orders")).isEmpty();
    }

    private ReplicaReadiness surveyed(String... tables) {
        return survey(tables).orElseThrow();
    }

    private Optional<ReplicaReadiness> survey(String... tables) {
        return new DynamoDbReplicaSurvey(Map.of("us-east-1", primary, "us-east-2", standby))
                .find("orders", List.of(tables), "us-east-2", "us-east-1", NOW);
    }

    private static ReplicaReadiness readiness(boolean active, boolean able, String detail) {
        return new ReplicaReadiness("orders", "us-east-2", active, able, detail, NOW);
    }

    private static TableDescription onDemand(TableStatus status) {
        return TableDescription.builder()
                .tableStatus(status)
                .billingModeSummary(summary -> summary.billingMode(BillingMode.PAY_PER_REQUEST))
                .build();
    }

    private static TableDescription provisioned(long reads, long writes, long writesOfIndex) {
        return TableDescription.builder()
                .tableStatus(TableStatus.ACTIVE)
                .provisionedThroughput(units -> units.readCapacityUnits(reads).writeCapacityUnits(writes))
                .globalSecondaryIndexes(GlobalSecondaryIndexDescription.builder()
                        .indexName("byStatus")
                        .provisionedThroughput(
                                units -> units.readCapacityUnits(5L).writeCapacityUnits(writesOfIndex))
                        .build())
                .build();
    }

    /** A Region that tells of its tables. */
    private static final class Described implements DynamoDbClient {

        private final Map<String, TableDescription> tables = new HashMap<>();
        private boolean dead;

        @Override
        public DescribeTableResponse describeTable(DescribeTableRequest request) {
            TableDescription table = tables.get(request.tableName());
            if (dead) {
                throw SdkClientException.create("no connection");
            }
            if (table == null) {
                throw ResourceNotFoundException.builder().message("none").build();
            }
            return DescribeTableResponse.builder().table(table).build();
        }

        @Override
        public String serviceName() {
            return "dynamodb";
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
