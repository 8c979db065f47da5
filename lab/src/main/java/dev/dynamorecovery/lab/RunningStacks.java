package dev.dynamorecovery.lab;

import dev.dynamorecovery.lab.alarm.AlarmClock;
import dev.dynamorecovery.lab.alarm.AlarmNotices;
import dev.dynamorecovery.lab.alarm.Alarms;
import dev.dynamorecovery.lab.alarm.CloudWatchRegion;
import dev.dynamorecovery.lab.alarm.CloudWatchService;
import dev.dynamorecovery.lab.alarm.FunctionMetrics;
import dev.dynamorecovery.lab.alarm.Metrics;
import dev.dynamorecovery.lab.alarm.ReplicationMetrics;
import dev.dynamorecovery.lab.audit.CallRecord;
import dev.dynamorecovery.lab.audit.CallerIdentities;
import dev.dynamorecovery.lab.backup.AwsBackup;
import dev.dynamorecovery.lab.event.EventBus;
import dev.dynamorecovery.lab.event.EventService;
import dev.dynamorecovery.lab.event.ExecutionEvents;
import dev.dynamorecovery.lab.event.StackTargets;
import dev.dynamorecovery.lab.eventsource.EventSourceMappings;
import dev.dynamorecovery.lab.eventsource.LambdaApi;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.front.RegionalService;
import dev.dynamorecovery.lab.function.AsynchronousInvocations;
import dev.dynamorecovery.lab.function.FunctionHost;
import dev.dynamorecovery.lab.function.FunctionLogs;
import dev.dynamorecovery.lab.function.LambdaService;
import dev.dynamorecovery.lab.functionurl.FunctionUrls;
import dev.dynamorecovery.lab.machine.StateMachines;
import dev.dynamorecovery.lab.notification.NotificationService;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.queue.Queues;
import dev.dynamorecovery.lab.region.Regions;
import dev.dynamorecovery.lab.region.ServiceFaults;
import dev.dynamorecovery.lab.schedule.ScheduledRules;
import dev.dynamorecovery.lab.securityhub.SecurityHub;
import dev.dynamorecovery.lab.securityhub.SecurityHubService;
import dev.dynamorecovery.lab.tagging.TaggingService;
import dev.dynamorecovery.lab.template.EventSourceMappingDefinition;
import dev.dynamorecovery.lab.template.StackDefinition;
import dev.dynamorecovery.lab.time.LabTime;
import dev.dynamorecovery.lab.trail.ApiCallTrail;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Sets the stacks going: Lambda in every Region, whatever invokes functions by itself, and what watches them.
 *
 * @param logs of the functions, by Region
 */
