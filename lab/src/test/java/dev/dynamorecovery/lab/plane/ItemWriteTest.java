package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ItemWriteTest {

    private final AtomicBoolean losing = new AtomicBoolean();
    private final PlaneFixture fixture = new PlaneFixture(new LossyEngine());
    private final PlaneClient client = fixture.client;

    @BeforeEach
    void createTable() {
        fixture.table("orders");
        fixture.protect("orders");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldReturnWhatAnUpdateAsksFor() {
        fixture.put("orders", "a", 1);

        assertThat(update("NONE", 2).has("Attributes")).isFalse();
        assertThat(update("ALL_OLD", 3).at("/Attributes/v/N").asText()).isEqualTo("2");
        assertThat(update("ALL_NEW", 4).at("/Attributes/v/N").asText()).isEqualTo("4");
        assertThat(update("UPDATED_OLD", 5).at("/Attributes/v/N").asText()).isEqualTo("4");
        assertThat(update("UPDATED_NEW", 6).path("Attributes").toString()).isEqualTo("{\"v\":{\"N\":\"6\"}}");
        assertThat(client.error("UpdateItem", request("EVERYTHING", 7))).startsWith("ValidationException");
        assertThat(loggedNow()).containsExactly(entry("a", 6));
    }

    @Test
    void shouldLogAWriteWhoseAnswerWasLost() {
        losing.set(true);
        assertThatThrownBy(() -> fixture.put("orders", "a", 1)).hasRootCauseMessage("the answer was lost");
        losing.set(false);

        assertThat(loggedNow()).containsExactly(entry("a", 1));
    }

    @Test
    void shouldLogNothingOfARepeatedTransaction() {
        String transaction =
                "{'ClientRequestToken':'once','TransactItems':[{'Put':{'TableName':'orders','Item':{'pk':{'S':'a'},'v':{'N':'1'}}}}]}";
        client.ok("TransactWriteItems", transaction);
        fixture.put("orders", "a", 2);
        client.ok("TransactWriteItems", transaction);

        assertThat(loggedNow()).containsExactly(entry("a", 2)).isEqualTo(fixture.values("orders"));
    }

    @Test
    void shouldLogStatementsAndTheirBatches() {
        client.ok("ExecuteStatement", "{'Statement':'INSERT INTO orders VALUE {`pk`:`a`,`v`:1}'}");
        client.ok(
                "BatchExecuteStatement",
                "{'Statements':[{'Statement':'INSERT INTO orders VALUE {`pk`:`b`,`v`:2}'},{'Statement':'INSERT INTO orders VALUE {`pk`:`a`,`v`:9}'}]}");
        client.ok(
                "ExecuteTransaction",
                "{'TransactStatements':[{'Statement':'UPDATE orders SET v=3 WHERE pk=`b`'},{'Statement':'DELETE FROM orders WHERE pk=`a`'}]}");

        assertThat(loggedNow()).containsExactly(entry("b", 3));
    }

    @Test
    void shouldLogNothingOfABatchThatIsRefused() {
        client.error(
                "BatchWriteItem",
                "{'RequestItems':{'orders':[{'PutRequest':{'Item':{'pk':{'S':'a'}}}},{'PutRequest':{'Item':{'pk':{'N':'1'}}}}]}}");

        assertThat(loggedNow()).isEmpty();
    }

    @Test
    void shouldRestoreItemsWhoseKeysAreAtTheLimitsOfNumbers() {
        client.ok(
                "CreateTable",
                "{'TableName':'numbers','AttributeDefinitions':[{'AttributeName':'number','AttributeType':'N'}],'KeySchema':[{'AttributeName':'number','KeyType':'HASH'}],'BillingMode':'PAY_PER_REQUEST'}");
        fixture.time.advance(Duration.ofMinutes(1));
        fixture.protect("numbers");
        for (String number : List.of("1E-130", "-9.9999999999999999999999999999999999999E125", "0", "-1.50")) {
            client.ok("PutItem", "{'TableName':'numbers','Item':{'number':{'N':'" + number + "'}}}");
        }
        client.error(
                "BatchWriteItem",
                "{'RequestItems':{'numbers':[{'DeleteRequest':{'Key':{'number':{'N':'0'}}}},{'PutRequest':{'Item':{'number':{'N':'1E126'}}}}]}}");
        fixture.time.advance(Duration.ofHours(1));

        fixture.restore("numbers", "restored", fixture.time.now().minus(Duration.ofMinutes(6)));

        assertThat(client.ok("Scan", "{'TableName':'restored'}").path("Count").asInt())
                .isEqualTo(4)
                .isEqualTo(client.ok("Scan", "{'TableName':'numbers'}")
                        .path("Count")
                        .asInt());
    }

    @Test
    void shouldRestoreEveryAttributeType() {
        client.ok(
                "PutItem",
                "{'TableName':'orders','Item':{'pk':{'S':'a'},'v':{'N':'1'},'all':{'M':{'l':{'L':[{'NULL':true},{'BOOL':false}]},'ns':{'NS':['2','10','1.25']},'b':{'B':'aGk='},'bs':{'BS':['aGk=']},'ss':{'SS':['z','a']}}}}}");
        fixture.time.advance(Duration.ofHours(1));

        fixture.restore("orders", "restored", fixture.time.now().minus(Duration.ofMinutes(6)));

        String get = "{'Key':{'pk':{'S':'a'}},'TableName':'";
        assertThat(client.ok("GetItem", get + "restored'}")).isEqualTo(client.ok("GetItem", get + "orders'}"));
    }

    private JsonNode update(String returnValues, int value) {
        return client.ok("UpdateItem", request(returnValues, value));
    }

    private static String request(String returnValues, int value) {
        return "{'TableName':'orders','Key':{'pk':{'S':'a'}},'ReturnValues':'" + returnValues
                + "','UpdateExpression':'SET v = :v','ExpressionAttributeValues':{':v':{'N':'" + value + "'}}}";
    }

    /** What the log says that the table holds, told by a restore. */
    private Map<String, Integer> loggedNow() {
        var instant = fixture.time.now();
        fixture.time.advance(Duration.ofHours(1));
        fixture.restore("orders", "logged", instant);
        return fixture.values("logged");
    }

    /** Carries the puts out and then loses the answer, when told to. */
    private final class LossyEngine implements ItemEngine {

        private final SharedEngine engine = new SharedEngine();

        @Override
        public WireAnswer call(String region, String operation, byte[] body) throws IOException {
            WireAnswer answer = engine.call(region, operation, body);
            if (losing.get() && operation.equals("PutItem")) {
                throw new IOException("the answer was lost");
            }
            return answer;
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
