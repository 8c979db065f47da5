package dev.dynamorecovery.lab.trail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.audit.CallerIdentities;
import dev.dynamorecovery.lab.event.EventBus;
import dev.dynamorecovery.lab.front.AnswerListener;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells the event bus of a call's Region of each call that changes a resource, done or refused, as CloudTrail does:
 * {@code AWS API Call via CloudTrail}, a while after the call, in the order of the calls.
 */
public final class ApiCallTrail implements AnswerListener, AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(ApiCallTrail.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An error of CloudWatch: in a header, or in the XML of the query protocol. */
    private static final Pattern QUERY_ERROR = Pattern.compile("^(\\w+);|<Code>(\\w+)</Code>");

    /** AWS promises no time; events are usually there within seconds. */
    private static final Duration DELAY = Duration.ofSeconds(5);

    private record Pending(EventBus bus, String source, ObjectNode detail, Instant due) {}

    private final Map<String, EventBus> buses;
    private final CallerIdentities identities;
    private final LabTime time;
    private final BlockingQueue<Pending> pending = new LinkedBlockingQueue<>();
    private final Thread thread;

    private ApiCallTrail(Map<String, EventBus> buses, CallerIdentities identities, LabTime time) {
        this.buses = Map.copyOf(buses);
        this.identities = identities;
        this.time = time;
        this.thread = Thread.ofVirtual().name("api-call-trail").start(this::deliver);
    }

    /** Starts delivering, by Region. */
    public static ApiCallTrail start(Map<String, EventBus> buses, CallerIdentities identities, LabTime time) {
        return new ApiCallTrail(buses, identities, time);
    }

    @Override
    public void answered(LabService service, LabRequest request, LabResponse response) {
        EventBus bus = buses.get(request.region());
        ManagementWrites writes = ManagementWrites.of(service.signingName()).orElse(null);
        if (bus == null || writes == null) {
            return;
        }
        writes.eventName(service.operation(request)).ifPresent(name -> {
            Instant now = time.now();
            ObjectNode detail = detail(writes, name, service, request, response, now);
            pending.add(new Pending(bus, writes.busSource(), detail, now.plus(time.scaled(DELAY))));
        });
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void deliver() {
        try {
            while (true) {
                Pending next = pending.take();
                Duration wait = Duration.between(time.now(), next.due());
                if (wait.isPositive()) {
                    time.pause(time.nominal(wait));
                }
                next.bus().publish(next.source(), "AWS API Call via CloudTrail", List.of(), next.detail());
            }
        } catch (InterruptedException closing) {
            LOGGER.log(Level.DEBUG, "the trail of API calls ends", closing);
        }
    }

    private ObjectNode detail(
            ManagementWrites writes,
            String name,
            LabService service,
            LabRequest request,
            LabResponse response,
            Instant now) {
        ObjectNode detail = JSON.createObjectNode().put("eventVersion", "1.11");
        detail.set("userIdentity", UserIdentity.of(identities, request.accessKeyId()));
        detail.put("eventTime", now.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("eventSource", writes.eventSource())
                .put("eventName", name)
                .put("awsRegion", request.region())
                .put("sourceIPAddress", "127.0.0.1")
                .put("userAgent", request.header("user-agent").orElse(""));
        JsonNode answer = json(response.body());
        boolean failed = response.status() >= 400;
        if (failed) {
            detail.put("errorCode", errorCode(response, answer))
                    .put(
                            "errorMessage",
                            answer.path("message").asText(answer.path("Message").asText("")));
        }
        detail.set("requestParameters", parameters(service, request));
        detail.set("responseElements", failed || answer.isEmpty() ? NullNode.getInstance() : Members.named(answer));
        ArrayNode resources = detail.put("requestID", UUID.randomUUID().toString())
                .put("eventID", UUID.randomUUID().toString())
                .put("readOnly", false)
                .putArray("resources");
        service.resources(request).stream()
                .filter(arn -> arn.startsWith("arn:"))
                .forEach(arn -> resources
                        .addObject()
                        .put("accountId", StackIdentity.LAB_ACCOUNT_ID)
                        .put("ARN", arn));
        return detail.put("eventType", "AwsApiCall")
                .put("apiVersion", writes.apiVersion())
                .put("managementEvent", true)
                .put("recipientAccountId", StackIdentity.LAB_ACCOUNT_ID)
                .put("eventCategory", "Management");
    }

    private static JsonNode parameters(LabService service, LabRequest request) {
        ObjectNode parameters = JSON.createObjectNode();
        service.pathParameters(request).forEach(parameters::put);
        Members.named(json(service.requestAsJson(request)))
                .properties()
                .forEach(member -> parameters.set(member.getKey(), member.getValue()));
        return parameters;
    }

    private static String errorCode(LabResponse response, JsonNode answer) {
        String type = response.headers()
                .getOrDefault("X-Amzn-ErrorType", answer.path("__type").asText(""));
        Matcher query = QUERY_ERROR.matcher(response.headers().getOrDefault("x-amzn-query-error", "")
                + new String(response.body(), StandardCharsets.UTF_8));
        String code = type.isEmpty() && query.find()
                ? query.group(query.group(1) == null ? 2 : 1)
                : type.substring(type.lastIndexOf('#') + 1);
        return code.equals("AccessDeniedException") ? "AccessDenied" : code;
    }

    /** An object; what is not JSON tells nothing. */
    private static JsonNode json(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node != null && node.isObject() ? node : JsonNodeFactory.instance.objectNode();
        } catch (IOException notJson) {
            LOGGER.log(Level.DEBUG, "a body of the trail is not JSON", notJson);
            return JsonNodeFactory.instance.objectNode();
        }
    }
}
