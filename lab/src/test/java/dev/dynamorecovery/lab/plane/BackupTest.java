package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackupTest {

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
    void shouldRestoreWhatTheTableHeldWhenItWasBackedUp() {
        fixture.put("orders", "a", 1);
        String arn = backup("first");
        fixture.put("orders", "a", 2);
        fixture.put("orders", "b", 3);

        restore(arn, "restored");

        assertThat(fixture.values("restored")).containsExactly(entry("a", 1));
        JsonNode summary = fixture.describe("restored").path("RestoreSummary");
        assertThat(summary.path("SourceBackupArn").asText()).isEqualTo(arn);
        assertThat(summary.path("RestoreInProgress").asBoolean()).isFalse();
    }

    @Test
    void shouldRestoreTheSettingsOfTheBackupNotOfToday() {
        String arn = backup("on-demand");
        client.ok(
                "UpdateTable",
                "{'TableName':'orders','BillingMode':'PROVISIONED','ProvisionedThroughput':{'ReadCapacityUnits':1,'WriteCapacityUnits':1}}");

        restore(arn, "restored");

        assertThat(fixture.describe("restored")
                        .at("/BillingModeSummary/BillingMode")
                        .asText())
                .isEqualTo("PAY_PER_REQUEST");
    }

    @Test
    void shouldTakeABackupThatSaysItIsOld() throws Exception {
        fixture.put("orders", "a", 1);
        String recent = backup("recent");
        String old = fixture.plane.takeOldBackup(fixture.region, "orders", "old", Duration.ofDays(40));

        JsonNode listed = client.ok("ListBackups", "{'TableName':'orders'}").path("BackupSummaries");
        assertThat(listed).extracting(each -> each.path("BackupArn").asText()).containsExactly(old, recent);
        assertThat(listed.get(0).path("BackupCreationDateTime").asDouble())
                .isCloseTo(fixture.time.now().minus(Duration.ofDays(40)).toEpochMilli() / 1000.0, Offset.offset(60.0));
        restore(old, "restored");
        assertThat(fixture.values("restored")).containsExactly(entry("a", 1));
    }

    @Test
    void shouldTakeNoOldBackupOfATableThatIsNotThere() {
        assertThatThrownBy(() -> fixture.plane.takeOldBackup(fixture.region, "ghosts", "old", Duration.ofDays(40)))
                .hasMessageContaining("ghosts");
    }

    @Test
    void shouldPassThroughCreating() {
        JsonNode details = client.ok("CreateBackup", "{'TableName':'orders','BackupName':'first'}")
                .path("BackupDetails");
        String arn = details.path("BackupArn").asText();

        assertThat(details.path("BackupStatus").asText()).isEqualTo("CREATING");
        assertThat(arn).startsWith(fixture.arn("orders") + "/backup/");
        assertThat(client.error("DeleteBackup", "{'BackupArn':'" + arn + "'}")).startsWith("BackupInUseException");
        fixture.time.advance(Duration.ofMinutes(1));
        assertThat(describe(arn).at("/BackupDetails/BackupStatus").asText()).isEqualTo("AVAILABLE");
        assertThat(describe(arn).at("/SourceTableDetails/TableName").asText()).isEqualTo("orders");
    }

    @Test
    void shouldListByTableTypeAndTimeInPages() {
        fixture.table("users");
        backup("first");
        String middle = Long.toString(fixture.time.now().getEpochSecond());
        backup("second");
        backup("third");
        client.ok("CreateBackup", "{'TableName':'users','BackupName':'other'}");

        assertThat(names("{'TableName':'orders'}")).containsExactly("first", "second", "third");
        assertThat(names("{}")).hasSize(4);
        assertThat(names("{'TableName':'orders','TimeRangeLowerBound':" + middle + "}"))
                .containsExactly("second", "third");
        assertThat(names("{'TableName':'orders','TimeRangeUpperBound':" + middle + "}"))
                .containsExactly("first");
        assertThat(names("{'BackupType':'SYSTEM'}")).isEmpty();
        JsonNode page = client.ok("ListBackups", "{'TableName':'orders','Limit':2}");
        assertThat(page.path("BackupSummaries")).hasSize(2);
        assertThat(names("{'TableName':'orders','ExclusiveStartBackupArn':'"
                        + page.path("LastEvaluatedBackupArn").asText() + "'}"))
                .containsExactly("third");
    }

    @Test
    void shouldForgetADeletedBackup() {
        String arn = backup("first");

        JsonNode deleted = client.ok("DeleteBackup", "{'BackupArn':'" + arn + "'}");

        assertThat(deleted.at("/BackupDescription/BackupDetails/BackupStatus").asText())
                .isEqualTo("DELETED");
        assertThat(client.error("DescribeBackup", "{'BackupArn':'" + arn + "'}"))
                .isEqualTo("BackupNotFoundException: Backup not found: " + arn);
        assertThat(client.error("RestoreTableFromBackup", "{'BackupArn':'" + arn + "','TargetTableName':'restored'}"))
                .startsWith("BackupNotFoundException");
    }

    @Test
    void shouldKeepASystemBackupOfAProtectedTableThatIsDeleted() {
        fixture.protect("orders");
        fixture.put("orders", "a", 1);
        client.ok("DeleteTable", "{'TableName':'orders'}");
        fixture.time.advance(Duration.ofMinutes(1));
        JsonNode summary = client.ok("ListBackups", "{'BackupType':'SYSTEM'}").at("/BackupSummaries/0");

        restore(summary.path("BackupArn").asText(), "orders");

        assertThat(summary.path("BackupName").asText()).isEqualTo("orders$DeletedTableBackup");
        assertThat(summary.path("BackupExpiryDateTime").asLong())
                .isGreaterThan(fixture.time.now().getEpochSecond());
        assertThat(fixture.values("orders")).containsExactly(entry("a", 1));
    }

    @Test
    void shouldKeepNoBackupOfAnUnprotectedTableThatIsDeleted() {
        client.ok("DeleteTable", "{'TableName':'orders'}");

        assertThat(names("{'BackupType':'ALL'}")).isEmpty();
    }

    @Test
    void shouldRefuseTheUnknownTheTakenAndTheMalformed() {
        String arn = backup("first");
        fixture.table("existing");

        assertThat(client.error("CreateBackup", "{'TableName':'nowhere','BackupName':'first'}"))
                .isEqualTo("TableNotFoundException: Table not found: nowhere");
        assertThat(client.error("CreateBackup", "{'TableName':'orders','BackupName':'a name'}"))
                .startsWith("ValidationException");
        assertThat(client.error("RestoreTableFromBackup", "{'BackupArn':'" + arn + "','TargetTableName':'existing'}"))
                .startsWith("TableAlreadyExistsException");
        assertThat(client.error("ListBackups", "{'BackupType':'SOME'}")).startsWith("ValidationException");
        assertThat(client.error("ListBackups", "{'Limit':0}")).startsWith("ValidationException");
    }

    private String backup(String name) {
        String arn = client.ok("CreateBackup", "{'TableName':'orders','BackupName':'" + name + "'}")
                .at("/BackupDetails/BackupArn")
                .asText();
        fixture.time.advance(Duration.ofMinutes(1));
        return arn;
    }

    private void restore(String arn, String target) {
        client.ok("RestoreTableFromBackup", "{'BackupArn':'" + arn + "','TargetTableName':'" + target + "'}");
        fixture.awaitRestores();
    }

    private JsonNode describe(String arn) {
        return client.ok("DescribeBackup", "{'BackupArn':'" + arn + "'}").path("BackupDescription");
    }

    private List<String> names(String request) {
        return client.ok("ListBackups", request).path("BackupSummaries").findValuesAsText("BackupName");
    }
}
