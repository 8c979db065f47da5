package dev.dynamorecovery.core.audit.rule;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.plan.PlanDocument;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Postures for tests: a healthy one, and what differs from it by JSON pointers. */
public final class SamplePostures {

    private static final JsonNode HEALTHY = yaml("healthy.yaml");

    /** The time of the judgement. */
    public static final Instant NOW = Instant.parse(HEALTHY.get("now").asText());

    private SamplePostures() {}

    /** A table that keeps every rule. */
    public static TablePosture healthy() {
        return posture(Map.of());
    }

    /** The plan that asks for everything, under the name {@code orders}. */
    public static RecoveryPlan plan() {
        return plan(Map.of());
    }

    /** Only that plan. */
    public static RecoveryPlans plans(RecoveryPlan plan) {
        return name -> Optional.of(plan).filter(known -> known.name().equals(name));
    }

    /** The healthy posture with other values at JSON pointers such as {@code /pointInTime/enabled}; null removes. */
    public static TablePosture posture(Map<String, ?> changes) {
        return PostureDocument.read(changed(HEALTHY.get("posture"), changes), NOW);
    }

    /** The same of a table of that name. */
    public static TablePosture posture(String table, Map<String, ?> changes) {
        String renamed = HEALTHY.get("posture")
                .toString()
                .replace("table/orders", "table/" + table)
                .replace("\"table\":\"orders\"", "\"table\":\"" + table + "\"")
                .replace("\"TableName\":\"orders\"", "\"TableName\":\"" + table + "\"");
        return PostureDocument.read(
                changed(Documents.readJson(renamed.getBytes(StandardCharsets.UTF_8)), changes), NOW);
    }

    /** The plan with other values at JSON pointers such as {@code /audit/backupWithin}; null removes. */
    public static RecoveryPlan plan(Map<String, ?> changes) {
        try {
            return PlanDocument.parse(Documents.json().writeValueAsBytes(changed(HEALTHY.get("plan"), changes)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static JsonNode yaml(String name) {
        try (InputStream resource = SamplePostures.class.getResourceAsStream("/audit/" + name)) {
            return Documents.readYaml(Objects.requireNonNull(resource, name).readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static JsonNode changed(JsonNode document, Map<String, ?> changes) {
        JsonNode copy = document.deepCopy();
        changes.forEach((pointer, value) ->
                set(copy, JsonPointer.compile(pointer), Documents.json().valueToTree(value)));
        return copy;
    }

    private static void set(JsonNode document, JsonPointer pointer, JsonNode value) {
        JsonNode parent = document.at(pointer.head());
        switch (parent) {
            case ObjectNode object -> {
                if (value.isNull()) {
                    object.remove(pointer.last().getMatchingProperty());
                } else {
                    object.set(pointer.last().getMatchingProperty(), value);
                }
            }
            case ArrayNode array -> {
                int index = pointer.last().getMatchingIndex();
                if (value.isNull()) {
                    array.remove(index);
                } else if (index == array.size()) {
                    array.add(value);
                } else {
                    array.set(index, value);
                }
            }
            default -> throw new IllegalArgumentException("There is nothing at " + pointer.head() + " to change");
        }
    }
}
