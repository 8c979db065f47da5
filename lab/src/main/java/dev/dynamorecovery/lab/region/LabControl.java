package dev.dynamorecovery.lab.region;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.ControlHandler;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.plane.Replication;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The lab's own operator at its endpoint: {@code GET /lab/regions}, {@code PUT} and {@code DELETE}
 * {@code /lab/regions/REGION/outage}, {@code PUT /lab/replication/FROM/TO}, {@code PUT /lab/faults/throttling}, {@code PUT /lab/faults/denial}, {@code PUT /lab/faults/jobs} and
 * {@code DELETE /lab/faults}. Each answers how all Regions stand.
 *
 * <p>Unsigned, so it must not be reached by web pages that the operator has open: a page cannot send PUT and DELETE
 * to another origin without asking first, which nothing here allows, and a name that somebody points at this machine
 * is refused by its {@code Host}.
 */
public final class LabControl implements ControlHandler {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> HOSTS = Set.of("127.0.0.1", "localhost");

    private final Regions regions;
    private final ServiceFaults faults;

    public LabControl(Regions regions, ServiceFaults faults) {
        this.regions = regions;
        this.faults = faults;
    }

    @Override
    public LabResponse handle(LabRequest request) {
        try {
            if (!HOSTS.contains(host(request))) {
                return answer(403, error("Host " + host(request) + " is not this machine: call 127.0.0.1"));
            }
            List<String> path = List.of(
                    request.path().substring(ControlHandler.PATH.length()).split("/", -1));
            String route = request.method() + ' ' + path.getFirst() + ' ' + path.size();
            switch (route) {
                case "GET regions 1" -> {}
                case "PUT regions 3" -> regions.outage(outageRegion(path), outage(body(request)));
                case "DELETE regions 3" -> regions.restore(outageRegion(path));
                case "PUT replication 3" -> replication(path.get(1), path.get(2), body(request));
                case "PUT faults 2" -> fault(path.get(1), body(request));
                case "DELETE faults 1" -> faults.clear();
                default -> {
                    return answer(
                            404,
                            error(
                                    request.method() + ' ' + request.path()
                                            + " is unknown: GET /lab/regions, PUT or DELETE /lab/regions/REGION/outage,"
                                            + " PUT /lab/replication/FROM/TO, PUT /lab/faults/throttling, denial or jobs, DELETE /lab/faults"));
                }
            }
            return answer(200, state());
        } catch (IllegalArgumentException refused) {
            return answer(400, error(String.valueOf(refused.getMessage())));
        }
    }

    private static String outageRegion(List<String> path) {
        if (!path.get(2).equals("outage")) {
            throw new IllegalArgumentException("a Region has an outage, not " + path.get(2));
        }
        return path.get(1);
    }

    private Outage outage(JsonNode body) {
        String kind = body.path("kind").asText("dead");
        return switch (kind) {
            case "dead" -> new Outage.Dead();
            case "slow" -> new Outage.Slow(millis(body, "delayMillis", 1_000));
            case "erroring" -> new Outage.Erroring(body.path("status").asInt(503));
            case "control-plane" -> new Outage.ControlPlaneRefused();
            case "cut-off" -> {
                Set<String> callers =
                        body.path("from").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
                callers.forEach(regions::require);
                yield new Outage.CutOff(callers);
            }
            default ->
                throw new IllegalArgumentException(
                        "kind " + kind + " of an outage: give one of dead, slow, erroring, control-plane, cut-off");
        };
    }

    private void replication(String from, String to, JsonNode body) {
        regions.require(from);
        regions.require(to);
        if (from.equals(to)) {
            throw new IllegalArgumentException("replication from " + from + " to itself: name two Regions");
        }
        Replication replication = regions.replication();
        if (body.has("lagMillis")) {
            replication.lag(from, to, millis(body, "lagMillis", 0));
        }
        if (body.path("paused").isBoolean()) {
            if (body.path("paused").booleanValue()) {
                replication.pause(from, to);
            } else {
                replication.resume(from, to);
            }
        }
        if (body.path("cut").isBoolean()) {
            if (body.path("cut").booleanValue()) {
                replication.cut(from, to);
            } else {
                replication.heal(from, to);
            }
        }
    }

