package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PointInTimeRecoveryTest {

    private final PlaneFixture fixture = new PlaneFixture();
    private final PlaneClient client = fixture.client;

    @BeforeEach
    void createTable() {
        fixture.table("orders");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldSayThatRecoveryIsOffUntilItIsEnabled() {
        JsonNode description =
                client.ok("DescribeContinuousBackups", "{'TableName':'orders'}").path("ContinuousBackupsDescription");

        assertThat(description.path("ContinuousBackupsStatus").asText()).isEqualTo("ENABLED");
        assertThat(description.path("PointInTimeRecoveryDescription").toString())
                .isEqualTo("{\"PointInTimeRecoveryStatus\":\"DISABLED\"}");
    }

    @Test
    void shouldTrailTheLatestRestorableTimeByFiveMinutes() {
        fixture.protect("orders");
        Instant enabledAt = fixture.time.now();
        fixture.time.advance(Duration.ofHours(1));

        JsonNode window = window();

        assertThat(seconds(window, "EarliestRestorableDateTime")).isEqualTo(enabledAt.getEpochSecond());
        assertThat(seconds(window, "LatestRestorableDateTime"))
                .isEqualTo(fixture.time.now().minus(Duration.ofMinutes(5)).getEpochSecond());
        assertThat(window.path("RecoveryPeriodInDays").asInt()).isEqualTo(35);
    }

    @Test
    void shouldForgetWhatIsOlderThanTheRecoveryPeriod() {
        client.ok(
                "UpdateContinuousBackups",
                "{'TableName':'orders','PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true,'RecoveryPeriodInDays':2}}");
        fixture.time.advance(Duration.ofDays(10));

        assertThat(seconds(window(), "EarliestRestorableDateTime"))
                .isEqualTo(fixture.time.now().minus(Duration.ofDays(2)).getEpochSecond());
    }

    @Test
    void shouldRestoreToTheMillisecond() {
        fixture.protect("orders");
        fixture.put("orders", "a", 1);
        Instant before = fixture.time.now();
        fixture.time.advance(Duration.ofMillis(1));
        fixture.put("orders", "a", 2);
        fixture.time.advance(Duration.ofHours(1));

        fixture.restore("orders", "before", before);
        fixture.restore("orders", "after", before.plusMillis(1));

        assertThat(fixture.values("before")).containsExactly(entry("a", 1));
        assertThat(fixture.values("after")).containsExactly(entry("a", 2));
    }

    @Test
    void shouldRestoreTheLatestRestorableState() {
        fixture.protect("orders");
        fixture.put("orders", "old", 1);
        fixture.time.advance(Duration.ofMinutes(6));
        fixture.put("orders", "tooRecent", 1);

        client.ok(
                "RestoreTableToPointInTime",
                "{'SourceTableArn':'" + fixture.arn("orders")
                        + "','TargetTableName':'restored','UseLatestRestorableTime':true}");
        fixture.awaitRestores();

        assertThat(fixture.values("restored")).containsExactly(entry("old", 1));
    }

    @Test
    void shouldRefuseAnInstantOutsideTheWindow() {
        fixture.protect("orders");
        fixture.time.advance(Duration.ofHours(1));

        assertThat(restoreError(fixture.time.now().plusSeconds(60))).startsWith("InvalidRestoreTimeException");
        assertThat(restoreError(fixture.time.now().minusSeconds(60))).startsWith("InvalidRestoreTimeException");
        assertThat(restoreError(PlaneFixture.START.minusSeconds(60))).startsWith("InvalidRestoreTimeException");
        assertThat(client.ok("ListTables", "{}").path("TableNames")).hasSize(1);
    }

    @Test
    void shouldRefuseToRestoreATableWithoutRecovery() {
        assertThat(restoreError(fixture.time.now())).startsWith("PointInTimeRecoveryUnavailableException");
    }

    @Test
    void shouldNotRestoreWhatHappenedBeforeRecoveryWasSwitchedOffAndOn() {
        fixture.protect("orders");
        fixture.time.advance(Duration.ofHours(1));
        client.ok(
                "UpdateContinuousBackups",
                "{'TableName':'orders','PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':false}}");
        fixture.protect("orders");
        fixture.time.advance(Duration.ofHours(1));

        assertThat(restoreError(fixture.time.now().minus(Duration.ofMinutes(70))))
                .startsWith("InvalidRestoreTimeException");
    }

    @Test
    void shouldRefuseTheUnknownAndTheAmbiguous() {
        assertThat(client.error("DescribeContinuousBackups", "{'TableName':'nowhere'}"))
                .isEqualTo("TableNotFoundException: Table not found: nowhere");
        assertThat(client.error(
                        "RestoreTableToPointInTime",
                        "{'SourceTableName':'nowhere','TargetTableName':'restored','UseLatestRestorableTime':true}"))
                .startsWith("TableNotFoundException");
        fixture.protect("orders");
        assertThat(client.error(
                        "RestoreTableToPointInTime", "{'SourceTableName':'orders','TargetTableName':'restored'}"))
                .startsWith("ValidationException");
        assertThat(
                        client.error(
                                "UpdateContinuousBackups",
                                "{'TableName':'orders','PointInTimeRecoverySpecification':{'PointInTimeRecoveryEnabled':true,'RecoveryPeriodInDays':36}}"))
                .startsWith("ValidationException");
        assertThat(
                        client.error(
                                "RestoreTableToPointInTime",
                                "{'SourceTableName':'orders','TargetTableName':'restored','UseLatestRestorableTime':true,'Surprise':1}"))
                .contains("Surprise");
    }

    @Test
    void shouldNeverRestoreOverATable() {
        fixture.protect("orders");
        fixture.table("existing");
        fixture.put("existing", "kept", 1);
        fixture.time.advance(Duration.ofHours(1));

        assertThat(client.error(
                        "RestoreTableToPointInTime",
                        "{'SourceTableName':'orders','TargetTableName':'existing','UseLatestRestorableTime':true}"))
                .isEqualTo("TableAlreadyExistsException: Table already exists: existing");
        assertThat(fixture.values("existing")).containsExactly(entry("kept", 1));
    }

    @Test
    void shouldRefuseATargetThatIsBeingCreated() {
        fixture.protect("orders");
        fixture.time.advance(Duration.ofHours(1));
        String request = "{'SourceTableName':'orders','TargetTableName':'restored','UseLatestRestorableTime':true}";
        client.ok("RestoreTableToPointInTime", request);

        assertThat(client.error("RestoreTableToPointInTime", request)).startsWith("TableInUseException");
    }

    @Test
    void shouldBeCreatingAndTakeNoDataUntilTheRestoreIsOver() {
        fixture.protect("orders");
        fixture.put("orders", "a", 1);
        fixture.time.advance(Duration.ofHours(1));

        client.ok(
                "RestoreTableToPointInTime",
                "{'SourceTableName':'orders','TargetTableName':'restored','UseLatestRestorableTime':true}");

        JsonNode creating = fixture.describe("restored");
        assertThat(creating.path("TableStatus").asText()).isEqualTo("CREATING");
        assertThat(creating.path("RestoreSummary").path("RestoreInProgress").asBoolean())
                .isTrue();
        assertThat(creating.path("RestoreSummary").path("SourceTableArn").asText())
                .isEqualTo(fixture.arn("orders"));
        assertThat(client.error("Scan", "{'TableName':'restored'}")).startsWith("ResourceNotFoundException");

        fixture.awaitRestores();

        JsonNode active = fixture.describe("restored");
        assertThat(active.path("TableStatus").asText()).isEqualTo("ACTIVE");
        assertThat(active.path("RestoreSummary").path("RestoreInProgress").asBoolean())
                .isFalse();
        assertThat(active.path("ItemCount").asInt()).isEqualTo(1);
    }

    @Test
    void shouldLoseTheSettingsThatARestoreLosesOnAws() {
        client.ok(
                "UpdateTable",
                "{'TableName':'orders','StreamSpecification':{'StreamEnabled':true,'StreamViewType':'KEYS_ONLY'},'DeletionProtectionEnabled':true}");
        fixture.time.advance(Duration.ofMinutes(1));
        client.ok("TagResource", "{'ResourceArn':'" + fixture.arn("orders") + "','Tags':[{'Key':'a','Value':'b'}]}");
        client.ok("PutResourcePolicy", "{'ResourceArn':'" + fixture.arn("orders") + "','Policy':'{}'}");
        client.ok(
                "UpdateTimeToLive",
                "{'TableName':'orders','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'expiresAt'}}");
        fixture.protect("orders");
        fixture.time.advance(Duration.ofHours(1));

        fixture.restore("orders", "restored", fixture.time.now().minus(Duration.ofMinutes(10)));

        JsonNode restored = fixture.describe("restored");
        assertThat(restored.has("StreamSpecification")).isFalse();
        assertThat(restored.has("LatestStreamArn")).isFalse();
        assertThat(restored.path("DeletionProtectionEnabled").asBoolean()).isFalse();
        assertThat(client.ok("ListTagsOfResource", "{'ResourceArn':'" + fixture.arn("restored") + "'}")
                        .path("Tags"))
                .isEmpty();
        assertThat(client.ok("DescribeTimeToLive", "{'TableName':'restored'}")
                        .path("TimeToLiveDescription")
                        .path("TimeToLiveStatus")
                        .asText())
                .isEqualTo("DISABLED");
        assertThat(client.ok("DescribeContinuousBackups", "{'TableName':'restored'}")
                        .at("/ContinuousBackupsDescription/PointInTimeRecoveryDescription/PointInTimeRecoveryStatus")
                        .asText())
                .isEqualTo("DISABLED");
        assertThat(client.error("GetResourcePolicy", "{'ResourceArn':'" + fixture.arn("restored") + "'}"))
                .startsWith("PolicyNotFoundException");
    }

    @Test
    void shouldTakeTheSourcesIndexesCapacityAndEncryptionUnlessOverridden() {
        client.ok(
                "CreateTable",
                "{'TableName':'indexed','AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'},{'AttributeName':'g','AttributeType':'S'}],"
                        + "'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],'ProvisionedThroughput':{'ReadCapacityUnits':3,'WriteCapacityUnits':4},"
                        + "'SSESpecification':{'Enabled':true,'SSEType':'KMS','KMSMasterKeyId':'alias/mine'},"
                        + "'GlobalSecondaryIndexes':[{'IndexName':'by-g','KeySchema':[{'AttributeName':'g','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'},'ProvisionedThroughput':{'ReadCapacityUnits':5,'WriteCapacityUnits':6}}]}");
        fixture.time.advance(Duration.ofMinutes(5));
        fixture.protect("indexed");
        fixture.time.advance(Duration.ofHours(1));

        fixture.restore("indexed", "same", fixture.time.now().minus(Duration.ofMinutes(10)));
        client.ok(
                "RestoreTableToPointInTime",
                "{'SourceTableName':'indexed','TargetTableName':'other','UseLatestRestorableTime':true,'BillingModeOverride':'PAY_PER_REQUEST','GlobalSecondaryIndexOverride':[]}");
        fixture.awaitRestores();

        JsonNode same = fixture.describe("same");
        assertThat(same.at("/ProvisionedThroughput/WriteCapacityUnits").asInt()).isEqualTo(4);
        assertThat(same.at("/GlobalSecondaryIndexes/0/ProvisionedThroughput/ReadCapacityUnits")
                        .asInt())
                .isEqualTo(5);
        assertThat(same.path("SSEDescription"))
                .isEqualTo(fixture.describe("indexed").path("SSEDescription"));
        JsonNode other = fixture.describe("other");
        assertThat(other.at("/BillingModeSummary/BillingMode").asText()).isEqualTo("PAY_PER_REQUEST");
        assertThat(other.has("GlobalSecondaryIndexes")).isFalse();
        assertThat(
                        client.error(
                                "RestoreTableToPointInTime",
                                "{'SourceTableName':'indexed','TargetTableName':'third','UseLatestRestorableTime':true,'GlobalSecondaryIndexOverride':[{'IndexName':'new','KeySchema':[],'Projection':{}}]}"))
                .startsWith("ValidationException");
    }

    private JsonNode window() {
        return client.ok("DescribeContinuousBackups", "{'TableName':'orders'}")
                .at("/ContinuousBackupsDescription/PointInTimeRecoveryDescription");
    }

    private String restoreError(Instant instant) {
        return client.error(
                "RestoreTableToPointInTime",
                "{'SourceTableName':'orders','TargetTableName':'restored','RestoreDateTime':"
                        + WireJson.epochSeconds(instant) + "}");
    }

    private static long seconds(JsonNode window, String member) {
        return window.path(member).asLong();
    }
}
