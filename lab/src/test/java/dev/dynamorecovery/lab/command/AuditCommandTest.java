package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.execution.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditCommandTest {

    private final List<String> asked = new ArrayList<>();
    private final InMemoryAuditStack stack = new InMemoryAuditStack();

    @Test
    void shouldTellTheWorstFirstAndWhatMendsIt() {
        CommandRun run = CommandRun.of(stack, "audit");

        assertThat(run.out())
                .contains("orders  plan orders  score 61 of 100")
                .contains("CRITICAL  DR-PITR-1")
                .contains("mend  aws dynamodb update-continuous-backups --table-name orders")
                .contains("by    arn:aws:iam::123456789012:user/mallory, by UpdateContinuousBackups at 2026-03-01")
                .contains("1 table: 1 critical, 1 low; 1 could not be looked at, which is no pass");
        assertThat(run.out().indexOf("DR-PITR-1")).isLessThan(run.out().indexOf("DR-PLAN-3"));
        assertThat(run.out()).doesNotContain("DR-BACKUP-1");
        assertThat(run.exitCode()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"CRITICAL, 14", "HIGH, 14"})
    void shouldFailOnWhatIsAsBadAsAsked(String severity, int exitCode) {
        assertThat(CommandRun.of(stack, "audit", "--fail-on", severity).exitCode())
                .isEqualTo(exitCode);
    }

    @Test
    void shouldFailOnWhatCouldNotBeLookedAt() {
        stack.broken = false;

        assertThat(CommandRun.of(stack, "audit", "--fail-on", "CRITICAL").exitCode())
                .isZero();
        assertThat(CommandRun.of(stack, "audit", "--fail-on", "MEDIUM").exitCode())
                .isEqualTo(14);
    }

    @Test
    void shouldAnswerProgramsWithTheReport() throws Exception {
        CommandRun run = CommandRun.of(stack, "audit", "orders", "--output", "json");

        JsonNode document = Json.MAPPER.readTree(run.out());
        assertThat(document.at("/tables/0/results/0/id").asText()).isEqualTo("DR-PLAN-3");
        assertThat(document.path("exitCode").asInt()).isZero();
        assertThat(asked).containsExactly("audit [orders]");
    }

    @Test
    void shouldPrintThePageForABrowser() {
        assertThat(CommandRun.of(stack, "audit", "--output", "html").out()).startsWith("<!doctype html>");
    }

    @Test
    void shouldRepairAndLookAgain() {
        CommandRun run = CommandRun.of(stack, "audit", "orders", "--fix", "--by", "ada@example.com");

        assertThat(asked)
                .containsExactly("audit [orders]", "repair [orders] dryRun=false by ada@example.com", "audit [orders]");
        assertThat(run.out()).contains("Done     orders  DR-PITR-1  SetPointInTimeRecovery");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void shouldChangeNothingInADryRun() {
        CommandRun run = CommandRun.of(stack, "audit", "--fix", "--dry-run", "--by", "ada@example.com");

        assertThat(asked).containsExactly("audit []", "repair [orders] dryRun=true by ada@example.com");
        assertThat(run.out()).contains("Planned  orders  DR-PITR-1  SetPointInTimeRecovery");
    }

    @Test
    void shouldTellAProgramThatARepairFailed() {
        stack.repairOutcome = "Failed";

        assertThat(CommandRun.of(stack, "audit", "--fix", "--by", "ada@example.com")
                        .exitCode())
                .isEqualTo(ExitCode.FAILED.code());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            audit ghosts                     | 3 | not audited: ghosts
            audit o!                         | 2 | is not a DynamoDB table name
            audit --fix                      | 2 | add --by NAME
            audit --dry-run                  | 2 | goes with --fix
            audit --fail-on SEVERE           | 2 | expected one of [CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL]
            audit --output pdf               | 2 | expected one of [table, json, html]
            """)
    void shouldRefuseAndRepairNothing(String line, int exitCode, String problem) {
        CommandRun run = CommandRun.of(stack, line.split(" "));

        assertThat(run.err()).contains(problem);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(asked).noneMatch(call -> call.startsWith("repair"));
    }

    private final class InMemoryAuditStack extends IdleAuditStack {

        private boolean broken = true;
        private String repairOutcome = "";

        @Override
        public JsonNode audit(List<String> tables) {
            asked.add("audit " + tables);
            ObjectNode answer = Json.object();
            answer.putObject("report")
                    .put("json", "audit/report.json")
                    .put("markdown", "audit/report.md")
                    .put("html", "audit/report.html");
            return answer;
        }

        @Override
        public byte[] evidence(String key) {
            return (key.endsWith(".html") ? "<!doctype html>" : Json.compact(report()))
                    .getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public JsonNode repair(List<String> tables, boolean dryRun, String by) {
            asked.add("repair " + tables + " dryRun=" + dryRun + " by " + by);
            ObjectNode answer = Json.object().put("dryRun", dryRun);
            answer.putArray("repairs")
                    .addObject()
                    .put("table", "orders")
                    .put("rule", "DR-PITR-1")
                    .put("outcome", repairOutcome.isEmpty() ? (dryRun ? "Planned" : "Done") : repairOutcome)
                    .putObject("repair")
                    .put("type", "SetPointInTimeRecovery");
            return answer;
        }

        private ObjectNode report() {
            ObjectNode report = Json.object();
            var results = report.putArray("tables")
                    .addObject()
                    .put("table", "orders")
                    .put("plan", "orders")
                    .put("score", 61)
                    .putArray("results");
            results.addObject()
                    .put("id", "DR-PLAN-3")
                    .put("title", "Tags are complete")
                    .put("severity", "LOW")
                    .put("outcome", broken ? "Broken" : "Met");
            ObjectNode off = results.addObject()
                    .put("id", "DR-PITR-1")
                    .put("title", "Point-in-time recovery is on")
                    .put("severity", "CRITICAL")
                    .put("outcome", broken ? "Broken" : "Met")
                    .put("observed", "it is off")
                    .put("remedy", "aws dynamodb update-continuous-backups --table-name orders");
            off.putObject("changedBy")
                    .put("principal", "arn:aws:iam::123456789012:user/mallory")
                    .put("action", "UpdateContinuousBackups")
                    .put("at", "2026-03-01T10:45:00Z");
            results.addObject()
                    .put("id", "DR-TTL-1")
                    .put("title", "Items expire as planned")
                    .put("severity", "MEDIUM")
                    .put("outcome", "CouldNotLook")
                    .put("observed", "dynamodb:DescribeTimeToLive: AccessDeniedException");
            results.addObject()
                    .put("id", "DR-BACKUP-1")
                    .put("title", "A backup is young enough")
                    .put("severity", "HIGH")
                    .put("outcome", "Met");
            return report;
        }
    }
}
