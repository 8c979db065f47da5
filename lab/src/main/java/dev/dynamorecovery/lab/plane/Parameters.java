package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** A request's members, read with the checks that AWS makes of them. */
record Parameters(String operation, ObjectNode body) {

    /** Refuses a member that the operation does not know here: nothing is ignored. */
    Parameters only(Set<String> known) {
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw DynamoDbFault.unsupportedParameter(operation, name);
            }
        });
        return this;
    }

    String required(String name) {
        return text(name)
                .orElseThrow(() -> DynamoDbFault.validation(
                        "The parameter '" + name + "' is required but was not present in the request"));
    }

    Optional<String> text(String name) {
        return value(name).map(node -> {
            if (!node.isTextual()) {
                throw DynamoDbFault.serialization();
            }
            return node.textValue();
        });
    }

    boolean flag(String name) {
        return value(name).map(JsonNode::booleanValue).orElse(false);
    }

    Optional<ObjectNode> object(String name) {
        return value(name).map(node -> {
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw DynamoDbFault.serialization();
        });
    }

    Optional<JsonNode> value(String name) {
        return Optional.ofNullable(body.get(name)).filter(node -> !node.isNull());
    }

    Optional<Instant> instant(String name) {
        return value(name).map(node -> {
            BigDecimal seconds = node.decimalValue();
            return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
        });
    }

    /** A whole number within bounds. */
    OptionalInt integer(String name, int least, int most) {
        Optional<JsonNode> value = value(name);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        int number = value.get().asInt();
        String member = Character.toLowerCase(name.charAt(0)) + name.substring(1);
        if (number < least) {
            throw outOfBounds(number, member, "greater than or equal to " + least);
        }
        if (number > most) {
            throw outOfBounds(number, member, "less than or equal to " + most);
        }
        return OptionalInt.of(number);
    }

    private static DynamoDbFault outOfBounds(int number, String member, String bound) {
        return DynamoDbFault.validation("1 validation error detected: Value '" + number + "' at '" + member
                + "' failed to satisfy constraint: Member must have value " + bound);
    }
}
