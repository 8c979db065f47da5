package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.protection.MappingSettings;
import dev.dynamorecovery.lab.protection.ProtectionStep;
import dev.dynamorecovery.lab.protection.SampleProtection;
import dev.dynamorecovery.lab.protection.TableState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtectCommandTest {

    private final List<ProtectionStep> taken = new ArrayList<>();
    private final ProtectingStack stack = new ProtectingStack() {

        @Override
        public String description() {
            return "a stack in memory";
        }

        @Override
        public String cliOptions() {
            return " --region us-east-1";
        }

        @Override
        public MappingSettings settings() {
            return SampleProtection.SETTINGS;
        }

        @Override
        public Set<String> heartbeatPartitionKeys() {
            return Set.of("recovery:heartbeat#*");
        }

        @Override
        public Optional<TableState> table(String name) {
            return name.equals("orders")
                    ? Optional.of(new TableState(
                            name,
                            "arn:orders",
                            "ACTIVE",
                            SampleProtection.KEY,
                            null,
                            35,
                            true,
                            "expiresAt",
                            Map.of(),
                            List.of()))
                    : Optional.empty();
        }

        @Override
        public void take(TableState table, ProtectionStep step) {
            taken.add(step);
        }

        @Override
        public void close() {}
    };

    @Test
    void shouldPrintTheChangeAndMakeNone() {
        CommandRun run = CommandRun.of(stack, "protect", "orders", "--plan", "orders");

        assertThat(run.out())
                .contains("# enable the stream with both images")
                .contains("aws dynamodb update-table --table-name orders")
                .contains("aws lambda create-event-source-mapping")
                .contains("Key=recovery:plan,Value=orders")
                .doesNotContain("update-continuous-backups");
        assertThat(run.err()).contains("Nothing was changed");
        assertThat(taken).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldMakeTheChangeWhenAsked() {
        CommandRun run = CommandRun.of(stack, "protect", "orders", "--plan", "orders", "--apply");

        assertThat(taken)
                .containsExactly(
                        new ProtectionStep.EnableStream(),
                        new ProtectionStep.MapStream(SampleProtection.SETTINGS),
                        new ProtectionStep.BindToPlan("orders"));
        assertThat(run.err()).contains("✓ bind the table to the plan orders");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldAnswerPrograms() throws Exception {
        JsonNode document =
                Json.MAPPER.readTree(CommandRun.of(stack, "protect", "orders", "--plan", "orders", "--output", "json")
                        .out());

        assertThat(document.path("applied").asBoolean()).isFalse();
        assertThat(document.path("steps")).hasSize(3);
        assertThat(document.at("/steps/0/commands/0").asText()).startsWith("aws dynamodb update-table");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            protect ghosts --plan orders  | 3 | there is no table 'ghosts'
            protect orders                | 3 | name the table's plan by --plan
            protect orders                | 3 | is left as it is: PlanMissing
            protect orders --plan ghosts  | 3 | plans/ghosts.yaml
            protect orders --plan users   | 3 | the table's key is {userId=S, orderId=S}
            protect orders --plan O!      | 2 | is no plan's name
            protect o!                    | 2 | is not a DynamoDB table name
            """)
    void shouldRefuseAndChangeNothing(String line, int exitCode, String problem) {
        CommandRun run = CommandRun.of(stack, (line + " --apply").split(" "));

        assertThat(run.err()).contains(problem);
        assertThat(taken).isEmpty();
        assertThat(run.exitCode()).isEqualTo(exitCode);
    }
}
