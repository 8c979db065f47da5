package dev.dynamorecovery.lab.query;

import dev.dynamorecovery.lab.front.LabRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A request of the query protocol. */
public record QueryRequest(String region, Map<String, String> parameters) {

    public static QueryRequest of(LabRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String form = request.query() + "&" + new String(request.body(), StandardCharsets.UTF_8);
        for (String pair : form.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return new QueryRequest(request.region(), parameters);
    }

    /** The operation. */
    public String action() {
        return find("Action").orElse("");
    }

    public Optional<String> find(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    /** @throws QueryFault as the service tells a missing parameter */
    public String require(String name) {
        return find(name).orElseThrow(() -> new QueryFault("InvalidParameter", "Invalid parameter: " + name, 400));
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }
}
