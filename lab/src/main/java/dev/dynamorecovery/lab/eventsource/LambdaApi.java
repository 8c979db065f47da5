package dev.dynamorecovery.lab.eventsource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lambda's API: event source mappings here, everything else by the service of the functions. */
public final class LambdaApi implements LabService {

    private static final Pattern PATH = Pattern.compile("/2015-03-31/event-source-mappings(?:/([0-9a-zA-Z-]+)?)?");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LabService functions;
    private final EventSourceMappings mappings;

    public LambdaApi(LabService functions, EventSourceMappings mappings) {
        this.functions = functions;
        this.mappings = mappings;
    }

    @Override
    public String signingName() {
        return functions.signingName();
    }

    @Override
    public String operation(LabRequest request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return functions.operation(request);
        }
        boolean one = path.group(1) != null;
        return switch (request.method()) {
            case "POST" -> one ? "POST " + request.path() : "CreateEventSourceMapping";
            case "GET" -> one ? "GetEventSourceMapping" : "ListEventSourceMappings";
            case "PUT" -> one ? "UpdateEventSourceMapping" : "PUT " + request.path();
            case "DELETE" -> one ? "DeleteEventSourceMapping" : "DELETE " + request.path();
            case String other -> other + ' ' + request.path();
        };
    }

    @Override
    public List<String> resources(LabRequest request) {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return functions.resources(request);
        }
        return Optional.ofNullable(path.group(1)).stream().toList();
    }

    @Override
    public Map<String, String> pathParameters(LabRequest request) {
        Matcher path = PATH.matcher(request.path());
        return path.matches() && path.group(1) != null ? Map.of("uUID", path.group(1)) : Map.of();
    }

    @Override
    public LabResponse handle(LabRequest request) throws IOException, InterruptedException {
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return functions.handle(request);
        }
        String id = Optional.ofNullable(path.group(1)).orElse("");
        try {
            String operation = operation(request);
            return switch (operation) {
                case "CreateEventSourceMapping" -> answer(202, mappings.create(body(request)));
                case "GetEventSourceMapping" -> answer(200, mappings.get(id));
                case "ListEventSourceMappings" -> answer(200, list(request));
                case "UpdateEventSourceMapping" -> answer(202, mappings.update(id, body(request)));
                case "DeleteEventSourceMapping" -> answer(202, mappings.delete(id));
                default -> throw MappingFault.unsupported(operation);
            };
        } catch (MappingFault fault) {
            ObjectNode error = JSON.createObjectNode()
                    .put("Type", "User")
                    .put("Message", fault.getMessage())
                    .put("message", fault.getMessage());
            return new LabResponse(
                    fault.status(),
                    Map.of("Content-Type", "application/json", "X-Amzn-ErrorType", fault.code()),
                    JSON.writeValueAsBytes(error));
        }
    }

    private ObjectNode list(LabRequest request) {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = answer.putArray("EventSourceMappings");
        mappings.list(parameter(request, "EventSourceArn"), parameter(request, "FunctionName"))
                .forEach(list::add);
        return answer;
    }

    private static Optional<String> parameter(LabRequest request, String name) {
        for (String parameter : request.query().split("&", -1)) {
            if (parameter.startsWith(name + "=")) {
                return Optional.of(URLDecoder.decode(parameter.substring(name.length() + 1), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    private static ObjectNode body(LabRequest request) throws IOException {
        try {
            JsonNode body = JSON.readTree(request.body());
            if (body instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException notJson) {
            throw MappingFault.invalid("Could not parse request body into json: " + notJson.getOriginalMessage());
        }
        throw MappingFault.invalid("Could not parse request body into json: it is no object");
    }

    private static LabResponse answer(int status, ObjectNode body) throws JsonProcessingException {
        return new LabResponse(status, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(body));
    }
}
