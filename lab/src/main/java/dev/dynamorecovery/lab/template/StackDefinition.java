package dev.dynamorecovery.lab.template;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A template with everything resolved: what a stack made of it would consist of.
 *
 * @param parameters as given or by default
 * @param securityHub whether Security Hub is switched on
 * @param resources every resource of the stack, those with nothing to run included
 * @param outputs by output name
 */
public record StackDefinition(
        StackIdentity identity,
        Map<String, String> parameters,
        List<FunctionDefinition> functions,
        List<StateMachineDefinition> stateMachines,
        List<TableDefinition> tables,
        List<BucketDefinition> buckets,
        List<TopicDefinition> topics,
        List<QueueDefinition> queues,
        List<EventSourceMappingDefinition> eventSourceMappings,
        List<ScheduledRuleDefinition> scheduledRules,
        List<EventRuleDefinition> eventRules,
        List<AlarmDefinition> alarms,
        List<FunctionUrlDefinition> functionUrls,
        List<HealthCheckDefinition> healthChecks,
        List<RecordSetDefinition> recordSets,
        BackupDefinition backup,
        boolean securityHub,
        List<Resource> resources,
        Map<String, Output> outputs) {

    /** One line of DescribeStackResources. */
    public record Resource(String logicalId, String physicalId, String type) {}

    /** One output of the stack. */
    public record Output(String value, String description) {}

    /**
     * Reads and resolves a template.
     *
     * @param overrides values for parameters; the others take their defaults
     * @throws TemplateException when the template asks for anything the lab does not know
     */
    public static StackDefinition read(Path file, StackIdentity identity, Map<String, String> overrides)
            throws IOException {
        return read(file, identity, overrides, RuntimeAttributes.NONE);
    }

    /** Reads and resolves a template, of which some resources exist already. */
    public static StackDefinition read(
            Path file, StackIdentity identity, Map<String, String> overrides, RuntimeAttributes runtime)
            throws IOException {
        return new StackReader(Template.read(file), identity, overrides, runtime).read();
    }

    /** The names of a template's parameters. */
    public static Set<String> parameterNames(Path file) throws IOException {
        Set<String> names = new LinkedHashSet<>();
        Template.read(file).parameters().fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The output's value. */
    public String output(String name) {
        Output output = outputs.get(name);
        if (output == null) {
            throw new TemplateException("output " + name + " is not declared by the template: it has "
                    + outputs.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return output.value();
    }
}
