package dev.dynamorecovery.lab;

import dev.dynamorecovery.lab.audit.CallRecord;
import dev.dynamorecovery.lab.audit.CallerIdentities;
import dev.dynamorecovery.lab.audit.CallerIdentities.AssumedRole;
import dev.dynamorecovery.lab.autoscaling.AutoScalingService;
import dev.dynamorecovery.lab.front.AccessKeys;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.function.FunctionEnvironment;
import dev.dynamorecovery.lab.function.FunctionHost;
import dev.dynamorecovery.lab.function.FunctionLogs;
import dev.dynamorecovery.lab.function.HostedLambdaInvoker;
import dev.dynamorecovery.lab.function.LogCapture;
import dev.dynamorecovery.lab.function.RegionalLambdaInvoker;
import dev.dynamorecovery.lab.machine.StateMachineSource;
import dev.dynamorecovery.lab.machine.StateMachines;
import dev.dynamorecovery.lab.machine.expression.Entropy;
import dev.dynamorecovery.lab.machine.integration.LambdaInvoker;
import dev.dynamorecovery.lab.machine.service.StepFunctionsService;
import dev.dynamorecovery.lab.notification.NotificationService;
import dev.dynamorecovery.lab.objectstore.S3MockObjectStore;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.queue.QueueService;
import dev.dynamorecovery.lab.queue.Queues;
import dev.dynamorecovery.lab.region.LabControl;
import dev.dynamorecovery.lab.region.Regions;
import dev.dynamorecovery.lab.region.ServiceFaults;
import dev.dynamorecovery.lab.stack.CallerIdentityService;
import dev.dynamorecovery.lab.stack.StackService;
import dev.dynamorecovery.lab.stack.TableDeployment;
import dev.dynamorecovery.lab.template.BucketDefinition;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import dev.dynamorecovery.lab.template.RuntimeAttributes;
import dev.dynamorecovery.lab.template.StackDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.template.StateMachineDefinition;
import dev.dynamorecovery.lab.time.DeployingLabTime;
import dev.dynamorecovery.lab.time.SystemLabTime;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/** Puts the parts together, slow ones side by side. */
final class LabBuilder {

    private final LabOptions options;
    private final Closeables opened;
    private final DeployingLabTime time;
    private final RegionalParameters parameters;
    private final CallRecord calls = new CallRecord();
    private final CallerIdentities identities = new CallerIdentities();

    LabBuilder(LabOptions options, Closeables opened) throws IOException {
        this.options = options;
        this.opened = opened;
        this.time = new DeployingLabTime(new SystemLabTime(Clock.systemUTC(), options.timeScale()));
        this.parameters = RegionalParameters.of(options);
    }

    Lab build() throws IOException, InterruptedException {
        List<StackDefinition> planned = new ArrayList<>();
        for (String region : options.regions()) {
            planned.add(read(region, parameters.planned(region), RuntimeAttributes.NONE));
        }
        LabState state = opened.add(LabState.claim(options.stateDirectory()));
        FunctionLogs logs = opened.add(new FunctionLogs(options.stateDirectory().resolve("logs")));
        LogCapture capture = opened.add(LogCapture.install(logs));
        SideTask<S3MockObjectStore> objectStore = SideTask.start("object-store", () -> objectStore(capture, planned));
        opened.add(objectStore::closeResult);
        SideTask<RecoveryPlane> recoveryPlane = SideTask.start("recovery-plane", () -> recoveryPlane(capture, planned));
        opened.add(recoveryPlane::closeResult);
        LabFront front = opened.add(LabFront.start(options.port(), calls));
        LabNetwork network = LabNetwork.start(opened, options.dnsPort(), front, time);

        RecoveryPlane plane = recoveryPlane.result();
        time.deployed();
        Map<String, StackDefinition> definitions = new LinkedHashMap<>();
        for (StackDefinition stack : planned) {
            definitions.put(stack.identity().region(), deployed(plane, stack, planned, front, network));
        }
        Regions regions = new Regions(options.regions(), plane.replication());
        Map<String, FunctionLogs> regionalLogs = new LinkedHashMap<>();
        Map<String, FunctionHost> hosts = new LinkedHashMap<>();
        for (StackDefinition stack : definitions.values()) {
            String region = stack.identity().region();
            boolean primary = region.equals(options.region());
            FunctionLogs own = primary
                    ? logs
                    : opened.add(new FunctionLogs(logs.directory().resolve(region)));
            regionalLogs.put(region, own);
            hosts.put(region, host(stack, regions, front, own));
        }
        StateMachines machines = opened.add(
                new StateMachines(time, invoker(hosts), front::endpoint, new Entropy(new Random(options.seed())), 1));
        NotificationService notifications = new NotificationService(time, message -> {});
        Queues queues = new Queues(time);
        for (StackDefinition stack : definitions.values()) {
            stack.topics().forEach(notifications::create);
            stack.queues().forEach(queues::create);
            load(stack, machines);
            nameCallers(stack, regions);
        }
        options.regions().forEach(region -> regions.locate(Lab.applicationAccessKeyId(region), region));

        Instant started = time.now();
        ServiceFaults faults = new ServiceFaults(calls, identities);
        front.guard(faults.after(network.controls().before(regions)));
        front.control(new LabControl(regions, faults));
        front.serve(plane.service());
        front.serve(objectStore.result());
        front.serve(new StepFunctionsService(machines));
        front.serve(new QueueService(queues, time));
        front.serve(notifications);
        front.serve(new AutoScalingService(time));
        front.serve(new StackService(definitions, started));
        front.serve(new CallerIdentityService());
        RunningStacks.Started running = new RunningStacks(
                        opened,
                        time,
                        calls,
                        identities,
                        front,
                        regions,
                        faults,
                        plane,
                        queues,
                        notifications,
                        machines,
                        regionalLogs)
                .start(definitions, hosts);
        network.deploy(front, options.regions(), definitions.values());
        state.announce(front.endpoint(), options, started);
        return new Lab(
                opened,
                running.stacks(),
                regions,
                time,
                front.endpoint(),
                calls,
                notifications,
                machines,
                plane,
                queues,
                network,
                faults,
                running.backup());
    }

