package dev.dynamorecovery.lab.autoscaling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** Application Auto Scaling's register of targets and policies; nothing in the lab scales. */
public final class AutoScalingService implements LabService {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> DIMENSIONS = Set.of(
            "dynamodb:table:ReadCapacityUnits",
            "dynamodb:table:WriteCapacityUnits",
            "dynamodb:index:ReadCapacityUnits",
            "dynamodb:index:WriteCapacityUnits");

    /** What identifies a target. */
    private record TargetKey(String region, String resourceId, String dimension) implements Comparable<TargetKey> {

        @Override
        public int compareTo(TargetKey other) {
            return toString().compareTo(other.toString());
        }
    }

    private final LabTime time;
    private final Map<TargetKey, ObjectNode> targets = new ConcurrentSkipListMap<>();
    private final Map<TargetKey, Map<String, ObjectNode>> policies = new ConcurrentSkipListMap<>();

    public AutoScalingService(LabTime time) {
        this.time = time;
    }

    @Override
    public String signingName() {
        return "application-autoscaling";
    }

    @Override
    public List<String> resources(LabRequest request) {
        try {
            JsonNode body = JSON.readTree(request.body());
            JsonNode resource = body.path("ResourceId");
            return resource.isTextual() ? List.of(arn(request.region(), key(request.region(), body))) : List.of();
        } catch (IOException notJson) {
            return List.of();
        }
    }

    @Override
    public LabResponse handle(LabRequest request) throws IOException {
        JsonNode body;
        try {
            body = JSON.readTree(request.body());
        } catch (JsonProcessingException notJson) {
            return fault("SerializationException", "Start of structure or map found where not expected");
        }
        if (!body.path("ServiceNamespace").asText().equals("dynamodb")) {
            return fault("ValidationException", "The lab scales the ServiceNamespace dynamodb only");
        }
        JsonNode dimension = body.path("ScalableDimension");
        if (!dimension.isMissingNode() && !DIMENSIONS.contains(dimension.asText())) {
            return fault("ValidationException", "ScalableDimension " + dimension.asText() + " is not dynamodb's");
        }
        TargetKey key = key(request.region(), body);
        return switch (request.targetOperation().orElse("")) {
            case "RegisterScalableTarget" -> register(key, body);
            case "DeregisterScalableTarget" -> {
                policies.remove(key);
                yield targets.remove(key) == null ? notFound(key) : answer(JSON.createObjectNode());
            }
            case "DescribeScalableTargets" -> {
                ObjectNode found = JSON.createObjectNode();
                ArrayNode list = found.putArray("ScalableTargets");
                matching(targets, request.region(), body).forEach(list::add);
                yield answer(found);
            }
            case "PutScalingPolicy" -> put(key, body);
            case "DeleteScalingPolicy" -> {
                Map<String, ObjectNode> ofTarget = policies.getOrDefault(key, Map.of());
                yield ofTarget.remove(body.path("PolicyName").asText()) == null
                        ? notFound(key)
                        : answer(JSON.createObjectNode());
            }
            case "DescribeScalingPolicies" -> {
                ObjectNode found = JSON.createObjectNode();
                ArrayNode list = found.putArray("ScalingPolicies");
                matching(policies, request.region(), body)
                        .forEach(ofTarget -> ofTarget.values().stream()
                                .filter(policy -> named(policy, body.path("PolicyNames")))
                                .forEach(list::add));
                yield answer(found);
            }
            case String other -> fault("UnknownOperationException", "The lab does not support " + other);
        };
    }

    private LabResponse register(TargetKey key, JsonNode body) {
        if (key.resourceId().isEmpty() || key.dimension().isEmpty()) {
            return fault("ValidationException", "ResourceId and ScalableDimension are required");
        }
        ObjectNode target = targets.computeIfAbsent(
                key,
                missing -> JSON.createObjectNode()
                        .put("ServiceNamespace", "dynamodb")
                        .put("ResourceId", key.resourceId())
                        .put("ScalableDimension", key.dimension())
                        .put("RoleARN", role())
                        .put("ScalableTargetARN", arn(key.region(), key))
                        .put("CreationTime", time.now().toEpochMilli() / 1000.0));
        for (String limit : List.of("MinCapacity", "MaxCapacity")) {
            JsonNode value = body.path(limit);
            if (value.isInt()) {
                target.set(limit, value);
            } else if (!target.has(limit)) {
                targets.remove(key);
                return fault("ValidationException", limit + " is required to register a new target");
            }
        }
        if (target.path("MinCapacity").asInt() > target.path("MaxCapacity").asInt()) {
            targets.remove(key);
            return fault("ValidationException", "MinCapacity is greater than MaxCapacity");
        }
        return answer(JSON.createObjectNode().put("ScalableTargetARN", arn(key.region(), key)));
    }

