package dev.dynamorecovery.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.dynamorecovery.core.document.Documents;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"users", "orders", "transactions"})
    void shouldAcceptEveryPackagedPlanBySchemaAndByReader(String name) throws Exception {
        var bytes = packaged(name + ".yaml");

        assertThat(schema().validate(Documents.readYaml(bytes))).isEmpty();
        assertThat(PlanDocument.parse(bytes).name()).isEqualTo(name);
    }

    @Test
    void shouldReadWhatThePlanSays() throws Exception {
        var plan = PlanDocument.parse(packaged("transactions.yaml"));

        assertThat(plan.tier()).isEqualTo(2);
        assertThat(plan.objectives()).isEqualTo(new Objectives(Duration.ofMinutes(15), Duration.ofMinutes(5)));
        assertThat(plan.strategies()).startsWith(Strategy.POINT_IN_TIME, Strategy.ON_DEMAND_BACKUP);
        assertThat(plan.regions().getFirst()).isEqualTo(new PlannedRegion("us-east-1", RegionRole.PRIMARY));
        assertThat(plan.approval()).isEqualTo(new Approval.Named(List.of("payments-on-call")));
        assertThat(plan.verification().references().getLast().key())
                .containsEntry("orderId", "orderId")
                .containsEntry("userId", "userId");
        assertThat(plan.retention().pointInTime()).isEqualTo(Duration.ofDays(35));
    }

    @Test
    void shouldNameThePlanVersionByTheHashOfItsBytes() throws Exception {
        var bytes = packaged("orders.yaml");

        assertThat(PlanDocument.parse(bytes).version())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    /** Faults that the schema can see: schema and reader must refuse the same documents. */
    static Stream<Arguments> faultsOfForm() {
        return Stream.of(
                fault("/name", "\"Orders!\"", "name"),
                fault("/name", null, "name"),
                fault("/description", "\"  \"", "description"),
                fault("/tier", "0", "tier"),
                fault("/tier", "5", "tier"),
                fault("/tier", "\"1\"", "tier"),
                fault("/tier", "1.5", "tier"),
                fault("/objectives", null, "objectives"),
                fault("/objectives/rto", "\"10 minutes\"", "objectives.rto"),
                fault("/objectives/rto", "600", "objectives.rto"),
                fault("/objectives/rpo", "\"P1M\"", "objectives.rpo"),
                fault("/objectives/mtd", "\"PT1H\"", "objectives.mtd"),
                fault("/strategies", "[]", "strategies"),
                fault("/strategies", "[\"Hope\"]", "strategies"),
                fault("/strategies", "[\"Export\",\"Export\"]", "strategies"),
                fault("/regions", "[]", "regions"),
                fault("/regions/0/role", "\"Leader\"", "regions[0].role"),
                fault("/regions/0/role", "\"Standby\"", "regions"),
                fault("/regions/1/role", "\"Primary\"", "regions"),
                fault("/regions/0/region", "\"Frankfurt\"", "regions.region"),
                fault("/regions/0/zone", "\"a\"", "regions[0].zone"),
                fault("/approval/mode", "\"Maybe\"", "approval.mode"),
                fault("/approval/mode", "\"Named\"", "approval.approvers"),
                fault("/approval/approvers", "[\"ada\"]", "approval.approvers"),
                fault("/verification", null, "verification"),
                fault("/verification/extent/type", "\"Some\"", "verification.extent.type"),
                fault("/verification/extent", "{\"type\":\"Full\",\"percent\":5}", "verification.extent.percent"),
                fault("/verification/extent", "{\"type\":\"Sampled\"}", "verification.extent.percent"),
                fault("/verification/extent", "{\"type\":\"Sampled\",\"percent\":0}", "verification.extent.percent"),
                fault("/verification/extent", "{\"type\":\"Sampled\",\"percent\":100}", "verification.extent.percent"),
                fault("/verification/invariants", "{}", "verification.invariants"),
                fault("/verification/invariants/0/name", null, "verification.invariants[0].name"),
                fault("/verification/invariants/0/expression", "\"\"", "verification.invariants[0].expression"),
                fault("/verification/references/0/key", "{}", "verification.references[0].key"),
                fault("/verification/references/0/key/a", "7", "verification.references[0].key.a"),
                fault("/verification/references/0/required", "\"yes\"", "verification.references[0].required"),
                fault("/verification/references/0/table", "\"a b\"", "verification.references.table"),
                fault(
                        "/verification/aggregates",
                        "[{\"name\":\"a\",\"sum\":\"total\"}]",
                        "verification.aggregates.atLeast"),
                fault(
                        "/verification/aggregates",
                        "[{\"name\":\"a\",\"sum\":\"total\",\"atMost\":\"9\"}]",
                        "verification.aggregates[0].atMost"),
                fault("/drill/schedule", "\"every Sunday\"", "drill.schedule"),
                fault("/drill/schedule", "\"rate(0 days)\"", "drill.schedule"),
                fault("/retention/backups", "\"90 days\"", "retention.backups"),
                fault("/retention/changeLog", null, "retention.changeLog"),
                fault("/retention/changeLog", "\"a week\"", "retention.changeLog"),
                fault("/masking/0/method", "\"Blur\"", "masking[0].method"),
                fault("/changeLog", "\"yes\"", "changeLog"),
                fault("/changeLog/heartbeatKey", "{}", "changeLog.heartbeatKey"),
                fault("/changeLog/heartbeatKey", "\"recovery:heartbeat\"", "changeLog.heartbeatKey"),
                fault("/changeLog/heartbeatKey/userId", "true", "changeLog.heartbeatKey.userId"),
                fault("/changeLog/heartbeatKey/userId", "\" \"", "changeLog.heartbeatKey.userId"),
                fault("/changeLog/heartbeatKey", "{\"a\":\"1\",\"b\":\"2\",\"c\":\"3\"}", "changeLog.heartbeatKey"),
                fault("/changeLog/writer", "7", "changeLog.writer"),
                fault("/changeLog/author", "\"updatedBy\"", "changeLog.author"),
                fault("/failover", "\"yes\"", "failover"),
                fault("/failover/lease", "\"ten\"", "failover.lease"),
                fault("/failover/traffic", "\"Pigeon\"", "failover.traffic"),
                fault("/failover/patience", "\"PT1S\"", "failover.patience"),
                fault("/retention/failover", "{}", "retention.failover"),
                fault("/owner", "\"ada\"", "owner"));
    }

    /** Faults between fields, which a schema cannot see. */
    static Stream<Arguments> faultsOfMeaning() {
        return Stream.of(
                fault("/objectives/rto", "\"PT0S\"", "objectives.rto"),
                fault("/regions/1/region", "\"us-east-1\"", "regions"),
                fault("/regions/1/role", "\"Witness\"", "strategies"),
                fault(
                        "/verification/references/0/key",
                        "{\"a\":\"b\",\"c\":\"d\",\"e\":\"f\"}",
                        "verification.references.key"),
                fault("/verification/invariants/1/name", "\"the total is the sum of the lines\"", "verification"),
                fault(
                        "/verification/invariants/0/expression",
                        "\"total = (\"",
                        "verification.invariants[0].expression"),
                fault(
                        "/verification/invariants/0/expression",
                        "\"createdAt < $now()\"",
                        "verification.invariants[0].expression"),
                fault(
                        "/verification/aggregates",
                        "[{\"name\":\"a\",\"sum\":\"total\",\"atLeast\":9,\"atMost\":8}]",
                        "verification.aggregates.atLeast"),
                fault("/failover/outFor", "\"PT44S\"", "failover.outFor"),
                fault("/retention/pointInTime", "\"P36D\"", "retention.pointInTime"),
                fault("/retention/pointInTime", "\"PT36H\"", "retention.pointInTime"),
                fault("/retention/backups", "\"PT1H\"", "retention.backups"),
                fault("/retention/evidence", "\"P1D\"", "retention.evidence"),
                fault("/retention/changeLog", "\"PT0S\"", "retention.changeLog"),
                fault("/retention/changeLog", "\"PT36H\"", "retention.changeLog"),
                fault(
                        "/masking",
                        "[{\"attribute\":\"a\",\"method\":\"Hash\"},{\"attribute\":\"a\",\"method\":\"Remove\"}]",
                        "masking"));
    }

    @ParameterizedTest
    @MethodSource("faultsOfForm")
    void shouldRefuseAFaultyPlanInTheBuild(String pointer, String value, String field) throws Exception {
        assertThat(schema().validate(mutated(pointer, value))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource({"faultsOfForm", "faultsOfMeaning"})
    void shouldRefuseAFaultyPlanAtRunTimeWithFieldValueAndRemedy(String pointer, String value, String field)
            throws Exception {
        var yaml = JSON.writeValueAsBytes(mutated(pointer, value));

        assertThatThrownBy(() -> PlanDocument.parse(yaml))
                .asInstanceOf(type(InvalidPlan.class))
                .satisfies(invalid -> {
                    assertThat(invalid.field()).isEqualTo(field);
                    assertThat(invalid.value()).isNotBlank();
                    assertThat(invalid.remedy()).isNotBlank();
                });
    }

    @Test
    void shouldRefuseAnAggregateOverASample() throws Exception {
        var plan = (ObjectNode) Documents.readYaml(packaged("users.yaml"));
        ((ObjectNode) plan.get("verification"))
                .putObject("extent")
                .put("type", "Sampled")
                .put("percent", 10);

        assertThatThrownBy(() -> PlanDocument.parse(JSON.writeValueAsBytes(plan)))
                .isInstanceOf(InvalidPlan.class)
                .hasMessageContaining("verification.extent.type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "- a list",
                "just text",
                "name: [unclosed",
                "name: twice\nname: twice",
                "name: a\n---\nname: b"
            })
    void shouldRefuseWhatIsNoSingleYamlObject(String yaml) {
        assertThatThrownBy(() -> PlanDocument.parse(yaml.getBytes(StandardCharsets.UTF_8)))
                .asInstanceOf(type(InvalidPlan.class))
                .satisfies(invalid -> assertThat(invalid.remedy()).isNotBlank());
    }

    private static Arguments fault(String pointer, @Nullable String value, String field) {
        return Arguments.of(pointer, value == null ? "" : value, field);
    }

    /** The plan of orders with one value replaced, or removed where the value is empty. */
    private static JsonNode mutated(String pointer, String value) throws IOException {
        var plan = Documents.readYaml(packaged("orders.yaml"));
        var parent = plan.at(pointer.substring(0, pointer.lastIndexOf('/')));
        var name = pointer.substring(pointer.lastIndexOf('/') + 1);
        if (value.isEmpty()) {
            ((ObjectNode) parent).remove(name);
        } else {
            ((ObjectNode) parent).set(name, JSON.readTree(value));
        }
        return plan;
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Documents.readJson(packaged("plan.schema.json")));
    }

    private static byte[] packaged(String file) throws IOException {
        try (InputStream resource = PlanDocumentTest.class.getResourceAsStream("/plans/" + file)) {
            return Objects.requireNonNull(resource, file).readAllBytes();
        }
    }
}
