package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TableTest {

    private static final String KEYS =
            "'AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'}],'KeySchema':[{'AttributeName':'pk','KeyType':'HASH'}],'BillingMode':'PAY_PER_REQUEST'";

    private final PlaneFixture fixture = new PlaneFixture();
    private final PlaneClient client = fixture.client;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldPassThroughCreatingUpdatingAndDeleting() {
        client.ok("CreateTable", "{'TableName':'orders'," + KEYS + "}");
        assertThat(status()).isEqualTo("CREATING");
        assertThat(client.error("PutItem", "{'TableName':'orders','Item':{'pk':{'S':'a'}}}"))
                .isEqualTo("ResourceNotFoundException: Requested resource not found");
        assertThat(client.error("DeleteTable", "{'TableName':'orders'}")).startsWith("ResourceInUseException");
        fixture.time.advance(Duration.ofSeconds(11));
        assertThat(status()).isEqualTo("ACTIVE");
        client.ok("UpdateTable", "{'TableName':'orders','TableClass':'STANDARD_INFREQUENT_ACCESS'}");
        assertThat(status()).isEqualTo("UPDATING");
        fixture.put("orders", "a", 1);
        fixture.time.advance(Duration.ofSeconds(11));
        client.ok("DeleteTable", "{'TableName':'orders'}");
        assertThat(status()).isEqualTo("DELETING");
        assertThat(client.error("CreateTable", "{'TableName':'orders'," + KEYS + "}"))
                .startsWith("ResourceInUseException");
        assertThat(client.error("Scan", "{'TableName':'orders'}")).startsWith("ResourceNotFoundException");
        fixture.time.advance(Duration.ofSeconds(6));
        assertThat(client.error("DescribeTable", "{'TableName':'orders'}"))
                .isEqualTo("ResourceNotFoundException: Requested resource not found: Table: orders not found");
        client.ok("CreateTable", "{'TableName':'orders'," + KEYS + "}");
    }

    @Test
    void shouldDescribeWhatTheEngineDoesNotKeep() {
        fixture.table(
                "orders",
                "'StreamSpecification':{'StreamEnabled':true,'StreamViewType':'NEW_IMAGE'},'SSESpecification':{'Enabled':true},"
                        + "'TableClass':'STANDARD_INFREQUENT_ACCESS','DeletionProtectionEnabled':true,'Tags':[{'Key':'a','Value':'b'}],"
                        + "'OnDemandThroughput':{'MaxReadRequestUnits':5,'MaxWriteRequestUnits':6},'ResourcePolicy':'{}',");
        fixture.put("orders", "a", 1);

        JsonNode table = fixture.describe("orders");

        assertThat(table.path("TableArn").asText()).isEqualTo(fixture.arn("orders"));
        assertThat(table.path("LatestStreamArn").asText())
                .isEqualTo(fixture.arn("orders") + "/stream/"
                        + table.path("LatestStreamLabel").asText());
        assertThat(table.at("/StreamSpecification/StreamViewType").asText()).isEqualTo("NEW_IMAGE");
        assertThat(table.at("/SSEDescription/Status").asText()).isEqualTo("ENABLED");
        assertThat(table.at("/SSEDescription/KMSMasterKeyArn").asText())
                .startsWith("arn:aws:kms:" + fixture.region + ":123456789012:key/");
        assertThat(table.at("/TableClassSummary/TableClass").asText()).isEqualTo("STANDARD_INFREQUENT_ACCESS");
        assertThat(table.at("/OnDemandThroughput/MaxWriteRequestUnits").asInt()).isEqualTo(6);
        assertThat(table.path("DeletionProtectionEnabled").asBoolean()).isTrue();
        assertThat(table.path("ItemCount").asInt()).isEqualTo(1);
        assertThat(table.path("TableSizeBytes").asInt()).isEqualTo(6);
        assertThat(table.has("Replicas")).isFalse();
        assertThat(table.path("CreationDateTime").asLong()).isEqualTo(PlaneFixture.START.getEpochSecond());
        assertThat(client.ok("GetResourcePolicy", "{'ResourceArn':'" + fixture.arn("orders") + "'}")
                        .path("Policy")
                        .asText())
                .isEqualTo("{}");
    }

    @Test
    void shouldNotDeleteAProtectedTable() {
        fixture.table("orders", "'DeletionProtectionEnabled':true,");

        assertThat(client.error("DeleteTable", "{'TableName':'orders'}"))
                .startsWith("ValidationException: Resource cannot be deleted");
        client.ok("UpdateTable", "{'TableName':'orders','DeletionProtectionEnabled':false}");
        fixture.time.advance(Duration.ofMinutes(1));
        client.ok("DeleteTable", "{'TableName':'orders'}");
    }

    @Test
    @Timeout(60)
    void shouldAddAnIndexThatIsBeingCreatedForAWhile() {
        fixture.table("orders");
        client.ok(
                "UpdateTable",
                "{'TableName':'orders','AttributeDefinitions':[{'AttributeName':'pk','AttributeType':'S'},{'AttributeName':'g','AttributeType':'S'}],"
                        + "'GlobalSecondaryIndexUpdates':[{'Create':{'IndexName':'by-g','KeySchema':[{'AttributeName':'g','KeyType':'HASH'}],'Projection':{'ProjectionType':'ALL'}}}]}");

        assertThat(indexStatus()).isEqualTo("CREATING");
        awaitEngineIndex();
        assertThat(indexStatus()).isEqualTo("CREATING");
        fixture.time.advance(Duration.ofMinutes(2));
        assertThat(indexStatus()).isEqualTo("ACTIVE");
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() {
        assertThat(client.error("CreateTable", "{'TableName':'orders','WitnessRegion':'x'," + KEYS + "}"))
                .contains("WitnessRegion");
        fixture.table("orders");
        assertThat(client.error("UpdateTable", "{'TableName':'orders','ReplicaUpdates':[]}"))
                .contains("ReplicaUpdates");
        assertThat(client.error("ExportTableToPointInTime", "{}")).contains("ExportTableToPointInTime");
        assertThat(client.error("CreateTable", "{'TableName':'o'," + KEYS + "}"))
                .startsWith("ValidationException");
    }

    @Test
    void shouldKeepTheRegionsApart() {
        fixture.table("orders");

        assertThat(new PlaneClient(fixture.plane, "other-region-1")
                        .ok("ListTables", "{}")
                        .path("TableNames"))
                .isEmpty();
    }

    @Test
    void shouldTakeAnArnForATableName() {
        fixture.table("orders");
        fixture.put("orders", "a", 1);

        assertThat(client.ok("Scan", "{'TableName':'" + fixture.arn("orders") + "'}")
                        .path("Count")
                        .asInt())
                .isEqualTo(1);
        assertThat(client.error("Scan", "{'TableName':'arn:aws:dynamodb:mars-1:123456789012:table/orders'}"))
                .startsWith("ValidationException");
    }

    @Test
    void shouldListTagsInPages() {
        fixture.table("orders");
        String arn = "'ResourceArn':'" + fixture.arn("orders") + "'";
        for (int index = 10; index < 25; index++) {
            client.ok("TagResource", "{" + arn + ",'Tags':[{'Key':'key" + index + "','Value':'v'}]}");
        }
        client.ok("UntagResource", "{" + arn + ",'TagKeys':['key12','absent']}");

        JsonNode first = client.ok("ListTagsOfResource", "{" + arn + "}");
        JsonNode second = client.ok(
                "ListTagsOfResource",
                "{" + arn + ",'NextToken':'" + first.path("NextToken").asText() + "'}");

        assertThat(first.path("Tags")).hasSize(10);
        assertThat(second.path("Tags").findValuesAsText("Key")).containsExactly("key21", "key22", "key23", "key24");
        assertThat(second.has("NextToken")).isFalse();
        assertThat(client.error("TagResource", "{" + arn + ",'Tags':[{'Key':'aws:x','Value':'v'}]}"))
                .startsWith("ValidationException");
        assertThat(client.error("ListTagsOfResource", "{'ResourceArn':'" + fixture.arn("nowhere") + "'}"))
                .startsWith("ResourceNotFoundException");
    }

    @Test
    void shouldGuardAResourcePolicyByItsRevision() {
        fixture.table("orders");
        String arn = "'ResourceArn':'" + fixture.arn("orders") + "'";
        String revision = client.ok("PutResourcePolicy", "{" + arn + ",'Policy':'{}','ExpectedRevisionId':'NO_POLICY'}")
                .path("RevisionId")
                .asText();

        assertThat(client.error("PutResourcePolicy", "{" + arn + ",'Policy':'{}','ExpectedRevisionId':'NO_POLICY'}"))
                .startsWith("PolicyNotFoundException");
        assertThat(client.error("DeleteResourcePolicy", "{" + arn + ",'ExpectedRevisionId':'other'}"))
                .startsWith("PolicyNotFoundException");
        client.ok("DeleteResourcePolicy", "{" + arn + ",'ExpectedRevisionId':'" + revision + "'}");
        assertThat(client.error("GetResourcePolicy", "{" + arn + "}")).startsWith("PolicyNotFoundException");
    }

    @Test
    void shouldSettleTimeToLiveAfterAWhile() {
        fixture.table("orders");
        String request =
                "{'TableName':'orders','TimeToLiveSpecification':{'Enabled':true,'AttributeName':'expiresAt'}}";
        client.ok("UpdateTimeToLive", request);

        assertThat(timeToLive()).isEqualTo("ENABLING");
        fixture.time.advance(Duration.ofHours(1));
        assertThat(timeToLive()).isEqualTo("ENABLED");
        assertThat(client.error("UpdateTimeToLive", request))
                .isEqualTo("ValidationException: TimeToLive is already enabled");
    }

    /** The engine fills the index in its own time. */
    private void awaitEngineIndex() {
        String answer = "";
        while (!answer.contains("\"IndexStatus\":\"ACTIVE\"")) {
            answer = fixture.engineAnswer("DescribeTable", "{'TableName':'orders'}");
        }
    }

    private String indexStatus() {
        return fixture.describe("orders")
                .at("/GlobalSecondaryIndexes/0/IndexStatus")
                .asText();
    }

    private String timeToLive() {
        return client.ok("DescribeTimeToLive", "{'TableName':'orders'}")
                .at("/TimeToLiveDescription/TimeToLiveStatus")
                .asText();
    }

    private String status() {
        return fixture.describe("orders").path("TableStatus").asText();
    }
}