    private void fault(String kind, JsonNode body) {
        if (kind.equals("jobs")) {
            faults.failJobs(new ServiceFaults.JobFailure(
                    body.path("kind").asText("backup"), body.path("message").asText("a fault of the lab")));
            return;
        }
        String service = body.path("service").asText("");
        if (service.isEmpty()) {
            throw new IllegalArgumentException("service of a fault is missing: give a signing name, such as dynamodb");
        }
        switch (kind) {
            case "throttling" ->
                faults.throttle(new ServiceFaults.Throttling(
                        service,
                        body.path("share").asDouble(),
                        body.path("seed").asLong(1)));
            case "denial" -> {
                String operation = body.path("operation").asText("");
                if (operation.isEmpty()) {
                    throw new IllegalArgumentException("operation of a denial is missing: give one of the service's");
                }
                faults.deny(new ServiceFaults.Denial(body.path("caller").asText("*"), service, operation));
            }
            default -> throw new IllegalArgumentException("fault " + kind + ": give throttling, denial or jobs");
        }
    }

    private static Duration millis(JsonNode body, String field, long otherwise) {
        JsonNode value = body.path(field);
        if (!value.isMissingNode() && !value.canConvertToLong()) {
            throw new IllegalArgumentException(field + ' ' + value + ": give a whole number of milliseconds");
        }
        return Duration.ofMillis(value.asLong(otherwise));
    }

    private ObjectNode state() {
        ObjectNode state = JSON.createObjectNode();
        ArrayNode all = state.putArray("regions");
        for (String name : regions.names()) {
            ArrayNode outages = all.addObject().put("region", name).putArray("outages");
            regions.outages(name).forEach(outage -> outages.add(describe(outage)));
        }
        ArrayNode links = state.putArray("replication");
        for (String from : regions.names()) {
            for (String to : regions.names()) {
                if (!from.equals(to)) {
                    Replication.Link link = regions.replication().link(from, to);
                    links.addObject()
                            .put("from", from)
                            .put("to", to)
                            .put("lagMillis", link.lag().toMillis())
                            .put("paused", link.paused())
                            .put("cut", link.cut())
                            .put("backlogChanges", link.backlogChanges());
                }
            }
        }
        ArrayNode throttling = state.putObject("faults").putArray("throttling");
        faults.throttlings()
                .forEach(fault -> throttling
                        .addObject()
                        .put("service", fault.service())
                        .put("share", fault.share())
                        .put("seed", fault.seed()));
        ArrayNode denials = ((ObjectNode) state.path("faults")).putArray("denials");
        faults.denials()
                .forEach(fault -> denials.addObject()
                        .put("caller", fault.caller())
                        .put("service", fault.service())
                        .put("operation", fault.operation()));
        ArrayNode jobs = ((ObjectNode) state.path("faults")).putArray("jobs");
        faults.jobFailures()
                .forEach(fault -> jobs.addObject().put("kind", fault.kind()).put("message", fault.message()));
        return state;
    }

    private static ObjectNode describe(Outage outage) {
        ObjectNode json = JSON.createObjectNode().put("kind", outage.kind());
        switch (outage) {
            case Outage.Dead dead -> {}
            case Outage.ControlPlaneRefused refused -> {}
            case Outage.Slow slow -> json.put("delayMillis", slow.delay().toMillis());
            case Outage.Erroring erroring -> json.put("status", erroring.status());
            case Outage.CutOff cutOff -> {
                ArrayNode from = json.putArray("from");
                cutOff.callerRegions().stream().sorted().forEach(from::add);
            }
        }
        return json;
    }

    private static JsonNode body(LabRequest request) {
        try {
            JsonNode body = JSON.readTree(request.body().length == 0 ? new byte[] {'{', '}'} : request.body());
            if (body.isObject()) {
                return body;
            }
        } catch (IOException malformed) {
            throw new IllegalArgumentException("the body is not JSON: " + malformed.getMessage(), malformed);
        }
        throw new IllegalArgumentException("the body is not a JSON object");
    }

    private static String host(LabRequest request) {
        String host = URI.create("http://" + request.header("host").orElse("")).getHost();
        return host == null ? "" : host;
    }

    private static ObjectNode error(String message) {
        return JSON.createObjectNode().put("message", message);
    }

    private static LabResponse answer(int status, ObjectNode body) {
        try {
            return new LabResponse(status, Map.of("Content-Type", "application/json"), JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer could not be written as JSON", impossible);
        }
    }
}
