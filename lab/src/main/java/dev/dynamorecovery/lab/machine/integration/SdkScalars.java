package dev.dynamorecovery.lab.machine.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;

/** Values of the SDK's model as JSON and back: timestamps as ISO 8601, bytes in Base64. */
final class SdkScalars {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SdkScalars() {}

    /** @throws IllegalArgumentException saying what the member wants */
    static Object fromJson(SdkField<?> field, JsonNode json) {
        return switch (field.marshallingType().getKnownType()) {
            case STRING -> {
                require(json.isTextual(), "must be a string", json);
                yield json.textValue();
            }
            case BOOLEAN -> {
                require(json.isBoolean(), "must be true or false", json);
                yield json.booleanValue();
            }
            case INTEGER, SHORT, BYTE -> {
                require(json.canConvertToExactIntegral() && json.canConvertToInt(), "must be a whole number", json);
                yield small(field, json.intValue());
            }
            case LONG -> {
                require(json.canConvertToExactIntegral() && json.canConvertToLong(), "must be a whole number", json);
                yield json.longValue();
            }
            case DOUBLE -> number(json).doubleValue();
            case FLOAT -> number(json).floatValue();
            case BIG_DECIMAL -> number(json);
            case INSTANT -> instant(json);
            case SDK_BYTES -> {
                require(json.isTextual(), "must be Base64 in a string", json);
                yield SdkBytes.fromByteArray(Base64.getDecoder().decode(json.textValue()));
            }
            case NULL, DOCUMENT, LIST, MAP, SDK_POJO ->
                throw new IllegalArgumentException("has a type that the lab does not convert");
        };
    }

    private static Object small(SdkField<?> field, int value) {
        return switch (field.marshallingType().getKnownType()) {
            case SHORT -> (Object) (short) value;
            case BYTE -> (Object) (byte) value;
            default -> (Object) value;
        };
    }

    private static BigDecimal number(JsonNode json) {
        require(json.isNumber(), "must be a number", json);
        return json.decimalValue();
    }

    private static Instant instant(JsonNode json) {
        require(json.isTextual(), "must be an instant such as 2026-01-31T10:40:00Z", json);
        try {
            return OffsetDateTime.parse(json.textValue()).toInstant();
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("must be an instant such as 2026-01-31T10:40:00Z, not " + json, e);
        }
    }

    private static void require(boolean fits, String wanted, JsonNode json) {
        if (!fits) {
            throw new IllegalArgumentException(wanted + ", not " + json);
        }
    }

    static JsonNode toJson(@Nullable Object value) {
        return switch (value) {
            case null -> NODES.nullNode();
            case String text -> NODES.textNode(text);
            case Boolean truth -> NODES.booleanNode(truth);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Short number -> NODES.numberNode(number);
            case Byte number -> NODES.numberNode(number);
            case Float number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            case BigDecimal number -> NODES.numberNode(number);
            case Instant instant -> NODES.textNode(instant.toString());
            case SdkBytes bytes -> NODES.textNode(Base64.getEncoder().encodeToString(bytes.asByteArray()));
            case SdkPojo structure -> SdkStructure.toJson(structure);
            case Collection<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(element -> array.add(toJson(element)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode object = NODES.objectNode();
                map.forEach((name, element) -> object.set(String.valueOf(name), toJson(element)));
                yield object;
            }
            default -> throw new IllegalStateException("the SDK's model has a value of " + value.getClass());
        };
    }
}