record RunningStacks(
        Closeables opened,
        LabTime time,
        CallRecord calls,
        CallerIdentities identities,
        LabFront front,
        Regions regions,
        ServiceFaults faults,
        RecoveryPlane plane,
        Queues queues,
        NotificationService notifications,
        StateMachines machines,
        Map<String, FunctionLogs> logs) {

    /** What runs, by Region, and AWS Backup, which is one for all. */
    record Started(Map<String, LabStack> stacks, AwsBackup backup) {}

    private record Prepared(
            StackDefinition definition, AsynchronousInvocations invocations, EventSourceMappings mappings) {}

    /**
     * Starts what delivers to functions, Region by Region.
     *
     * @param definitions by Region, the primary first
     * @param hosts of the functions, by Region
     */
    Started start(Map<String, StackDefinition> definitions, Map<String, FunctionHost> hosts)
            throws IOException, InterruptedException {
        FunctionUrls urls = new FunctionUrls(time);
        Map<String, LabService> lambda = new LinkedHashMap<>();
        Map<String, EventBus> buses = new LinkedHashMap<>();
        Map<String, CloudWatchRegion> cloudWatch = new LinkedHashMap<>();
        Map<String, SecurityHub> hubs = new LinkedHashMap<>();
        List<Prepared> prepared = new ArrayList<>();
        for (StackDefinition definition : definitions.values()) {
            String region = definition.identity().region();
            FunctionHost host = Objects.requireNonNull(hosts.get(region));
            AsynchronousInvocations invocations = opened.add(new AsynchronousInvocations(host, time));
            EventSourceMappings mappings =
                    opened.add(new EventSourceMappings(host, plane.service(), queues, calls, time));
            lambda.put(region, new LambdaApi(new LambdaService(host, invocations), mappings));
            definition.functionUrls().forEach(url -> urls.create(url, host));
            EventBus bus = opened.add(new EventBus(
                    region,
                    definition.eventRules(),
                    new StackTargets(invocations, notifications, machines),
                    () -> regions.awaitAlive(region),
                    time));
            buses.put(region, bus);
            hubs.put(region, new SecurityHub(region, definition.securityHub(), bus, time));
            cloudWatch.put(region, measure(definition, host, bus));
            prepared.add(new Prepared(definition, invocations, mappings));
        }
        machines.executions().watch(new ExecutionEvents(Map.copyOf(buses)));
        regions.replication().observe(new ReplicationMetrics(cloudWatch));
        front.watch(opened.add(ApiCallTrail.start(buses, identities, time)));
        front.hosts(urls);
        front.serve(new EventService(buses));
        front.serve(new CloudWatchService(cloudWatch, time));
        front.serve(new SecurityHubService(hubs));
        AwsBackup backup = opened.add(new AwsBackup(
                plane,
                buses,
                (topic, message) -> notifications.publish(topic, "Notification from AWS Backup", message),
                identities,
                faults,
                regions,
                time));
        definitions.forEach((region, definition) -> backup.deploy(region, definition.backup()));
        front.serve(backup.service());
        front.serve(new TaggingService(plane));
        front.serve(new RegionalService(
                lambda, Objects.requireNonNull(lambda.get(regions.names().getFirst()))));
        Map<String, LabStack> stacks = run(prepared, buses, cloudWatch, hubs);
        backup.start();
        return new Started(stacks, backup);
    }

    /** When every service answers: from here on functions are invoked. */
    private Map<String, LabStack> run(
            List<Prepared> prepared,
            Map<String, EventBus> buses,
            Map<String, CloudWatchRegion> cloudWatch,
            Map<String, SecurityHub> hubs)
            throws IOException, InterruptedException {
        Map<String, LabStack> stacks = new LinkedHashMap<>();
        for (Prepared stack : prepared) {
            StackDefinition definition = stack.definition();
            String region = definition.identity().region();
            for (EventSourceMappingDefinition mapping : definition.eventSourceMappings()) {
                stack.mappings().create(mapping);
            }
            ScheduledRules rules = opened.add(ScheduledRules.start(
                    definition.scheduledRules(), stack.invocations(), time, () -> regions.alive(region)));
            CloudWatchRegion watched = Objects.requireNonNull(cloudWatch.get(region));
            opened.add(AlarmClock.start(
                    watched.alarms(),
                    watched.metrics(),
                    definition.queues(),
                    queues,
                    time,
                    () -> regions.alive(region)));
            stacks.put(
                    region,
                    new LabStack(
                            definition,
                            stack.mappings(),
                            rules,
                            Objects.requireNonNull(buses.get(region)),
                            watched.alarms(),
                            Objects.requireNonNull(hubs.get(region))));
        }
        return Map.copyOf(stacks);
    }

    private CloudWatchRegion measure(StackDefinition definition, FunctionHost host, EventBus bus) {
        String region = definition.identity().region();
        Metrics metrics = new Metrics();
        FunctionMetrics functions = new FunctionMetrics(metrics, time);
        host.watch(functions);
        Objects.requireNonNull(logs.get(region)).watch(functions::logged);
        return new CloudWatchRegion(
                metrics, new Alarms(definition.alarms(), metrics, time, new AlarmNotices(region, bus, notifications)));
    }
}
