package dev.dynamorecovery.lab.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A service whose operations are told by method and path, or by header, and whose bodies are JSON. */
public abstract class RestService implements LabService {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Asked(String operation, Map<String, String> path) {}

    private final String signingName;
    private final String invalid;
    private final List<Route> routes;

    /**
     * @param invalid the service's code for a parameter that it does not take
     * @param routes none for a service that tells its operations by header
     */
    protected RestService(String signingName, String invalid, List<Route> routes) {
        this.signingName = signingName;
        this.invalid = invalid;
        this.routes = List.copyOf(routes);
    }

    /**
     * Answers one call.
     *
     * @throws ServiceFault for what the service refuses
     */
    protected abstract ObjectNode answer(RestCall call) throws IOException, InterruptedException;

    /** The error for an operation that the lab does not have. */
    protected ServiceFault unsupported(String operation) {
        return new ServiceFault(
                "UnknownOperationException", "The lab does not support the operation " + operation, 404);
    }

    @Override
    public final String signingName() {
        return signingName;
    }

    @Override
    public final String operation(LabRequest request) {
        return asked(request).operation();
    }

    @Override
    public final Map<String, String> pathParameters(LabRequest request) {
        Map<String, String> parameters = new LinkedHashMap<>();
        asked(request)
                .path()
                .forEach((name, value) ->
                        parameters.put(Character.toLowerCase(name.charAt(0)) + name.substring(1), value));
        return parameters;
    }

    @Override
    public final LabResponse handle(LabRequest request) throws IOException, InterruptedException {
        Asked asked = asked(request);
        try {
            return response(
                    200,
                    Map.of(),
                    answer(new RestCall(
                            request.region(),
                            request.accessKeyId(),
                            asked.operation(),
                            asked.path(),
                            query(request),
                            body(request),
                            invalid)));
        } catch (ServiceFault fault) {
            ObjectNode error = JSON.createObjectNode()
                    .put("__type", fault.code())
                    .put("Code", fault.code())
                    .put("message", fault.getMessage())
                    .put("Message", fault.getMessage());
            return response(fault.status(), Map.of("X-Amzn-ErrorType", fault.code()), error);
        }
    }

    private Asked asked(LabRequest request) {
        Optional<String> target = request.targetOperation();
        if (target.isPresent()) {
            return new Asked(target.get(), Map.of());
        }
        for (Route route : routes) {
            Optional<Map<String, String>> path = route.match(request.method(), request.path());
            if (path.isPresent()) {
                return new Asked(route.operation(), path.get());
            }
        }
        return new Asked(request.method() + ' ' + request.path(), Map.of());
    }

    private static Map<String, String> query(LabRequest request) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String parameter : request.query().split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                query.put(
                        parameter.substring(0, equals),
                        URLDecoder.decode(parameter.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    /** The body of a request; of what is no JSON object an empty one, as the service has refused it. */
    protected static ObjectNode json(LabRequest request) {
        try {
            return JSON.readTree(request.body()) instanceof ObjectNode object
                    ? object
                    : JsonNodeFactory.instance.objectNode();
        } catch (IOException malformed) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private ObjectNode body(LabRequest request) {
        if (request.body().length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            JsonNode body = JSON.readTree(request.body());
            if (body instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException malformed) {
            throw ServiceFault.of("SerializationException", "The request's body is not JSON");
        }
        throw ServiceFault.of("SerializationException", "The request's body is not a JSON object");
    }

    private static LabResponse response(int status, Map<String, String> headers, ObjectNode body) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("Content-Type", "application/json");
        try {
            return new LabResponse(status, all, JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer could not be written as JSON", impossible);
        }
    }
}
