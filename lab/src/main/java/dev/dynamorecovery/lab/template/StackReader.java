package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.template.StackDefinition.Output;
import dev.dynamorecovery.lab.template.StackDefinition.Resource;
import dev.dynamorecovery.lab.template.TopicDefinition.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Turns a template into the definition of a stack, resource by resource. */
final class StackReader {

    private static final Set<String> RESOURCE_KEYS =
            Set.of("Type", "Properties", "Condition", "DependsOn", "DeletionPolicy", "UpdateReplacePolicy", "Metadata");

    private final Template template;
    private final StackIdentity identity;
    private final Map<String, JsonNode> parameters;
    private final StackScope scope;
    private final List<String> logicalIds = new ArrayList<>();

    StackReader(Template template, StackIdentity identity, Map<String, String> overrides, RuntimeAttributes runtime) {
        this.template = template;
        this.identity = identity;
        this.parameters = TemplateParameters.resolve(template.parameters(), overrides);
        this.scope = new StackScope(template, identity, parameters, runtime);
    }

    StackDefinition read() {
        template.conditions().fieldNames().forEachRemaining(scope::condition);
        template.resources().properties().forEach(entry -> {
            checkKeys(entry.getKey(), entry.getValue());
            scope.kind(entry.getKey());
            if (scope.exists(entry.getKey())) {
                logicalIds.add(entry.getKey());
            }
        });
        QuietResources quiet = new QuietResources(scope);
        logicalIds.forEach(quiet::check);
        return new StackDefinition(
                identity,
                texts(parameters),
                each(ResourceKind.FUNCTION, new FunctionReader(scope)::read),
                each(ResourceKind.STATE_MACHINE, new StateMachineReader(scope)::read),
                tables(),
                each(ResourceKind.BUCKET, new BucketReader(scope)::read),
                topics(),
                each(ResourceKind.QUEUE, new QueueReader(scope)::read),
                each(ResourceKind.EVENT_SOURCE_MAPPING, new EventSourceMappingReader(scope)::read),
                each(ResourceKind.EVENT_RULE, new ScheduledRuleReader(scope)::read).stream()
                        .flatMap(Optional::stream)
                        .toList(),
                each(ResourceKind.EVENT_RULE, new EventRuleReader(scope)::read).stream()
                        .flatMap(Optional::stream)
                        .toList(),
                each(ResourceKind.ALARM, new AlarmReader(scope)::read),
                each(ResourceKind.FUNCTION_URL, new FunctionUrlReader(scope)::read),
                each(ResourceKind.HEALTH_CHECK, new HealthCheckReader(scope)::read),
                each(ResourceKind.RECORD_SET, new RecordSetReader(scope)::read),
                backup(),
                !each(ResourceKind.SECURITY_HUB, this::hub).isEmpty(),
                logicalIds.stream().map(this::resource).toList(),
                outputs());
    }

    private <T> List<T> each(ResourceKind kind, Function<String, T> read) {
        return logicalIds.stream()
                .filter(id -> scope.kind(id) == kind)
                .map(read)
                .toList();
    }

    private static void checkKeys(String logicalId, JsonNode resource) {
        resource.fieldNames().forEachRemaining(key -> {
            if (!RESOURCE_KEYS.contains(key)) {
                throw new TemplateException(
                        "resource " + logicalId + ": " + key + " is not known to the lab: it knows " + RESOURCE_KEYS);
            }
        });
    }

    private Resource resource(String logicalId) {
        return new Resource(
                logicalId, scope.physicalId(logicalId), scope.kind(logicalId).type());
    }

    private BackupDefinition backup() {
        BackupPlanReader plans = new BackupPlanReader(scope);
        RestoreTestingReader tests = new RestoreTestingReader(scope);
        return new BackupDefinition(
                each(ResourceKind.BACKUP_VAULT, new BackupVaultReader(scope)::read),
                each(ResourceKind.BACKUP_PLAN, plans::readPlan),
                each(ResourceKind.BACKUP_SELECTION, plans::readSelection),
                each(ResourceKind.RESTORE_TESTING_PLAN, tests::readPlan),
                each(ResourceKind.RESTORE_TESTING_SELECTION, tests::readSelection));
    }

    private String hub(String logicalId) {
        new Properties(logicalId, scope.properties(logicalId))
                .only(
                        Set.of(),
                        Set.of("AutoEnableControls", "ControlFindingGenerator", "EnableDefaultStandards", "Tags"));
        return scope.arn(logicalId);
    }

    private List<TableDefinition> tables() {
        TableReader reader = new TableReader(scope);
        return Stream.concat(
                        each(ResourceKind.GLOBAL_TABLE, reader::readGlobal).stream(),
                        each(ResourceKind.TABLE, reader::readSingle).stream())
                .toList();
    }

    private List<TopicDefinition> topics() {
        Map<String, List<Subscription>> subscriptions = new LinkedHashMap<>();
        each(
                        ResourceKind.SUBSCRIPTION,
                        id -> new Properties(id, scope.properties(id))
                                .only(
                                        Set.of("Protocol", "Endpoint", "TopicArn"),
                                        Set.of("FilterPolicy", "FilterPolicyScope")))
                .forEach(properties -> subscriptions
                        .computeIfAbsent(properties.text("TopicArn"), arn -> new ArrayList<>())
                        .add(new Subscription(properties.text("Protocol"), properties.text("Endpoint"))));
        return each(ResourceKind.TOPIC, id -> {
            Properties properties = new Properties(id, scope.properties(id))
                    .only(
                            Set.of("TopicName", "Subscription"),
                            Set.of("DisplayName", "KmsMasterKeyId", "SignatureVersion", "Tags", "TracingConfig"));
            List<Subscription> own = subscriptions.computeIfAbsent(scope.arn(id), arn -> new ArrayList<>());
            properties
                    .find("Subscription")
                    .ifPresent(list -> list.forEach(entry -> own.add(new Subscription(
                            entry.path("Protocol").asText(),
                            entry.path("Endpoint").asText()))));
            return new TopicDefinition(id, scope.physicalName(id), scope.arn(id), List.copyOf(own));
        });
    }

    private Map<String, Output> outputs() {
        Map<String, Output> outputs = new LinkedHashMap<>();
        template.outputs().properties().forEach(entry -> {
            JsonNode output = entry.getValue();
            JsonNode condition = output.path("Condition");
            if (condition.isMissingNode() || scope.condition(condition.asText())) {
                outputs.put(
                        entry.getKey(),
                        new Output(
                                scope.resolve(output.path("Value")).asText(),
                                scope.resolve(output.path("Description")).asText("")));
            }
        });
        return outputs;
    }

    private static Map<String, String> texts(Map<String, JsonNode> parameters) {
        Map<String, String> texts = new LinkedHashMap<>();
        parameters.forEach((name, value) -> texts.put(
                name,
                value.isArray()
                        ? value.valueStream().map(JsonNode::asText).collect(Collectors.joining(","))
                        : value.asText()));
        return texts;
    }
}
