package dev.dynamorecovery.lab;

import dev.dynamorecovery.lab.audit.CallRecord;
import dev.dynamorecovery.lab.autoscaling.AutoScalingService;
import dev.dynamorecovery.lab.eventsource.EventSourceMappings;
import dev.dynamorecovery.lab.eventsource.LambdaApi;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.function.AsynchronousInvocations;
import dev.dynamorecovery.lab.function.FunctionEnvironment;
import dev.dynamorecovery.lab.function.FunctionHost;
import dev.dynamorecovery.lab.function.FunctionLogs;
import dev.dynamorecovery.lab.function.HostedLambdaInvoker;
import dev.dynamorecovery.lab.function.LambdaService;
import dev.dynamorecovery.lab.function.LogCapture;
import dev.dynamorecovery.lab.machine.StateMachineSource;
import dev.dynamorecovery.lab.machine.StateMachines;
import dev.dynamorecovery.lab.machine.expression.Entropy;
import dev.dynamorecovery.lab.machine.service.StepFunctionsService;
import dev.dynamorecovery.lab.notification.NotificationService;
import dev.dynamorecovery.lab.objectstore.S3MockObjectStore;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.queue.QueueService;
import dev.dynamorecovery.lab.queue.Queues;
import dev.dynamorecovery.lab.schedule.ScheduledRules;
import dev.dynamorecovery.lab.stack.CallerIdentityService;
import dev.dynamorecovery.lab.stack.StackService;
import dev.dynamorecovery.lab.stack.TableDeployment;
import dev.dynamorecovery.lab.template.BucketDefinition;
import dev.dynamorecovery.lab.template.EventSourceMappingDefinition;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import dev.dynamorecovery.lab.template.StackDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.template.StateMachineDefinition;
import dev.dynamorecovery.lab.time.LabTime;
import dev.dynamorecovery.lab.time.SystemLabTime;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * An AWS on this machine that runs the shipped template: its tables, buckets and topics, its functions by their
 * handlers, its state machines by their definitions, behind one HTTP endpoint for every service and Region.
 */
public final class Lab implements AutoCloseable {

    /** What people call with. */
    public static final String OPERATOR_ACCESS_KEY_ID = "LABOPERATOR";

    /** Any secret does: the lab verifies no signature. */
    public static final String SECRET_ACCESS_KEY = "lab";

    private final Closeables opened;
    private final StackDefinition stack;
    private final LabTime time;
    private final URI endpoint;
    private final CallRecord calls;
    private final NotificationService notifications;
    private final StateMachines machines;
    private final RecoveryPlane plane;
    private final Queues queues;
    private final EventSourceMappings mappings;
    private final ScheduledRules rules;

    private Lab(
            Closeables opened,
            StackDefinition stack,
            LabTime time,
            URI endpoint,
            CallRecord calls,
            NotificationService notifications,
            StateMachines machines,
            RecoveryPlane plane,
            Queues queues,
            EventSourceMappings mappings,
            ScheduledRules rules) {
        this.opened = opened;
        this.stack = stack;
        this.time = time;
        this.endpoint = endpoint;
        this.calls = calls;
        this.notifications = notifications;
        this.machines = machines;
        this.plane = plane;
        this.queues = queues;
        this.mappings = mappings;
        this.rules = rules;
    }

    /**
     * Starts a lab and returns when everything of the template is in place. It ends with {@link #close} or with the JVM.
     *
     * @throws LabRunningException when the state directory belongs to a lab that runs
     * @throws dev.dynamorecovery.lab.template.TemplateException when the template holds what the lab does not know
     */
    public static Lab start(LabOptions options) throws IOException, InterruptedException {
        Closeables opened = new Closeables();
        try {
            Lab lab = new Builder(options, opened).build();
            opened.closeOnExit();
            return lab;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            opened.closeAfter(failure);
            throw failure;
        }
    }

    /** What clients set {@code AWS_ENDPOINT_URL} to. */
    public URI endpoint() {
        return endpoint;
    }

    public StackDefinition stack() {
        return stack;
    }

    public LabTime time() {
        return time;
    }

    /** Who called what since the start. */
    public CallRecord calls() {
        return calls;
    }

    public NotificationService notifications() {
        return notifications;
    }

    public StateMachines machines() {
        return machines;
    }

    /** DynamoDB's lab side: for drills that need expired items deleted now. */
    public RecoveryPlane plane() {
        return plane;
    }

    public Queues queues() {
        return queues;
    }

    /** What delivers streams and queues to functions: for drills that pause it, or wait until all is delivered. */
    public EventSourceMappings mappings() {
        return mappings;
    }

    /** The rules with a schedule: for drills that will not wait until one is due. */
    public ScheduledRules rules() {
        return rules;
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }

    /** Puts the parts together, slow ones side by side. */
    private static final class Builder {

        private final LabOptions options;
        private final Closeables opened;
        private final LabTime time;
        private final CallRecord calls = new CallRecord();

