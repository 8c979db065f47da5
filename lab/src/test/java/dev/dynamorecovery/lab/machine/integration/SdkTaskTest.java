package dev.dynamorecovery.lab.machine.integration;

import static dev.dynamorecovery.lab.machine.MachineLab.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.front.ApiCall;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.machine.MachineLab;
import dev.dynamorecovery.lab.machine.execution.Execution;
import dev.dynamorecovery.lab.machine.execution.HistoryEvent;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tasks that call services with the real SDK over the wire. */
class SdkTaskTest {

    /** Answers every request the same way and keeps the last one. */
    private static final class Scripted implements LabService {

        private final String signingName;
        private volatile LabResponse answer = new LabResponse(200, Map.of(), new byte[0]);
        private volatile String lastBody = "";
        private volatile String lastPath = "";

        Scripted(String signingName) {
            this.signingName = signingName;
        }

        @Override
        public String signingName() {
            return signingName;
        }

        void answers(int status, String body) {
            answer = new LabResponse(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public LabResponse handle(LabRequest request) {
            lastBody = new String(request.body(), StandardCharsets.UTF_8);
            lastPath = request.path();
            return answer;
        }
    }

    private final List<ApiCall> calls = new CopyOnWriteArrayList<>();
    private final Scripted dynamoDb = new Scripted("dynamodb");
    private final Scripted sns = new Scripted("sns");
    private final Scripted s3 = new Scripted("s3");
    private LabFront front;
    private MachineLab lab;

    @BeforeEach
    void start() throws IOException {
        front = LabFront.start(0, calls::add);
        List.of(dynamoDb, sns, s3).forEach(front::serve);
        lab = new MachineLab(front.endpoint());
    }

    @AfterEach
    void stop() {
        lab.close();
        front.close();
    }

    private Execution run(String resource, String arguments, Function<String, String> rest) throws Exception {
        return lab.run(
                rest.apply("\"Type\": \"Task\", \"Resource\": \"arn:aws:states:::" + resource + "\", \"Arguments\": "
                        + arguments),
                "{}");
    }

    private Execution run(String resource, String arguments) throws Exception {
        return run(resource, arguments, task -> "\"A\": {" + task + ", \"End\": true}");
    }

    @Test
    void shouldCallAnActionByTheModelInTheNameOfTheMachine() throws Exception {
        dynamoDb.answers(
                200,
                "{\"TableDescription\": {\"TableName\": \"copy\", \"TableStatus\": \"CREATING\", \"CreationDateTime\": 1769856000.5, \"ItemCount\": 7, \"KeySchema\": [{\"AttributeName\": \"id\", \"KeyType\": \"HASH\"}]}}");

        Execution execution = run(
                "aws-sdk:dynamodb:restoreTableToPointInTime",
                "{\"SourceTableName\": \"orders\", \"TargetTableName\": \"{% 'co' & 'py' %}\", \"RestoreDateTime\": \"2026-01-31T10:40:00Z\", \"UseLatestRestorableTime\": null}");

        assertThat(JsonText.parse(dynamoDb.lastBody))
                .isEqualTo(
                        JsonText.parse(
                                "{\"SourceTableName\": \"orders\", \"TargetTableName\": \"copy\", \"RestoreDateTime\": 1.769856E9}"));
        assertThat(JsonText.parse(outcome(execution))).isEqualTo(JsonText.parse("""
                        {"TableDescription": {"TableName": "copy", "TableStatus": "CREATING", "ItemCount": 7,
                          "CreationDateTime": "2026-01-31T10:40:00.500Z",
                          "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}}"""));
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.accessKeyId()).isEqualTo("LABMACHINE");
            assertThat(call.region()).isEqualTo(MachineLab.REGION);
            assertThat(call.operation()).isEqualTo("RestoreTableToPointInTime");
        });
    }

    @Test
    void shouldCarryItemsInTheFormOfDynamoDb() throws Exception {
        dynamoDb.answers(
                200,
                "{\"Item\": {\"id\": {\"S\": \"1\"}, \"ok\": {\"BOOL\": true}, \"list\": {\"L\": [{\"N\": \"2\"}]}, \"map\": {\"M\": {}}}}");

        Execution execution =
                run("aws-sdk:dynamodb:getItem", "{\"TableName\": \"orders\", \"Key\": {\"id\": {\"S\": \"1\"}}}");

        assertThat(JsonText.parse(dynamoDb.lastBody))
                .isEqualTo(JsonText.parse("{\"TableName\": \"orders\", \"Key\": {\"id\": {\"S\": \"1\"}}}"));
        assertThat(JsonText.parse(outcome(execution)))
                .isEqualTo(
                        JsonText.parse(
                                "{\"Item\": {\"id\": {\"S\": \"1\"}, \"ok\": {\"BOOL\": true}, \"list\": {\"L\": [{\"N\": \"2\"}]}, \"map\": {\"M\": {}}}}"));
    }

    @Test
    void shouldNameErrorsAsTheSdkDoes() throws Exception {
        dynamoDb.answers(
                400,
                "{\"__type\": \"com.amazonaws.dynamodb.v20120810#TableNotFoundException\", \"message\": \"Table not found: x\"}");

        Execution execution = run("aws-sdk:dynamodb:restoreTableToPointInTime", "{\"TargetTableName\": \"x\"}");

        assertThat(outcome(execution))
                .startsWith(
                        "FAILED DynamoDb.TableNotFoundException: Table not found: x (Service: DynamoDb, Status Code: 400");
        HistoryEvent failed = execution.history().events().get(4);
        assertThat(failed.type()).isEqualTo("TaskFailed");
        assertThat(String.valueOf(failed.details()))
                .startsWith("{\"resourceType\":\"aws-sdk:dynamodb\",\"resource\":\"restoreTableToPointInTime\","
                        + "\"error\":\"DynamoDb.TableNotFoundException\",\"cause\":\"Table not found: x");
    }

    @Test
    void shouldNameAnErrorOutsideTheModelAfterTheService() throws Exception {
        dynamoDb.answers(400, "{\"__type\": \"com.amazon.coral.validate#ValidationException\", \"message\": \"no\"}");

        assertThat(outcome(run("aws-sdk:dynamodb:describeTable", "{\"TableName\": \"x\"}")))
                .startsWith("FAILED DynamoDb.DynamoDbException: no");
    }

    @Test
    void shouldRefuseAtRunTimeWhatAnExpressionMadeOfTheArguments() throws Exception {
        assertThat(outcome(run("aws-sdk:dynamodb:describeTable", "\"{% {'Tabel': 'x'} %}\"")))
                .isEqualTo("FAILED States.Runtime: The field 'Arguments/Tabel' is not supported by the service.");
        assertThat(outcome(run("aws-sdk:dynamodb:describeTable", "{\"TableName\": \"{% 1 %}\"}")))
                .isEqualTo("FAILED States.Runtime: The field 'Arguments/TableName' must be a string, not 1.");
        assertThat(calls).isEmpty();
    }

    @Test
    void shouldCatchTheErrorOfAnAction() throws Exception {
        dynamoDb.answers(
                400,
                "{\"__type\": \"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException\", \"message\": \"gone\"}");

        Execution execution = run(
                "aws-sdk:dynamodb:describeTable",
                "{\"TableName\": \"x\"}",
                task -> "\"A\": {" + task
                        + ", \"End\": true, \"Catch\": [{\"ErrorEquals\": [\"DynamoDb.ResourceNotFoundException\"], \"Output\": \"absent\", \"Next\": \"B\"}]}, \"B\": {\"Type\": \"Succeed\"}");

        assertThat(outcome(execution)).isEqualTo("\"absent\"");
    }

    @Test
    void shouldPublishJsonAsText() throws Exception {
        sns.answers(
                200, "<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>");

        Execution execution =
                run("sns:publish", "{\"TopicArn\": \"arn:aws:sns:eu-west-1:123456789012:t\", \"Message\": {\"a\": 1}}");

        assertThat(sns.lastBody).contains("Message=%7B%22a%22%3A1%7D");
        assertThat(outcome(execution)).isEqualTo("{\"MessageId\":\"m-1\"}");
    }

    @Test
    void shouldReadAndWriteObjectsWithTheirBody() throws Exception {
        s3.answers(200, "hello");

        assertThat(outcome(run("aws-sdk:s3:getObject", "{\"Bucket\": \"b\", \"Key\": \"k/x.json\"}")))
                .contains("\"Body\":\"hello\"");
        assertThat(s3.lastPath).isEqualTo("/b/k/x.json");

        s3.answers(200, "");
        run("aws-sdk:s3:putObject", "{\"Bucket\": \"b\", \"Key\": \"k\", \"Body\": {\"a\": 1}}");
        assertThat(s3.lastBody).contains("{\"a\":1}");
    }
}
