package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.changelog.SampleHistory;
import dev.dynamorecovery.core.changelog.ShardObservation;
import dev.dynamorecovery.core.changelog.StreamObservation;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.ChangeAttributes;
import dev.dynamorecovery.core.plan.ChangeLogPlan;
import dev.dynamorecovery.core.settings.StreamView;
import dev.dynamorecovery.lab.execution.Json;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogCommandTest {

    private static final Instant NOW = CommandRun.NOW;
    private static final String LABEL = "2026-03-01T10:00:00.000";
    private static final String SHARD = "shardId-1";
    private static final ChangeLogPlan PLAN = new ChangeLogPlan(
            Optional.of(new Item(Map.of("id", new AttributeValue.Text("recovery:heartbeat")))),
            new ChangeAttributes(Optional.of("updatedBy"), Optional.of("txn"), Optional.of("origin")));

    private final InMemoryChangeLogStack stack = new InMemoryChangeLogStack("users", Map.of("id", "S"), PLAN);
    private final SampleHistory history = new SampleHistory(LABEL, SHARD, KeySchema.of("id"), 0);

    @BeforeEach
    void logAFewChanges() {
        history.put(item("u-1", "name", "Ada", "updatedBy", "signup", "txn", "t-1"), at("10:40:00"));
        history.put(item("recovery:heartbeat#us-east-1", "beat", "1"), at("10:40:30"));
        history.put(item("u-2", "name", "Grace", "origin", "eu-west-1"), at("10:41:00"));
        history.put(item("u-1", "name", "Eve", "updatedBy", "importer", "txn", "t-1"), at("10:42:00"));
        history.expire(item("u-2"), at("10:43:00"));
        stack.log.append(history.changes(), NOW.minusSeconds(20));
        stack.stream = drained(LABEL, "2026-03-01T10:00:00Z");
    }

    @Test
    void shouldShowTheLastChangesTheNewestFirstWithoutValues() {
        CommandRun run = run("log", "users", "--last", "3");

        assertThat(run.out().lines())
                .containsExactly(
                        "2026-03-01T10:43:00Z  deleted  id=u-2  expired (time to live)",
                        "2026-03-01T10:42:00Z  changed  id=u-1  by importer  name, updatedBy",
                        "2026-03-01T10:41:00Z  created  id=u-2  replicated from eu-west-1  name, origin");
        assertThat(run.out()).doesNotContain("Eve").doesNotContain("Grace");
        assertThat(run.err()).contains("3 changes of users");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldShowAWindowFromItsBeginningAndLeaveHeartbeatsOut() {
        CommandRun run = run("log", "users", "--from", "2026-03-01T10:40:00Z", "--to", "2026-03-01T10:42:00Z");

        assertThat(run.out().lines())
                .containsExactly(
                        "2026-03-01T10:40:00Z  created  id=u-1  by signup  in transaction t-1  name, txn, updatedBy",
                        "2026-03-01T10:41:00Z  created  id=u-2  replicated from eu-west-1  name, origin");
        assertThat(run.err()).contains("1 heartbeats left out");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldShowTheHistoryOfOneItemWithItsValuesWhenAsked() {
        CommandRun run = run("log", "users", "--key", "id=u-1", "--reveal-values");

        assertThat(run.out().lines())
                .containsExactly(
                        "2026-03-01T10:42:00Z  changed  id=u-1  by importer  name, updatedBy",
                        "    name: S \"Ada\" → S \"Eve\"",
                        "    updatedBy: S \"signup\" → S \"importer\"",
                        "2026-03-01T10:40:00Z  created  id=u-1  by signup  in transaction t-1  name, txn, updatedBy",
                        "    id: (none) → S \"u-1\"",
                        "    name: (none) → S \"Ada\"",
                        "    txn: (none) → S \"t-1\"",
                        "    updatedBy: (none) → S \"signup\"");
    }

    @Test
    void shouldShowTheHeartbeatToWhoeverAsksForIt() {
        assertThat(run("log", "users", "--key", "id=recovery:heartbeat#us-east-1")
                        .out())
                .contains("created  id=recovery:heartbeat#us-east-1");
    }

    @Test
    void shouldAnswerPrograms() throws Exception {
        CommandRun run = run("log", "users", "--from", "2026-03-01T10:40:00Z", "--output", "json", "--reveal-values");

        JsonNode document = Json.MAPPER.readTree(run.out());
        assertThat(document.path("changes")).hasSize(4);
        JsonNode changed = document.path("changes").path(2);
        assertThat(changed.path("at").asText()).isEqualTo("2026-03-01T10:42:00Z");
        assertThat(changed.path("action").asText()).isEqualTo("Changed");
        assertThat(changed.at("/key/id").asText()).isEqualTo("u-1");
        assertThat(changed.path("source").asText()).isEqualTo("Application");
        assertThat(changed.path("writer").asText()).isEqualTo("importer");
        assertThat(changed.path("attributes")).extracting(JsonNode::asText).containsExactly("name", "updatedBy");
        assertThat(changed.at("/values/0/before/text").asText()).isEqualTo("\"Ada\"");
        assertThat(document.at("/changes/3/source").asText()).isEqualTo("TimeToLive");
        assertThat(document.at("/changes/1/sourceRegion").asText()).isEqualTo("eu-west-1");
        assertThat(document.path("gaps")).isEmpty();
        assertThat(document.path("exitCode").asInt()).isZero();
    }

    @Test
    void shouldAnswerProgramsWithOneDocumentWhereThereIsNoChange() throws Exception {
        JsonNode document = Json.MAPPER.readTree(
                run("log", "users", "--key", "id=nobody", "--output", "json").out());

        assertThat(document.path("changes")).isEmpty();
        assertThat(document.path("changeCount").asInt()).isZero();
    }

    @Test
    void shouldHideValuesFromProgramsToo() {
        assertThat(run("log", "users", "--last", "9", "--output", "json").out())
                .doesNotContain("Ada")
                .doesNotContain("values");
    }

    @Test
    void shouldWarnOfWhatTheLogDoesNotKnow() throws Exception {
        stack.stream = new StreamObservation.Disabled();

        CommandRun run = run("log", "users", "--last", "1");
        JsonNode json = Json.MAPPER.readTree(
                run("log", "users", "--last", "1", "--output", "json").out());

        assertThat(run.err()).contains("! STREAM_DISABLED: unknown from 2026-03-01T10:43:00.000001Z to now");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNPROVEN.code());
        assertThat(json.at("/gaps/0/cause").asText()).isEqualTo("StreamDisabled");
        assertThat(json.at("/gaps/0/until").isNull()).isTrue();
        assertThat(json.path("exitCode").asInt()).isEqualTo(5);
    }

    @Test
    void shouldNotCallALogIncompleteThatBeganASecondAgo() {
        String label = "2026-03-01T10:45:28.000";
        InMemoryChangeLogStack fresh = new InMemoryChangeLogStack("carts", Map.of("id", "S"), PLAN);
        SampleHistory begun = new SampleHistory(label, SHARD, KeySchema.of("id"), 0);
        begun.put(item("c-1"), at("10:45:29"));
        fresh.log.append(begun.changes(), NOW);
        fresh.stream = drained(label, "2026-03-01T10:45:28Z");

        CommandRun run = CommandRun.of(fresh, "log", "carts", "--last", "5");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("1 change of carts from 2026-03-01T10:45:29Z to 2026-03-01T10:45:30Z");
    }

    @Test
    void shouldWarnOfASegmentThatCannotBeRead() {
        stack.log.bucket().write(stack.log.bucket().list("changes/").getFirst(), new byte[] {1});

        CommandRun run = run("log", "users", "--from", "2026-03-01T10:40:00Z");

        assertThat(run.err()).contains("! SEGMENT_CORRUPT");
        assertThat(run.exitCode()).isEqualTo(ExitCode.UNPROVEN.code());
    }

    @Test
    void shouldShowTheHistoryOfATableThatIsGone() {
        stack.tables.clear();

        CommandRun run = run("log", "users", "--key", "id=u-1");

        assertThat(run.out()).contains("id=u-1");
    }

    @Test
    void shouldNotLetDataMoveTheCursor() {
        history.put(item("u\u001b[2J\n", "updatedBy", "x\u0007y"), at("10:44:00"));
        stack.log.append(List.of(history.changes().getLast()), NOW.minusSeconds(10));

        assertThat(run("log", "users", "--last", "1").out().strip()).doesNotContain("\u001b", "\u0007", "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            log ghosts                                   | 3 | there is no table 'ghosts'
            log users --from 2025-12-01T00:00:00Z        | 3 | the log is kept for 35 days
            log users --to 2025-12-01T00:00:00Z          | 3 | the log is kept for 35 days
            log users --key name=Ada                     | 3 | is no key of users
            log users --last 0                           | 2 | --last '0' is out of range
            log users --last many                        | 2 | 'many' is not a whole number
            log users --last 10001                       | 2 | --last '10001' is out of range
            log users --key u-1                          | 2 | --key 'u-1' is no key
            log users --from now                         | 2 | --from 'now' is not an instant
            log users --to 2026-03-02T00:00:00Z          | 2 | is in the future
            log users --from 2026-03-01T10:41:00Z --to 2026-03-01T10:41:00Z | 2 | is not before --to
            log u!                                       | 2 | is not a DynamoDB table name
            log                                          | 2 | Missing required parameter: 'TABLE'
            """)
    void shouldRefuseWithTheRemedy(String line, int exitCode, String problem) {
        CommandRun run = run(line.split(" "));

        assertThat(run.err()).contains(problem).contains("→ ");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }

    @Test
    void shouldSayHowToAttachATableWithoutALog() {
        stack.tables.put("carts", new ChangeLogStack.Table(Map.of("id", "S"), ChangeLogPlan.NONE));

        CommandRun run = run("log", "carts");

        assertThat(run.err()).contains("./recovery protect carts");
        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED.code());
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(stack, arguments);
    }

    private static StreamObservation drained(String label, String createdAt) {
        return new StreamObservation.Enabled(
                label,
                Instant.parse(createdAt),
                StreamView.NEW_AND_OLD_IMAGES,
                List.of(new ShardObservation.Drained(SHARD)));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-01T" + time + "Z");
    }

    private static Item item(String id, String... namesAndValues) {
        Map<String, AttributeValue> attributes = new HashMap<>();
        attributes.put("id", new AttributeValue.Text(id));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put(namesAndValues[i], new AttributeValue.Text(namesAndValues[i + 1]));
        }
        return new Item(attributes);
    }
}