        Builder(LabOptions options, Closeables opened) {
            this.options = options;
            this.opened = opened;
            this.time = new SystemLabTime(Clock.systemUTC(), options.timeScale());
        }

        Lab build() throws IOException, InterruptedException {
            StackDefinition planned = read(Map.of());
            LabState state = opened.add(LabState.claim(options.stateDirectory()));
            FunctionLogs logs =
                    opened.add(new FunctionLogs(options.stateDirectory().resolve("logs")));
            LogCapture capture = opened.add(LogCapture.install(logs));
            SideTask<S3MockObjectStore> objectStore =
                    SideTask.start("object-store", () -> objectStore(capture, planned));
            opened.add(objectStore::closeResult);
            SideTask<RecoveryPlane> recoveryPlane =
                    SideTask.start("recovery-plane", () -> recoveryPlane(capture, planned));
            opened.add(recoveryPlane::closeResult);
            LabFront front = opened.add(LabFront.start(options.port(), calls));

            RecoveryPlane plane = recoveryPlane.result();
            StackDefinition stack =
                    read(new TableDeployment(plane.service(), options.region()).streamArns(planned.tables()));
            FunctionHost host = FunctionHost.start(
                    stack.functions(),
                    new FunctionEnvironment(options.region(), front.endpoint(), options.timeScale()),
                    logs);
            StateMachines machines = opened.add(new StateMachines(
                    time,
                    new HostedLambdaInvoker(host, calls),
                    front::endpoint,
                    new Entropy(new Random(options.seed())),
                    1));
            NotificationService notifications = new NotificationService(time, message -> {});
            stack.topics().forEach(notifications::create);
            Queues queues = new Queues(time);
            stack.queues().forEach(queues::create);
            load(stack, machines);
            nameCallers(stack);

            Instant started = time.now();
            front.serve(plane.service());
            front.serve(objectStore.result());
            front.serve(new StepFunctionsService(machines));
            AsynchronousInvocations asynchronous = opened.add(new AsynchronousInvocations(host, time));
            EventSourceMappings mappings =
                    opened.add(new EventSourceMappings(host, plane.service(), queues, calls, time));
            front.serve(new LambdaApi(new LambdaService(host, asynchronous), mappings));
            front.serve(new QueueService(queues, time));
            front.serve(notifications);
            front.serve(new AutoScalingService(time));
            front.serve(new StackService(stack, started));
            front.serve(new CallerIdentityService());
            for (EventSourceMappingDefinition mapping : stack.eventSourceMappings()) {
                mappings.create(mapping);
            }
            ScheduledRules rules = opened.add(ScheduledRules.start(stack.scheduledRules(), asynchronous, time));
            state.announce(front.endpoint(), options, started);
            return new Lab(
                    opened,
                    stack,
                    time,
                    front.endpoint(),
                    calls,
                    notifications,
                    machines,
                    plane,
                    queues,
                    mappings,
                    rules);
        }

        private StackDefinition read(Map<String, String> streamArns) throws IOException {
            return StackDefinition.read(
                    options.template(),
                    StackIdentity.of(options.stackName(), options.region()),
                    options.parameters(),
                    streamArns);
        }

        private RecoveryPlane recoveryPlane(LogCapture capture, StackDefinition stack)
                throws IOException, InterruptedException {
            RecoveryPlane plane = capture.during(() -> RecoveryPlane.start(time, options.engine()));
            try {
                new TableDeployment(plane.service(), options.region()).create(stack.tables());
                return plane;
            } catch (IOException | InterruptedException | RuntimeException refused) {
                plane.close();
                throw refused;
            }
        }

        private S3MockObjectStore objectStore(LogCapture capture, StackDefinition stack)
                throws IOException, InterruptedException {
            S3MockObjectStore store = capture.during(S3MockObjectStore::start);
            try {
                for (BucketDefinition bucket : stack.buckets()) {
                    store.create(bucket, options.region());
                }
                return store;
            } catch (IOException | InterruptedException | RuntimeException refused) {
                store.close();
                throw refused;
            }
        }

        private void load(StackDefinition stack, StateMachines machines) throws IOException {
            for (StateMachineDefinition machine : stack.stateMachines()) {
                machines.load(new StateMachineSource(
                        machine.name(),
                        options.region(),
                        Files.readString(machine.definition()),
                        machine.substitutions(),
                        "arn:aws:iam::" + StackIdentity.LAB_ACCOUNT_ID + ":role/" + machine.name(),
                        accessKeyId(machine)));
            }
        }

        private void nameCallers(StackDefinition stack) {
            for (FunctionDefinition function : stack.functions()) {
                calls.name(FunctionEnvironment.accessKeyId(function), function.logicalId());
            }
            for (StateMachineDefinition machine : stack.stateMachines()) {
                calls.name(accessKeyId(machine), machine.logicalId());
            }
        }

        private static String accessKeyId(StateMachineDefinition machine) {
            return "LABMACHINE" + machine.logicalId().toUpperCase(Locale.ROOT);
        }
    }
}
