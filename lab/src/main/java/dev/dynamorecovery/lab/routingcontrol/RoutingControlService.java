package dev.dynamorecovery.lab.routingcontrol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.routingcontrol.RoutingControls.RoutingControl;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The data plane of a cluster: tells and sets states of routing controls at each of its endpoints. */
public final class RoutingControlService implements LabService {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONTROL_PANEL = "routingcontrol/";

    private final RoutingControls controls;

    public RoutingControlService(RoutingControls controls) {
        this.controls = controls;
    }

    @Override
    public String signingName() {
        return RoutingControls.SIGNING_NAME;
    }

    @Override
    public List<String> resources(LabRequest request) {
        try {
            JsonNode arn = JSON.readTree(request.body()).path("RoutingControlArn");
            return arn.isTextual() ? List.of(arn.textValue()) : List.of();
        } catch (IOException notJson) {
            return List.of(); // The answer is an error, and no permission was used.
        }
    }

    @Override
    public LabResponse handle(LabRequest request) throws IOException {
        if (!RoutingControls.ENDPOINT_REGIONS.contains(request.region())) {
            return fault(
                    400,
                    "EndpointTemporarilyUnavailableException",
                    "No endpoint of the cluster is in " + request.region());
        }
        JsonNode input;
        try {
            input = JSON.readTree(request.body());
        } catch (JsonProcessingException notJson) {
            return fault(400, "ValidationException", "The request is no JSON");
        }
        String operation = request.targetOperation().orElse("");
        return switch (operation) {
            case "GetRoutingControlState" -> get(input.path("RoutingControlArn").asText(""));
            case "UpdateRoutingControlState" -> update(List.of(input));
            case "UpdateRoutingControlStates" ->
                update(input.path("UpdateRoutingControlStateEntries")
                        .valueStream()
                        .toList());
            case "ListRoutingControls" -> list();
            default -> fault(400, "UnknownOperationException", "The lab does not support " + operation);
        };
    }

    private LabResponse get(String arn) {
        Optional<RoutingControl> found = controls.find(arn);
        return found.isEmpty() ? unknown(arn) : answer(describe(found.get()));
    }

    private LabResponse update(List<JsonNode> entries) {
        Map<String, Boolean> states = new LinkedHashMap<>();
        for (JsonNode entry : entries) {
            String state = entry.path("RoutingControlState").asText("");
            if (!state.equals("On") && !state.equals("Off")) {
                return fault(400, "ValidationException", "RoutingControlState is none of On, Off");
            }
            states.put(entry.path("RoutingControlArn").asText(""), state.equals("On"));
        }
        Optional<String> missing = controls.set(states);
        return missing.isPresent() ? unknown(missing.get()) : answer(JSON.createObjectNode());
    }

    private LabResponse list() {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode list = answer.putArray("RoutingControls");
        controls.all().forEach(control -> {
            String arn = control.arn();
            int end = arn.indexOf("/" + CONTROL_PANEL);
            list.add(describe(control)
                    .put("ControlPanelArn", end < 0 ? arn : arn.substring(0, end))
                    .put("ControlPanelName", "lab"));
        });
        return answer(answer);
    }

    private static ObjectNode describe(RoutingControl control) {
        return JSON.createObjectNode()
                .put("RoutingControlArn", control.arn())
                .put("RoutingControlName", control.name())
                .put("RoutingControlState", control.on() ? "On" : "Off");
    }

    private static LabResponse unknown(String arn) {
        return fault(404, "ResourceNotFoundException", "Routing control " + arn + " does not exist");
    }

    private static LabResponse fault(int status, String code, String message) {
        return response(status, JSON.createObjectNode().put("__type", code).put("message", message));
    }

    private static LabResponse answer(ObjectNode body) {
        return response(200, body);
    }

    private static LabResponse response(int status, ObjectNode body) {
        try {
            return new LabResponse(
                    status, Map.of("Content-Type", "application/x-amz-json-1.0"), JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer could not be written as JSON", impossible);
        }
    }
}
