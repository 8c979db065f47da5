package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Everything a template's intrinsics can refer to, once its parameters have values. */
final class StackScope implements References {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Stands for the label of a stream of a table that is not there yet: its creation time, in true streams. */
    private static final String STREAM_TO_BE = "1970-01-01T00:00:00.000";

    private final Template template;
    private final StackIdentity stack;
    private final Map<String, JsonNode> parameters;
    private final Intrinsics intrinsics = new Intrinsics(this);
    private final Map<String, Boolean> conditions = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Deque<String> beingResolved = new ArrayDeque<>();
    private final RuntimeAttributes runtime;

    StackScope(Template template, StackIdentity stack, Map<String, JsonNode> parameters, RuntimeAttributes runtime) {
        this.template = template;
        this.stack = stack;
        this.parameters = parameters;
        this.runtime = runtime;
    }

    JsonNode resolve(JsonNode node) {
        return intrinsics.resolve(node);
    }

    /** Whether the stack has the resource: its condition, if any, holds. */
    boolean exists(String logicalId) {
        JsonNode condition = template.resources().path(logicalId).path("Condition");
        return template.resources().has(logicalId) && (condition.isMissingNode() || condition(condition.asText()));
    }

    /** The logical ids of the stack's resources of a kind. */
    Stream<String> existing(ResourceKind kind) {
        return template.resources().properties().stream()
                .map(Map.Entry::getKey)
                .filter(id -> kind(id) == kind && exists(id));
    }

    ResourceKind kind(String logicalId) {
        return ResourceKind.of(
                logicalId, template.resources().path(logicalId).path("Type").asText());
    }

    /** The name the resource bears in the account. */
    String physicalName(String logicalId) {
        String known = names.get(logicalId);
        if (known != null) {
            return known;
        }
        String name = resolving(logicalId, () -> {
            ResourceKind kind = kind(logicalId);
            JsonNode properties = template.resources().path(logicalId).path("Properties");
            String given = kind.nameProperty()
                    .map(property ->
                            intrinsics.resolve(properties.path(property)).asText(""))
                    .orElse("");
            if (!given.isEmpty()) {
                return given;
            }
            return generatedName(kind, stack.stackName() + "-" + logicalId);
        });
        names.put(logicalId, name);
        return name;
    }

    private String generatedName(ResourceKind kind, String name) {
        if (kind == ResourceKind.EVENT_SOURCE_MAPPING
                || kind == ResourceKind.BACKUP_PLAN
                || kind == ResourceKind.BACKUP_SELECTION) {
            return uuid(name);
        }
        if (kind == ResourceKind.HEALTH_CHECK) {
            return uuid(name + "-" + stack.region()); // Health checks belong to no Region.
        }
        if (kind == ResourceKind.FUNCTION_URL) {
            return uuid(name + "-" + stack.region()).replace("-", "");
        }
        // Buckets of all Regions share one space of names.
        return kind == ResourceKind.BUCKET ? (name + "-" + stack.region()).toLowerCase(Locale.ROOT) : name;
    }

    private static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    String arn(String logicalId) {
        ResourceKind kind = kind(logicalId);
        return kind.arn(stack, physicalName(logicalId))
                .orElseThrow(() -> new TemplateException(
                        "resource " + logicalId + " (" + kind.type() + ") has no ARN: refer to something else"));
    }

    @Override
    public JsonNode ref(String name) {
        if (name.equals("AWS::NoValue")) {
            return MissingNode.getInstance();
        }
        Optional<String> pseudo = stack.pseudoParameter(name);
        if (pseudo.isPresent()) {
            return JSON.textNode(pseudo.get());
        }
        JsonNode parameter = parameters.get(name);
        if (parameter != null) {
            return parameter;
        }
        int dot = name.indexOf('.');
        if (dot > 0) {
            return JSON.textNode(attribute(name.substring(0, dot), name.substring(dot + 1)));
        }
        requireExisting(name);
        return JSON.textNode(physicalId(name));
    }

    /** What {@code Ref} gives for a resource of the stack. */
    String physicalId(String logicalId) {
        return switch (kind(logicalId).ref()) {
            case NAME -> physicalName(logicalId);
            case ARN -> arn(logicalId);
            case URL -> queueUrl(logicalId);
            case FUNCTION_ARN -> functionArn(logicalId);
        };
    }

    /** The host that a function URL answers at: as on AWS, but on this machine. */
    String functionUrlHost(String logicalId) {
        return physicalName(logicalId) + ".lambda-url." + stack.region() + ".localhost";
    }

    private String functionUrl(String logicalId) {
        String port = runtime.port().isPresent() ? ":" + runtime.port().getAsInt() : "";
        return "http://" + functionUrlHost(logicalId) + port + "/";
    }

    /** The ARN of the function that a function URL invokes, with the URL's qualifier. */
    String functionArn(String functionUrl) {
        Properties url = new Properties(functionUrl, properties(functionUrl));
        String target = url.text("TargetFunctionArn");
        String arn = target.startsWith("arn:")
                ? target
                : "arn:aws:lambda:" + stack.region() + ":" + stack.accountId() + ":function:" + target;
        return url.find("Qualifier")
                .map(qualifier -> arn + ":" + qualifier.asText())
                .orElse(arn);
    }

