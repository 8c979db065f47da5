package dev.dynamorecovery.lab;

import dev.dynamorecovery.lab.alarm.AlarmClock;
import dev.dynamorecovery.lab.alarm.AlarmNotices;
import dev.dynamorecovery.lab.alarm.Alarms;
import dev.dynamorecovery.lab.alarm.CloudWatchRegion;
import dev.dynamorecovery.lab.alarm.CloudWatchService;
import dev.dynamorecovery.lab.alarm.FunctionMetrics;
import dev.dynamorecovery.lab.alarm.Metrics;
import dev.dynamorecovery.lab.audit.CallRecord;
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
import dev.dynamorecovery.lab.schedule.ScheduledRules;
import dev.dynamorecovery.lab.template.EventSourceMappingDefinition;
import dev.dynamorecovery.lab.template.StackDefinition;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.util.LinkedHashMap;
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
        LabFront front,
        Regions regions,
        RecoveryPlane plane,
        Queues queues,
        NotificationService notifications,
        StateMachines machines,
        Map<String, FunctionLogs> logs) {

    /**
     * Starts what delivers to functions, Region by Region.
     *
     * @param definitions by Region, the primary first
     * @param hosts of the functions, by Region
     */
    Map<String, LabStack> start(Map<String, StackDefinition> definitions, Map<String, FunctionHost> hosts)
            throws IOException, InterruptedException {
        FunctionUrls urls = new FunctionUrls(time);
        Map<String, LabService> lambda = new LinkedHashMap<>();
        Map<String, EventBus> buses = new LinkedHashMap<>();
        Map<String, CloudWatchRegion> cloudWatch = new LinkedHashMap<>();
        Map<String, LabStack> stacks = new LinkedHashMap<>();
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
            Alarms alarms = alarms(definition, host, bus, cloudWatch);
            stacks.put(region, new LabStack(definition, mappings, rules(definition, invocations), bus, alarms));
        }
        machines.executions().watch(new ExecutionEvents(Map.copyOf(buses)));
        front.hosts(urls);
        front.serve(new EventService(buses));
        front.serve(new CloudWatchService(cloudWatch, time));
        front.serve(new RegionalService(
                lambda, Objects.requireNonNull(lambda.get(regions.names().getFirst()))));
        for (LabStack stack : stacks.values()) {
            for (EventSourceMappingDefinition mapping : stack.definition().eventSourceMappings()) {
                stack.mappings().create(mapping);
            }
        }
        return Map.copyOf(stacks);
    }

    private Alarms alarms(
            StackDefinition definition, FunctionHost host, EventBus bus, Map<String, CloudWatchRegion> cloudWatch) {
        String region = definition.identity().region();
        Metrics metrics = new Metrics();
        FunctionMetrics functions = new FunctionMetrics(metrics, time);
        host.watch(functions);
        Objects.requireNonNull(logs.get(region)).watch(functions::logged);
        Alarms alarms = new Alarms(definition.alarms(), metrics, time, new AlarmNotices(region, bus, notifications));
        cloudWatch.put(region, new CloudWatchRegion(metrics, alarms));
        opened.add(AlarmClock.start(alarms, metrics, definition.queues(), queues, time, () -> regions.alive(region)));
        return alarms;
    }

    private ScheduledRules rules(StackDefinition definition, AsynchronousInvocations invocations) {
        String region = definition.identity().region();
        return opened.add(
                ScheduledRules.start(definition.scheduledRules(), invocations, time, () -> regions.alive(region)));
    }
}
