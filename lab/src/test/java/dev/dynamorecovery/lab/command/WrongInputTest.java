package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.execution.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrongInputTest {

    private final InMemoryRecoveryStack stack = new InMemoryRecoveryStack(CommandRun.NOW);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            restore orders --at yesterday                            | --at 'yesterday' is not an instant
            restore orders --at 2026-03-01T10:40:00                  | --at '2026-03-01T10:40:00' is not an instant
            restore orders --at 2026-03-01T10:40:00.500Z             | --at '2026-03-01T10:40:00.500Z' has a fraction
            restore orders --at 2026-03-01T10:46:00Z                 | --at '2026-03-01T10:46:00Z' is in the future
            restore orders --at 2026-03-01T13:00:00+01:00            | is in the future: it is 2026-03-01T10:45:30Z now
            restore orders --minutes-ago 0                           | --minutes-ago '0' is out of range
            restore orders --minutes-ago 50401                       | --minutes-ago '50401' is out of range
            restore orders --minutes-ago ten                         | Invalid value for option '--minutes-ago'
            restore orders --backup arn:aws:s3:::bucket              | --backup 'arn:aws:s3:::bucket' is not the ARN
            restore orders                                           | Missing required argument
            restore orders --at latest --minutes-ago 5               | mutually exclusive
            restore orders --at latest --backup latest               | mutually exclusive
            restore --at latest                                      | Missing required parameter: 'TABLE'
            restore or --at latest                                   | TABLE 'or' is not a DynamoDB table name
            restore ord/ers --at latest                              | TABLE 'ord/ers' is not a DynamoDB table name
            restore orders --at latest --target o!                   | --target 'o!' is not a DynamoDB table name
            restore orders --at latest --target orders               | --target 'orders' is the live table itself
            restore orders --at latest --expect everything           | --expect 'everything' is not an expected state
            restore orders --at latest --expect baseline:            | --expect 'baseline:' is not an expected state
            restore orders --at latest --incident-at 10:41           | --incident-at '10:41' is not an instant
            restore orders --at latest --incident-at 2026-03-02T00:00:00Z | --incident-at '2026-03-02T00:00:00Z' is in the
            restore orders --at latest --request-id a/b              | --request-id 'a/b' is not a request id
            restore orders --at latest --again --request-id a        | mutually exclusive
            restore orders --at latest --output yaml                 | Invalid value for option '--output'
            restore orders --at latest --force                       | Unknown option: '--force'
            baseline                                                 | Missing required parameter: 'TABLE'
            baseline a                                               | TABLE 'a' is not a DynamoDB table name
            status                                                   | Missing required parameter: 'GROUP or EXECUTION'
            status arn:aws:s3:::x                                    | GROUP or EXECUTION 'arn:aws:s3:::x' is neither
            status users --follow                                    | --follow 'users' is a group, which has no end
            failover users                                           | Missing required option: '--to=REGION'
            failover users --to mars                                 | --to 'mars' is not a Region
            failover users --to us-east-2 --override because         | --override 'because' is nobody's
            failover users --to us-east-2 --by /                     | --by '/' is not a name
            failback users --to us-east-1                            | Missing required option: '--by=NAME'
            ack users                                                | Missing required option: '--by=NAME'
            approve users --incident users-3 --by ada                | Missing required option: '--code=CODE'
            stop-automation --by ada                                 | Missing required argument
            stop-automation --by ada --release --reason x            | mutually exclusive
            lab --port 70000                                         | --port '70000' is no port
            lab --scale 0                                            | --scale '0.0' is out of range
            lab --scale 2                                            | --scale '2.0' is out of range
            lab --engine localhost:8000                              | --engine 'localhost:8000' is no address
            lab --engine ::                                          | --engine '::' is no address
            drill                                                    | Missing what to rehearse
            drill failover --seed x                                  | Invalid value for option '--seed'
            drill restore --items 10                                 | --items '10' is out of range
            drill undo --items 10                                    | --items '10' is out of range
            drill restore --seed x                                   | Invalid value for option '--seed'
            drill restore --inject-fault --lab                       | --inject-fault '--lab' cannot go together
            explode                                                  | Unmatched argument at index 0: 'explode'
            """)
    void shouldNameTheFieldTheValueAndTheRemedyAndAskNothingOfAws(String line, String problem) {
        CommandRun run = CommandRun.of(stack, line.split(" +"));

        assertThat(run.err()).contains(problem).contains("→ ");
        assertThat(run.out()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
        assertThat(stack.inputsByName).isEmpty();
    }

    @Test
    void shouldAnswerAWrongLineWithOneJsonDocumentWhenJsonWasAskedFor() throws Exception {
        CommandRun run = CommandRun.of(stack, "restore", "orders", "--at", "yesterday", "--output", "json");

        JsonNode document = Json.MAPPER.readTree(run.out());
        assertThat(document.path("exitCode").asInt()).isEqualTo(2);
        JsonNode refusal = document.path("refusals").path(0);
        assertThat(refusal.path("field").asText()).isEqualTo("--at");
        assertThat(refusal.path("value").asText()).isEqualTo("yesterday");
        assertThat(refusal.path("remedy").asText()).contains("ISO 8601");
    }

    @Test
    void shouldSayHowToStartTheLabWhenNoneRuns() {
        CommandRun run = CommandRun.of(
                options -> {
                    throw CommandFailure.unreachable("no lab is running", "--lab", "", "start it: ./recovery lab");
                },
                "baseline",
                "orders",
                "--lab");

        assertThat(run.exitCode()).isEqualTo(ExitCode.UNREACHABLE.code());
        assertThat(run.err()).contains("no lab is running").contains("./recovery lab");
    }

    @Test
    void shouldShowTheTraceOfADefectAndSayThatItIsOne() {
        CommandRun run = CommandRun.of(
                options -> {
                    throw new IllegalStateException("boom");
                },
                "baseline",
                "orders");

        assertThat(run.exitCode()).isEqualTo(ExitCode.INTERNAL.code());
        assertThat(run.err()).contains("defect of recovery").contains("boom").contains("at dev.dynamorecovery");
    }
}