    /** A queue's URL as AWS forms it; clients of the lab send to their endpoint, and the queue is known by its path. */
    String queueUrl(String logicalId) {
        return "https://sqs." + stack.region() + ".amazonaws.com/" + stack.accountId() + "/" + physicalName(logicalId);
    }

    @Override
    public String attribute(String logicalId, String attribute) {
        Optional<String> owner = ownerOfGeneratedRole(logicalId);
        if (owner.isPresent() && attribute.equals("Arn")) {
            return "arn:aws:iam::" + stack.accountId() + ":role/" + stack.stackName() + "-" + logicalId;
        }
        requireExisting(logicalId);
        ResourceKind kind = kind(logicalId);
        return switch (attribute) {
            case "Arn" -> arn(logicalId);
            case "Alias" -> arn(logicalId) + ":" + alias(logicalId);
            case "Version" -> arn(logicalId) + ":1";
            case "Name", "TopicName", "QueueName" -> physicalName(logicalId);
            case "TopicArn", "EventSourceMappingArn" -> arn(logicalId);
            case "Id", "HealthCheckId" -> physicalName(logicalId);
            case "ARN", "BackupVaultArn", "BackupPlanArn", "RestoreTestingPlanArn", "PolicyArn" -> arn(logicalId);
            case "BackupVaultName", "BackupPlanId", "SelectionId" -> physicalName(logicalId);
            case "FunctionUrl" -> functionUrl(logicalId);
            case "FunctionArn" -> functionArn(logicalId);
            case "QueueUrl" -> queueUrl(logicalId);
            case "StreamArn" -> streamArn(logicalId);
            default ->
                throw new TemplateException("attribute " + logicalId + "." + attribute + " of a " + kind.type()
                        + " is not supported by the lab: use Arn, or teach StackScope");
        };
    }

    private String streamArn(String logicalId) {
        if (template.resources()
                .path(logicalId)
                .path("Properties")
                .path("StreamSpecification")
                .isMissingNode()) {
            throw new TemplateException(
                    logicalId + ".StreamArn: the table has no stream: give it a StreamSpecification");
        }
        return runtime.streamArns().getOrDefault(physicalName(logicalId), arn(logicalId) + "/stream/" + STREAM_TO_BE);
    }

    @Override
    public boolean condition(String name) {
        Boolean known = conditions.get(name);
        if (known != null) {
            return known;
        }
        JsonNode condition = template.conditions().get(name);
        if (condition == null) {
            throw new TemplateException("condition " + name + " is not declared: declare it in Conditions");
        }
        boolean holds = resolving("condition " + name, () -> intrinsics.test(condition));
        conditions.put(name, holds);
        return holds;
    }

    @Override
    public JsonNode mapping(String map, String firstKey, String secondKey) {
        JsonNode value = template.mappings().path(map).path(firstKey).path(secondKey);
        if (value.isMissingNode()) {
            throw new TemplateException(
                    "mapping " + map + "." + firstKey + "." + secondKey + " is not declared: declare it in Mappings");
        }
        return value;
    }

    private String alias(String logicalId) {
        JsonNode alias = template.resources().path(logicalId).path("Properties").path("AutoPublishAlias");
        if (alias.isMissingNode()) {
            throw new TemplateException(logicalId + ".Alias: the function has no AutoPublishAlias: set it");
        }
        return resolve(alias).asText();
    }

    /** SAM makes a role for each function and state machine that brings none. */
    private Optional<String> ownerOfGeneratedRole(String logicalId) {
        return Optional.of(logicalId)
                .filter(id -> id.endsWith("Role") && !template.resources().has(id))
                .map(id -> id.substring(0, id.length() - "Role".length()))
                .filter(this::exists);
    }

    private void requireExisting(String logicalId) {
        if (!template.resources().has(logicalId)) {
            throw new TemplateException("reference to " + logicalId
                    + ": neither a parameter nor a resource of the template bears the name");
        }
        if (!exists(logicalId)) {
            throw new TemplateException(
                    "reference to " + logicalId + ": its condition is false, so it is not in the stack; use Fn::If");
        }
    }

    private <T> T resolving(String what, Supplier<T> resolution) {
        if (beingResolved.contains(what)) {
            throw new TemplateException("circular reference: " + what + " depends on itself by " + beingResolved);
        }
        beingResolved.push(what);
        try {
            return resolution.get();
        } finally {
            beingResolved.pop();
        }
    }

    /** The template this scope belongs to. */
    Template template() {
        return template;
    }

    StackIdentity stack() {
        return stack;
    }

    /** The Properties of a resource, resolved. */
    ObjectNode properties(String logicalId) {
        JsonNode properties = template.resources().path(logicalId).path("Properties");
        return properties.isMissingNode() ? JSON.objectNode() : (ObjectNode) resolve(properties);
    }
}
