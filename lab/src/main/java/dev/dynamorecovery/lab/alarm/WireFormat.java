package dev.dynamorecovery.lab.alarm;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import dev.dynamorecovery.lab.front.LabResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** A format of AWS's protocols in which a tree travels as it is. */
final class WireFormat {

    static final WireFormat CBOR = new WireFormat(
            new ObjectMapper(new CBORFactory()),
            Map.of("Content-Type", "application/cbor", "smithy-protocol", "rpc-v2-cbor"));
    static final WireFormat JSON =
            new WireFormat(new ObjectMapper(), Map.of("Content-Type", "application/x-amz-json-1.0"));

    /** A tag of CBOR: the number behind it is seconds since 1970. */
    private static final int EPOCH_SECONDS = 1;

    private final ObjectMapper mapper;
    private final Map<String, String> headers;

    private WireFormat(ObjectMapper mapper, Map<String, String> headers) {
        this.mapper = mapper.registerModule(new SimpleModule().addSerializer(new InstantSerializer()));
        this.headers = headers;
    }

    JsonNode read(byte[] body) {
        try {
            return body.length == 0 ? mapper.createObjectNode() : mapper.readTree(body);
        } catch (IOException malformed) {
            throw new CloudWatchFault("SerializationException", "The request is malformed", 400);
        }
    }

    LabResponse answer(ObjectNode answer) {
        return response(200, headers, answer);
    }

    LabResponse failure(CloudWatchFault fault) {
        Map<String, String> named = new LinkedHashMap<>(headers);
        named.put("x-amzn-query-error", fault.code() + ";Sender");
        return response(
                fault.status(),
                named,
                mapper.createObjectNode()
                        .put("__type", "com.amazonaws.cloudwatch#" + fault.code())
                        .put("message", fault.getMessage()));
    }

    private LabResponse response(int status, Map<String, String> named, ObjectNode body) {
        try {
            return new LabResponse(status, named, mapper.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer could not be written", impossible);
        }
    }

    private static final class InstantSerializer extends StdSerializer<Instant> {

        private static final long serialVersionUID = 1;

        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator generator, SerializerProvider provider)
                throws IOException {
            if (generator instanceof CBORGenerator cbor) {
                cbor.writeTag(EPOCH_SECONDS);
            }
            generator.writeNumber(instant.toEpochMilli() / 1000.0);
        }
    }
}
