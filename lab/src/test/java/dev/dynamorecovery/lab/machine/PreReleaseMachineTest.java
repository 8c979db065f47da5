package dev.dynamorecovery.lab.machine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.machine.execution.Execution;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.machine.integration.LambdaInvoker.Invocation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shipped machine where DynamoDB does not let every backup go. */
class PreReleaseMachineTest {

    private static final String VERDICT = """
            {"verdict": "Passed", "tables": [], "report": {"json": "r.json", "markdown": "r.md"},
             "notice": {"subject": "Release 1: Passed", "message": "All is well."},
             "expiring": [EXPIRING]}""";

    private final List<String> notices = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init") // opened before each test
    private LabFront front;

    @SuppressWarnings("NullAway.Init")
    private MachineLab lab;

    @BeforeEach
    void start() throws Exception {
        front = LabFront.start(0, call -> {});
        front.serve(service("dynamodb", PreReleaseMachineTest::deleteBackup));
        front.serve(service("sns", request -> {
            notices.add(URLDecoder.decode(new String(request.body(), StandardCharsets.UTF_8), StandardCharsets.UTF_8));
            return new LabResponse(
                    200,
                    Map.of("Content-Type", "text/xml"),
                    "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>"
                            .getBytes(StandardCharsets.UTF_8));
        }));
        lab = new MachineLab(front.endpoint());
    }

    @AfterEach
    void stop() {
        lab.close();
        front.close();
    }

    @Test
    void shouldLetThePassedVerdictStandAndTellWhichBackupsWereNotDeleted() throws Exception {
        JsonNode output = released("free", "in-use", "gone", "denied");

        assertThat(output.path("verdict").asText()).isEqualTo("Passed");
        // What is gone already is as it should be: an earlier try deleted it and could not say so.
        assertThat(output.path("expiredBackups").toString()).isEqualTo("[\"free\",\"gone\"]");
        assertThat(output.path("keptBackups"))
                .extracting(kept -> kept.path("backup").asText() + " "
                        + kept.path("trouble").asText().replaceFirst("\\(Service.*", ""))
                .containsExactly(
                        "in-use DynamoDb.BackupInUseException: Backup is being restored from ",
                        "denied DynamoDb.DynamoDbException: not authorized to perform: dynamodb:DeleteBackup ");
        assertThat(notices)
                .singleElement()
                .asString()
                .contains(
                        "Subject=Release 1: Passed",
                        "All is well.\nExpired backups that were not deleted:\nin-use: DynamoDb.BackupInUse")
                .doesNotContain("free");
    }

    @Test
    void shouldTellOfOneBackupAsOfMany() throws Exception {
        assertThat(released("denied").path("keptBackups")).hasSize(1);
        assertThat(released("free").path("expiredBackups").toString()).isEqualTo("[\"free\"]");
    }

    @Test
    void shouldSayNothingOfBackupsWhereNoneExpired() throws Exception {
        JsonNode output = released();

        assertThat(output.path("expiredBackups").toString()).isEqualTo("[]");
        assertThat(output.path("keptBackups").toString()).isEqualTo("[]");
        assertThat(notices).singleElement().asString().contains("&Message=All is well.&");
    }

    private JsonNode released(String... expiring) throws Exception {
        String named = List.of(expiring).stream()
                .map("{\"table\": \"orders\", \"arn\": \"%s\"}"::formatted)
                .reduce((one, other) -> one + "," + other)
                .orElse("");
        lab.functions
                .with("planner", payload -> returned("""
                        {"release": "1", "tables": [], "before": "b.json", "refusal": null}"""))
                .with("judge", payload -> returned(VERDICT.replace("EXPIRING", named)));
        Execution execution = MachineLab.ended(lab.machines.start(
                lab.machines
                        .load(new StateMachineSource(
                                "pre-release",
                                MachineLab.REGION,
                                Files.readString(Path.of("..", "statemachine", "pre-release.asl.json")),
                                Map.of(
                                        "ReleasePlannerArn",
                                        InMemoryFunctions.arn("planner"),
                                        "ReleaseJudgeArn",
                                        InMemoryFunctions.arn("judge"),
                                        "NotificationTopicArn",
                                        "arn:aws:sns:eu-west-1:123456789012:notices"),
                                "arn:aws:iam::123456789012:role/pre-release",
                                "LABMACHINE"))
                        .arn(),
                null,
                "{\"release\": \"1\"}"));
        return Objects.requireNonNull(execution.output(), () -> MachineLab.outcome(execution));
    }

    private static Invocation returned(String json) {
        return new Invocation.Returned(JsonText.parse(json));
    }

    private static LabResponse deleteBackup(LabRequest request) {
        String backup = JsonText.parse(new String(request.body(), StandardCharsets.UTF_8))
                .path("BackupArn")
                .asText();
        return switch (backup) {
            case "free" -> answer(200, "{}");
            case "in-use" -> error("BackupInUseException", "Backup is being restored from");
            case "gone" -> error("BackupNotFoundException", "Backup not found");
            case "denied" -> error("AccessDeniedException", "not authorized to perform: dynamodb:DeleteBackup");
            default -> throw new AssertionError("nobody named the backup " + backup);
        };
    }

    private static LabResponse error(String code, String message) {
        return answer(
                400,
                "{\"__type\":\"com.amazonaws.dynamodb.v20120810#%s\",\"message\":\"%s\"}".formatted(code, message));
    }

    private static LabResponse answer(int status, String body) {
        return new LabResponse(
                status, Map.of("Content-Type", "application/x-amz-json-1.0"), body.getBytes(StandardCharsets.UTF_8));
    }

    /** What answers for a service. */
    private interface Answer {
        LabResponse to(LabRequest request);
    }

    private static LabService service(String name, Answer answer) {
        return new LabService() {
            @Override
            public String signingName() {
                return name;
            }

            @Override
            public LabResponse handle(LabRequest request) {
                return answer.to(request);
            }
        };
    }
}
