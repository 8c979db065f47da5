package dev.dynamorecovery.lab.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The members of a request to SQS, or of one entry of a batch; every other member is refused by name. */
record QueueRequest(String region, ObjectNode body) {

    QueueRequest only(String operation, String... members) {
        Set<String> known = Set.of(members);
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw QueueFault.unsupported("the parameter " + name + " of " + operation);
            }
        });
        return this;
    }

    String require(String name) {
        return find(name).orElseThrow(() -> QueueFault.missing(name));
    }

    Optional<String> find(String name) {
        return Optional.ofNullable(body.get(name)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    OptionalInt integer(String name, int least, int most) {
        JsonNode value = body.get(name);
        if (value == null || value.isNull()) {
            return OptionalInt.empty();
        }
        if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
            throw QueueFault.invalid(name, value.asText(), "Must be between " + least + " and " + most + ".");
        }
        return OptionalInt.of(value.intValue());
    }

    Set<String> texts(String name) {
        Set<String> texts = new LinkedHashSet<>();
        body.path(name).forEach(value -> texts.add(value.asText()));
        return texts;
    }

    Map<String, String> map(String name) {
        Map<String, String> map = new LinkedHashMap<>();
        body.path(name)
                .properties()
                .forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return map;
    }

    ObjectNode object(String name) {
        return body.get(name) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    /** The entries of a batch: one to ten, each with an id of its own. */
    List<QueueRequest> entries() {
        List<QueueRequest> entries = body.path("Entries")
                .valueStream()
                .map(entry -> new QueueRequest(
                        region, entry instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode()))
                .toList();
        if (entries.isEmpty()) {
            throw QueueFault.of("EmptyBatchRequest", "There should be at least one entry in the request.");
        }
        if (entries.size() > 10) {
            throw QueueFault.of(
                    "TooManyEntriesInBatchRequest",
                    "Maximum number of entries per request are 10. You have sent " + entries.size() + ".");
        }
        if (entries.stream().map(entry -> entry.require("Id")).distinct().count() < entries.size()) {
            throw QueueFault.of(
                    "BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
        }
        return entries;
    }
}