    private LabResponse put(TargetKey key, JsonNode body) {
        if (!targets.containsKey(key)) {
            return notFound(key);
        }
        String name = body.path("PolicyName").asText();
        String arn = "arn:aws:autoscaling:" + key.region() + ":" + StackIdentity.LAB_ACCOUNT_ID + ":scalingPolicy:"
                + UUID.nameUUIDFromBytes((key + name).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                + ":resource/dynamodb/" + key.resourceId() + ":policyName/" + name;
        ObjectNode policy = JSON.createObjectNode()
                .put("PolicyARN", arn)
                .put("PolicyName", name)
                .put("ServiceNamespace", "dynamodb")
                .put("ResourceId", key.resourceId())
                .put("ScalableDimension", key.dimension())
                .put("PolicyType", body.path("PolicyType").asText("TargetTrackingScaling"))
                .put("CreationTime", time.now().toEpochMilli() / 1000.0);
        policy.putArray("Alarms");
        JsonNode tracking = body.path("TargetTrackingScalingPolicyConfiguration");
        if (tracking.isObject()) {
            policy.set("TargetTrackingScalingPolicyConfiguration", tracking);
        }
        policies.computeIfAbsent(key, missing -> new ConcurrentSkipListMap<>()).put(name, policy);
        ObjectNode answer = JSON.createObjectNode().put("PolicyARN", arn);
        answer.putArray("Alarms");
        return answer(answer);
    }

    private static <T> List<T> matching(Map<TargetKey, T> entries, String region, JsonNode body) {
        Set<String> ids =
                body.path("ResourceIds").valueStream().map(JsonNode::asText).collect(Collectors.toSet());
        String id = body.path("ResourceId").asText("");
        String dimension = body.path("ScalableDimension").asText("");
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().region().equals(region))
                .filter(entry -> ids.isEmpty() || ids.contains(entry.getKey().resourceId()))
                .filter(entry -> id.isEmpty() || id.equals(entry.getKey().resourceId()))
                .filter(entry ->
                        dimension.isEmpty() || dimension.equals(entry.getKey().dimension()))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static boolean named(JsonNode policy, JsonNode names) {
        return names.isEmpty()
                || names.valueStream()
                        .anyMatch(name ->
                                name.asText().equals(policy.path("PolicyName").asText()));
    }

    private static TargetKey key(String region, JsonNode body) {
        return new TargetKey(
                region,
                body.path("ResourceId").asText(""),
                body.path("ScalableDimension").asText(""));
    }

    private static String arn(String region, TargetKey key) {
        String id = key.resourceId() + key.dimension();
        return "arn:aws:application-autoscaling:" + region + ":" + StackIdentity.LAB_ACCOUNT_ID
                + ":scalable-target/0ec5"
                + UUID.nameUUIDFromBytes(id.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .toString()
                        .replace("-", "")
                        .substring(4);
    }

    private static String role() {
        return "arn:aws:iam::" + StackIdentity.LAB_ACCOUNT_ID
                + ":role/aws-service-role/dynamodb.application-autoscaling.amazonaws.com/"
                + "AWSServiceRoleForApplicationAutoScaling_DynamoDBTable";
    }

    private static LabResponse notFound(TargetKey key) {
        return fault(
                "ObjectNotFoundException",
                "No scalable target or policy found for service namespace: dynamodb, resource ID: " + key.resourceId()
                        + ", scalable dimension: " + key.dimension());
    }

    private static LabResponse answer(ObjectNode body) {
        return response(200, body);
    }

    private static LabResponse fault(String code, String message) {
        return response(
                400,
                JSON.createObjectNode()
                        .put("__type", code)
                        .put("Message", message)
                        .put("message", message));
    }

    private static LabResponse response(int status, ObjectNode body) {
        try {
            return new LabResponse(
                    status, Map.of("Content-Type", "application/x-amz-json-1.1"), JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer could not be written as JSON", impossible);
        }
    }
}
