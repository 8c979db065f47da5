package dev.dynamorecovery.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.runtime.InvokedContext;
import dev.dynamorecovery.core.changelog.InMemoryChangeLogIndex;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.changelog.StreamObservation;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.SamplePlans;
import dev.dynamorecovery.core.rpo.ProtectedTable;
import dev.dynamorecovery.core.rpo.RpoValidation;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RpoValidatorHandlerTest {

    private static final Path SAMPLE = Path.of("..", "..", "events", "change-log", "rpo-validator.json");
    private static final Instant NOW = Instant.parse("2026-11-22T10:10:00Z");

    private final Map<String, Double> metrics = new LinkedHashMap<>();

    @Test
    void shouldCountATableOfWhichNobodyCanTellAsOverItsObjective() throws IOException {
        JsonNode answer = handle();

        assertThat(answer.at("/tables/0/table").asText()).isEqualTo("orders");
        assertThat(answer.at("/tables/0/result").asText()).isEqualTo("Unknown");
        assertThat(answer.at("/tables/0/rpoAchieved").isNull()).isTrue();
        assertThat(metrics)
                .containsEntry("orders RpoOverObjective", 1.0)
                .containsEntry("orders ChangeLogGaps", 0.0)
                .containsEntry("all TablesOverObjective", 2.0)
                .containsEntry("all NewGaps", 0.0)
                .doesNotContainKey("orders RpoAchieved");
    }

    @Test
    void shouldMeasureTheOtherTablesWhenOneCannotBeLookedAt() throws IOException {
        JsonNode answer = handle();

        assertThat(answer.path("tables"))
                .extracting(table -> table.path("table").asText())
                .containsExactly("orders", "users");
        assertThat(answer.at("/tables/0/reason").asText()).contains("IllegalStateException");
        assertThat(answer.at("/tables/1/reason").asText()).contains("nothing of the table was ever logged");
    }

    @Test
    void shouldSayNothingOfATableWhosePlanAsksForNoLog() throws IOException {
        assertThat(handle().toString()).doesNotContain("transactions");
    }

    private JsonNode handle() throws IOException {
        RpoValidation validation = new RpoValidation(
                new InMemoryChangeLogIndex(),
                new InMemoryObjectStore(),
                (table, checkpoints) -> {
                    if (table.equals("orders")) {
                        throw new IllegalStateException("not today");
                    }
                    return new StreamObservation.Disabled();
                },
                (table, keys, now) -> Optional.empty(),
                new LogDelivery(1, Duration.ofHours(23)),
                Duration.ofDays(35),
                "us-east-1");
        RpoValidatorHandler handler = new RpoValidatorHandler(
                () -> List.of(
                        new ProtectedTable(
                                "orders",
                                KeySchema.of("userId", "orderId"),
                                new PlanBinding.Bound(SamplePlans.orders())),
                        new ProtectedTable(
                                "transactions",
                                KeySchema.of("id"),
                                new PlanBinding.Bound(SamplePlans.withoutChangeLog("transactions"))),
                        new ProtectedTable(
                                "users", KeySchema.of("userId"), new PlanBinding.Bound(SamplePlans.packaged("users")))),
                validation,
                new RpoMetrics(
                        (metric, value, unit, table) -> metrics.put(table + " " + metric, value),
                        (metric, value, unit) -> metrics.put("all " + metric, value)),
                () -> NOW);
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(Files.readAllBytes(SAMPLE)), answer, new InvokedContext("RpoValidator"));
        return Documents.readJson(answer.toByteArray());
    }
}