    private FunctionHost host(StackDefinition stack, Regions regions, LabFront front, FunctionLogs logs) {
        String region = stack.identity().region();
        return FunctionHost.start(
                stack.functions(),
                new FunctionEnvironment(region, front.endpoint(), options.timeScale()),
                logs,
                () -> regions.awaitAlive(region));
    }

    private LambdaInvoker invoker(Map<String, FunctionHost> hosts) {
        Map<String, LambdaInvoker> invokers = new LinkedHashMap<>();
        hosts.forEach((region, host) -> invokers.put(region, new HostedLambdaInvoker(host, calls)));
        return new RegionalLambdaInvoker(invokers);
    }

    /** The template once more, now that the tables and their streams are there. */
    private StackDefinition deployed(
            RecoveryPlane plane,
            StackDefinition planned,
            List<StackDefinition> stacks,
            LabFront front,
            LabNetwork network)
            throws IOException, InterruptedException {
        String region = planned.identity().region();
        TableDeployment tables = new TableDeployment(plane.service(), region);
        return read(
                region,
                parameters.deployed(planned, stacks, network.nameServer(), front.endpoint(), (where, names) -> {
                    Map<String, String> labels = new LinkedHashMap<>();
                    for (String name : names) {
                        tables.streamLabel(name).ifPresent(label -> labels.put(name, label));
                    }
                    return labels;
                }),
                new RuntimeAttributes(
                        tables.streamArns(planned.tables()),
                        OptionalInt.of(front.endpoint().getPort())));
    }

    private StackDefinition read(String region, Map<String, String> values, RuntimeAttributes runtime)
            throws IOException {
        return StackDefinition.read(options.template(), StackIdentity.of(options.stackName(), region), values, runtime);
    }

    private RecoveryPlane recoveryPlane(LogCapture capture, List<StackDefinition> stacks)
            throws IOException, InterruptedException {
        RecoveryPlane plane = capture.during(() -> RecoveryPlane.start(time, options.engine()));
        try {
            for (StackDefinition stack : stacks) {
                new TableDeployment(plane.service(), stack.identity().region()).create(stack.tables());
            }
            return plane;
        } catch (Throwable refused) {
            plane.close();
            throw refused;
        }
    }

    private S3MockObjectStore objectStore(LogCapture capture, List<StackDefinition> stacks)
            throws IOException, InterruptedException {
        S3MockObjectStore store = capture.during(S3MockObjectStore::start);
        try {
            for (StackDefinition stack : stacks) {
                for (BucketDefinition bucket : stack.buckets()) {
                    store.create(bucket, stack.identity().region());
                }
            }
            return store;
        } catch (Throwable refused) {
            store.close();
            throw refused;
        }
    }

    private void load(StackDefinition stack, StateMachines machines) throws IOException {
        for (StateMachineDefinition machine : stack.stateMachines()) {
            machines.load(new StateMachineSource(
                    machine.name(),
                    stack.identity().region(),
                    Files.readString(machine.definition()),
                    machine.substitutions(),
                    "arn:aws:iam::" + StackIdentity.LAB_ACCOUNT_ID + ":role/" + machine.name(),
                    accessKeyId(machine, stack)));
        }
    }

    /** By their logical ids in the primary Region, elsewhere with the Region's name behind it. */
    private void nameCallers(StackDefinition stack, Regions regions) {
        String region = stack.identity().region();
        String suffix = region.equals(options.region()) ? "" : "@" + region;
        for (FunctionDefinition function : stack.functions()) {
            String key = FunctionEnvironment.accessKeyId(function);
            calls.name(key, function.logicalId() + suffix);
            identities.assume(
                    key, new AssumedRole(options.stackName() + "-" + function.logicalId() + "Role", function.name()));
            regions.locate(key, region);
        }
        for (StateMachineDefinition machine : stack.stateMachines()) {
            String key = accessKeyId(machine, stack);
            calls.name(key, machine.logicalId() + suffix);
            identities.assume(key, new AssumedRole(machine.name(), machine.logicalId()));
            regions.locate(key, region);
        }
    }

    private static String accessKeyId(StateMachineDefinition machine, StackDefinition stack) {
        return AccessKeys.in(stack.identity().region(), "LABMACHINE" + machine.logicalId());
    }
}
