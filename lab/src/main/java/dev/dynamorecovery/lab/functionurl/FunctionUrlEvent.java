package dev.dynamorecovery.lab.functionurl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.template.FunctionUrlDefinition;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What a function sees of a request to its URL: Lambda's payload format 2.0. */
final class FunctionUrlEvent {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ROOT).withZone(ZoneOffset.UTC);

    private FunctionUrlEvent() {}

    static byte[] of(FunctionUrlDefinition url, LabRequest request, Instant now) {
        ObjectNode event = JSON.createObjectNode()
                .put("version", "2.0")
                .put("routeKey", "$default")
                .put("rawPath", request.path())
                .put("rawQueryString", request.query());
        List<String> cookies = request.headers().getOrDefault("cookie", List.of());
        if (!cookies.isEmpty()) {
            ArrayNode list = event.putArray("cookies");
            List.of(String.join("; ", cookies).split("; *", -1)).forEach(list::add);
        }
        ObjectNode headers = event.putObject("headers");
        new TreeMap<>(request.headers()).forEach((name, values) -> headers.put(name, String.join(",", values)));
        Map<String, String> parameters = parameters(request.query());
        if (!parameters.isEmpty()) {
            parameters.forEach(event.putObject("queryStringParameters")::put);
        }
        event.set("requestContext", context(url, request, now));
        body(event, request.body());
        return bytes(event);
    }

    private static ObjectNode context(FunctionUrlDefinition url, LabRequest request, Instant now) {
        ObjectNode context = JSON.createObjectNode()
                .put("accountId", "anonymous")
                .put("apiId", url.id())
                .put("domainName", url.host())
                .put("domainPrefix", url.id())
                .put("requestId", UUID.randomUUID().toString())
                .put("routeKey", "$default")
                .put("stage", "$default")
                .put("time", TIME.format(now))
                .put("timeEpoch", now.toEpochMilli());
        context.putObject("http")
                .put("method", request.method())
                .put("path", request.path())
                .put("protocol", "HTTP/1.1")
                .put("sourceIp", "127.0.0.1")
                .put("userAgent", request.header("user-agent").orElse(""));
        return context;
    }

    /** Values of a name that comes several times are joined with commas, as Lambda does. */
    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                parameters.merge(name, equals < 0 ? "" : decode(pair.substring(equals + 1)), (a, b) -> a + "," + b);
            }
        }
        return parameters;
    }

    private static void body(ObjectNode event, byte[] body) {
        if (body.length > 0) {
            try {
                event.put(
                        "body",
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(body))
                                .toString());
                event.put("isBase64Encoded", false);
            } catch (CharacterCodingException binary) {
                event.put("body", Base64.getEncoder().encodeToString(body));
                event.put("isBase64Encoded", true);
            }
        } else {
            event.put("isBase64Encoded", false);
        }
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ObjectNode event) {
        try {
            return JSON.writeValueAsBytes(event);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an event could not be written as JSON", impossible);
        }
    }
}
