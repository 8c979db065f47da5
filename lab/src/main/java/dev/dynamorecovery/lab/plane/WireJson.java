package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** JSON as DynamoDB's protocol uses it: times are epoch seconds with a fraction. */
final class WireJson {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private WireJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** A request's body; an empty one is an empty object. */
    static ObjectNode request(byte[] body) {
        try {
            JsonNode node = body.length == 0 ? object() : MAPPER.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException malformed) {
            throw DynamoDbFault.serialization();
        }
        throw DynamoDbFault.serialization();
    }

    /** What the plane or its engine wrote: always an object. */
    static ObjectNode parse(byte[] body) {
        try {
            return (ObjectNode) MAPPER.readTree(body);
        } catch (IOException failure) {
            throw new UncheckedIOException("the engine answered what is not JSON", failure);
        }
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static JsonNode epochSeconds(Instant instant) {
        return DecimalNode.valueOf(BigDecimal.valueOf(instant.toEpochMilli(), 3));
    }

    static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
