package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.front.LabRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceHintsTest {

    private static final String PREFIX = "arn:aws:dynamodb:eu-west-1:123456789012:table/";

    @Test
    void shouldNameTheTablesThatARequestAddresses() {
        assertThat(hints("{'TableName':'orders','Item':{'TableName':{'S':'not a table'}}}"))
                .containsExactly(PREFIX + "orders");
        assertThat(hints("{'RequestItems':{'orders':[{'PutRequest':{'Item':{'pk':{'S':'a'}}}}],'users':[]}}"))
                .containsExactly(PREFIX + "orders", PREFIX + "users");
        assertThat(hints("{'TransactItems':[{'Put':{'TableName':'orders'}},{'Delete':{'TableName':'users'}}]}"))
                .containsExactly(PREFIX + "orders", PREFIX + "users");
        assertThat(hints("{'Statement':'SELECT * FROM orders'}")).containsExactly(PREFIX + "orders");
        assertThat(hints("{'SourceTableName':'orders','TargetTableName':'restored'}"))
                .containsExactly(PREFIX + "orders", PREFIX + "restored");
    }

    @Test
    void shouldNameArnsAsTheyAre() {
        assertThat(hints("{'BackupArn':'" + PREFIX + "orders/backup/1-2'}"))
                .containsExactly(PREFIX + "orders/backup/1-2");
        assertThat(hints("{'ShardIterator':'" + PREFIX + "orders/stream/x|1|abc'}"))
                .containsExactly(PREFIX + "orders/stream/x");
        assertThat(hints("{'TableName':'" + PREFIX + "orders'}")).containsExactly(PREFIX + "orders");
    }

    @Test
    void shouldNameNothingInWhatIsNotJson() {
        assertThat(hints("nonsense")).isEmpty();
    }

    private static List<String> hints(String json) {
        byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ResourceHints.of(new LabRequest("eu-west-1", "X", "POST", "/", "", Map.of(), body));
    }
}
