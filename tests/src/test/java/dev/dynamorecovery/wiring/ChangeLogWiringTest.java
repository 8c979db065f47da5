package dev.dynamorecovery.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.lab.protection.MappingSettings;
import dev.dynamorecovery.lab.template.EventSourceMappingDefinition;
import dev.dynamorecovery.lab.template.StackDefinition;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That the template, the packaged plans and the command that attaches tables say the same of the change log. */
class ChangeLogWiringTest {

    private static final StackDefinition STACK = ShippedStack.read();

    static List<EventSourceMappingDefinition> streams() {
        return STACK.eventSourceMappings().stream()
                .filter(mapping -> mapping.create().has("StartingPosition"))
                .toList();
    }

    @Test
    void shouldLogEachExampleTable() {
        assertThat(streams())
                .extracting(EventSourceMappingDefinition::logicalId)
                .containsExactlyInAnyOrder(
                        "UsersChangeLogMapping", "OrdersChangeLogMapping", "TransactionsChangeLogMapping");
    }

    @ParameterizedTest
    @MethodSource("streams")
    void shouldDeliverTheStreamsOfTheStackAsThoseOfAttachedTables(EventSourceMappingDefinition mapping) {
        JsonNode create = mapping.create();
        assertThat(create.path("FunctionName").asText()).isEqualTo(STACK.output("StreamChangeLoggerArn"));
        assertThat(create.path("StartingPosition").asText()).isEqualTo("TRIM_HORIZON");
        assertThat(create.at("/FilterCriteria/Filters")).hasSize(1);
        assertThat(create.at("/FilterCriteria/Filters/0/Pattern").asText()).isEqualTo(MappingSettings.EVERY_CHANGE);
        assertThat(create.path("TumblingWindowInSeconds").asInt()).isEqualTo(MappingSettings.TUMBLING_WINDOW_SECONDS);
        assertThat(create.path("BisectBatchOnFunctionError").asBoolean()).isTrue();
        assertThat(create.at("/FunctionResponseTypes/0").asText()).isEqualTo("ReportBatchItemFailures");
        assertThat(create.at("/DestinationConfig/OnFailure/Destination").asText())
                .isEqualTo(STACK.output("LostBatchQueueArn"));
        assertThat(create.path("BatchSize").asText()).isEqualTo(parameter("StreamBatchSize"));
        assertThat(create.path("MaximumBatchingWindowInSeconds").asText())
                .isEqualTo(parameter("StreamBatchWindowSeconds"));
        assertThat(create.path("ParallelizationFactor").asText()).isEqualTo(parameter("StreamParallelizationFactor"));
        assertThat(create.path("MaximumRetryAttempts").asText()).isEqualTo(parameter("StreamMaximumRetryAttempts"));
        assertThat(create.path("MaximumRecordAgeInSeconds").asText())
                .isEqualTo(parameter("StreamMaximumRecordAgeSeconds"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "orders", "transactions"})
    void shouldKeepTheLogAsLongAsThePlansPromise(String name) {
        assertThat(plan(name).retention().changeLog().toDays())
                .isLessThanOrEqualTo(Long.parseLong(parameter("ChangeLogRetentionDays")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"users", "orders", "transactions"})
    void shouldBeAllowedToWriteTheHeartbeatsOfThePlans(String name) {
        List<String> allowed = Arrays.asList(parameter("HeartbeatPartitionKeys").split(",", -1));
        String partitionKey = name.equals("transactions") ? "orderId" : "userId";

        assertThat(plan(name).changeLog().heartbeatKey().orElseThrow().attribute(partitionKey))
                .isInstanceOfSatisfying(
                        AttributeValue.Text.class, text -> assertThat(allowed).contains(text.value() + "#*"));
    }

    @Test
    void shouldMeasureTheRecoveryPointUnlessToldNotTo() {
        assertThat(STACK.scheduledRules())
                .filteredOn(rule -> rule.logicalId().equals("RpoValidatorSchedule"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.enabled()).isTrue());
    }

    private static RecoveryPlan plan(String name) {
        return new PackagedPlans().find(name).orElseThrow();
    }

    private static String parameter(String name) {
        String value = STACK.parameters().get(name);
        assertThat(value).as(name).isNotNull();
        return String.valueOf(value);
    }
}
