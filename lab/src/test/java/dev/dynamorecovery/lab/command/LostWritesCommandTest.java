package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.execution.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostWritesCommandTest {

    private static final String OPEN = """
            {"status":{"clear":false,"status":"Unresolved","reason":"lost writes wait for a person's decision","lost":3,
                       "unresolved":2,"unknown":["orders: the log has a gap of 4 s"]},
             "handOvers":[{"left":"us-east-1","entered":"us-east-2","at":"2026-03-01T10:00:00Z","open":true,
                           "lateUntil":"2026-03-01T10:15:02Z"}],"more":1,
             "writes":[
               {"id":"aaaa","table":"orders","key":"userId=u-1, orderId=o-1","lostIn":"us-east-1",
                "writtenAt":"2026-03-01T09:59:58Z","overwrittenAt":"2026-03-01T10:02:00Z","certain":true,"differences":["status: lost text"],
                "holding":"c0ffee","resolution":null},
               {"id":"bbbb","table":"orders","key":"userId=u-1, orderId=o-2","lostIn":"us-east-1","writtenAt":null,
                "overwrittenAt":"2026-03-01T10:02:01Z","certain":true,"differences":[],"holding":"none","resolution":"Keep by ada"},
               {"id":"cccc","table":"orders","key":"userId=u-1, orderId=o-3","lostIn":"us-east-1",
                "writtenAt":"2026-03-01T09:59:59Z","overwrittenAt":"2026-03-01T10:02:02Z","certain":false,"differences":[],"holding":"facade",
                "resolution":null}],
             "resolutions":[{"id":"aaaa","outcome":"Resolved","detail":"wrote payment"},
                            {"id":"zzzz","outcome":"Refused","detail":"no lost write of that name is listed"}]}
            """;
    private static final String CLEAR = """
            {"status":{"clear":true,"status":"Clear","reason":"nothing is lost","lost":0,"unresolved":0,"unknown":[]},
             "handOvers":[{"left":"us-east-1","entered":"us-east-2","at":"2026-03-01T10:00:00Z","open":false,
                           "lateUntil":"2026-03-01T10:15:02Z"}],"more":0,"writes":[]}
            """;

    private final InMemoryGroupStack stack = new InMemoryGroupStack();

    @BeforeEach
    void open() throws Exception {
        answers(OPEN);
    }

    @Test
    void shouldListWhatIsLostWhatIsUnknownAndWhatToRun() {
        CommandRun run = run("orders");

        assertThat(run.out())
                .contains("Unresolved: lost writes wait for a person's decision")
                .contains("us-east-1 was left for us-east-2 at 2026-03-01T10:00:00Z; a write sent late may come until"
                        + " 2026-03-01T10:15:02Z")
                .contains("3 lost or perhaps lost, 2 undecided")
                .contains("lost if what replaced it was sent late, in us-east-1, written 2026-03-01T09:59:59Z")
                .contains("unknown: orders: the log has a gap of 4 s")
                .contains("aaaa  orders  userId=u-1, orderId=o-1")
                .contains(
                        "lost in us-east-1, written 2026-03-01T09:59:58Z, overwritten 2026-03-01T10:02:00Z; undecided")
                .contains("written before the log", "Keep by ada")
                .contains("status: lost text")
                .contains("and 1 more, listed when these are decided upon")
                .contains("./recovery lost-writes orders --merge ID");
        assertThat(run.exitCode()).isEqualTo(ExitCode.ATTENTION.code());
        assertThat(stack.requests)
                .singleElement()
                .hasToString("{\"request\":\"List\",\"group\":\"orders\",\"revealValues\":false}");
    }

    @Test
    void shouldSayThatNothingStandsInTheWay() throws Exception {
        answers(CLEAR);

        CommandRun run = run("orders", "--reveal-values");

        assertThat(run.out())
                .contains("✓ Clear: nothing is lost")
                .contains("at 2026-03-01T10:00:00Z, both held the same; a write sent late may come until");
        assertThat(run.exitCode()).isZero();
        assertThat(stack.requests.getFirst().path("revealValues").asBoolean()).isTrue();
    }

    @Test
    void shouldDecideOnWhatTheListingHasShownAndTellWhatBecameOfIt() {
        CommandRun run = run("orders", "--merge", "aaaa", "--merge", "zzzz", "--by", "ada@example.com");

        assertThat(stack.requests).hasSize(3);
        assertThat(stack.requests.get(1))
                .hasToString("{\"request\":\"Resolve\",\"group\":\"orders\",\"resolution\":\"Merge\","
                        + "\"by\":\"ada@example.com\",\"writes\":[{\"id\":\"aaaa\",\"holding\":\"c0ffee\"},"
                        + "{\"id\":\"zzzz\",\"holding\":\"\"}]}");
        assertThat(run.out())
                .contains("✓ aaaa Resolved: wrote payment")
                .contains("✗ zzzz Refused: no lost write of that name is listed");
        assertThat(run.exitCode()).isEqualTo(ExitCode.ATTENTION.code());
    }

    @Test
    void shouldDiscardAllThatNobodyHasDecidedUponAndNothingElse() {
        run("orders", "--discard", "all", "--by", "ada");

        assertThat(stack.requests.get(1).path("writes"))
                .hasToString("[{\"id\":\"aaaa\",\"holding\":\"c0ffee\"},{\"id\":\"cccc\",\"holding\":\"facade\"}]");
    }

    @Test
    void shouldAcceptInWritingWhatNoLogKnows() {
        run("orders", "--accept-unknown", "the log was off", "--keep", "aaaa", "--discard", "cccc", "--by", "ada");

        assertThat(stack.requests)
                .extracting(request -> request.path("request").asText()
                        + request.path("resolution").asText())
                .containsExactly("List", "AcceptUnknown", "ResolveKeep", "ResolveDiscard", "List");
        assertThat(stack.requests.get(1).path("reason").asText()).isEqualTo("the log was off");
    }

    @Test
    void shouldGiveTheSameToPrograms() throws Exception {
        JsonNode json = Json.MAPPER.readTree(run("orders", "--merge", "aaaa", "--by", "ada", "--output", "json")
                .out());

        assertThat(json.path("group").asText()).isEqualTo("orders");
        assertThat(json.path("writes")).hasSize(3);
        assertThat(json.path("resolutions").path(0).path("outcome").asText()).isEqualTo("Resolved");
        assertThat(json.path("exitCode").asInt()).isEqualTo(ExitCode.ATTENTION.code());
    }

    @Test
    void shouldAskTheRegionsThatHoldTheDataAndNotTheWitness() {
        stack.dead.add("us-east-1");

        assertThat(run("orders").exitCode()).isEqualTo(ExitCode.ATTENTION.code());
        assertThat(stack.regionsAsked).containsExactly("us-east-1", "us-east-2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders --merge aaaa",
                "orders --discard all --by -",
                "orders --keep",
                "orders --accept-unknown reason",
                "orders --restore aaaa --by ada"
            })
    void shouldRefuseADecisionThatIsNobodysOrNone(String line) {
        CommandRun run = run(line.split(" "));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE.code());
        assertThat(stack.requests).isEmpty();
    }

    @Test
    void shouldRefuseAReasonThatSaysNothing() {
        CommandRun run = run("orders", "--accept-unknown", " ", "--by", "ada");

        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(stack.requests)
                .noneMatch(request -> request.path("request").asText().equals("AcceptUnknown"));
    }

    @Test
    void shouldRefuseAGroupThatNoPlanKnows() {
        CommandRun run = run("payments");

        assertThat(run.exitCode()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(run.err()).contains("there is no failover group 'payments'");
    }

    private void answers(String json) throws Exception {
        stack.answers.put(GroupStack.Function.RECONCILER, Json.MAPPER.readTree(json));
    }

    private CommandRun run(String... arguments) {
        String[] line = new String[arguments.length + 1];
        line[0] = "lost-writes";
        System.arraycopy(arguments, 0, line, 1, arguments.length);
        return CommandRun.of(stack, line);
    }
}
