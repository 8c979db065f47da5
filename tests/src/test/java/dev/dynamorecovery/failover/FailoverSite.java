package dev.dynamorecovery.failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.aws.runtime.InvokedContext;
import dev.dynamorecovery.aws.traffic.HealthCheckTraffic;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.failover.FailoverGroups;
import dev.dynamorecovery.core.failover.Rounds;
import dev.dynamorecovery.core.failover.approval.ApprovalAnswer;
import dev.dynamorecovery.core.failover.approval.PendingApproval;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.InMemoryControlRecords;
import dev.dynamorecovery.core.failover.control.InMemoryKillSwitch;
import dev.dynamorecovery.core.failover.notice.Notice;
import dev.dynamorecovery.core.failover.preflight.InMemoryReadinessReports;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.failover.procedure.FailoverExecutions;
import dev.dynamorecovery.core.failover.procedure.GroupEnrolment;
import dev.dynamorecovery.core.failover.traffic.ApplicationAddresses;
import dev.dynamorecovery.core.failover.traffic.ApplicationProbe;
import dev.dynamorecovery.core.failover.traffic.NameAnswer;
import dev.dynamorecovery.core.failover.traffic.TrafficVerification;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import dev.dynamorecovery.core.plan.SamplePlans;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.machine.StartRefusedException;
import dev.dynamorecovery.lab.machine.StateMachineSource;
import dev.dynamorecovery.lab.machine.StateMachines;
import dev.dynamorecovery.lab.machine.execution.Execution;
import dev.dynamorecovery.lab.machine.execution.TaskTokens;
import dev.dynamorecovery.lab.machine.expression.Entropy;
import dev.dynamorecovery.lab.machine.integration.Caller;
import dev.dynamorecovery.lab.machine.integration.LambdaInvoker;
import dev.dynamorecovery.lab.template.StackDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.template.StateMachineDefinition;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The shipped failover machine and handlers in two Regions, over one control table in memory, under a virtual clock. What
 * the machine calls of AWS itself is kept as it was sent.
 */
final class FailoverSite implements AutoCloseable {

    static final String PRIMARY = "us-east-1";
    static final String STANDBY = "us-east-2";
    static final String WITNESS = "us-west-2";
    static final Instant OUT_SINCE = Instant.parse("2026-11-22T03:00:00Z");
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(10);

    /** As no other wait of the machines is long: signs of life wait for the time that passes beside them. */
    private static final Duration KEEP_ALIVE_EVERY = Duration.ofSeconds(17);

    /** What came over the wire, by service. */
    record Sent(String service, String path, String body) {}

    final LedLabTime time = new LedLabTime(OUT_SINCE.plusSeconds(50), KEEP_ALIVE_EVERY);
    final InMemoryControlRecords records = new InMemoryControlRecords();
    final InMemoryKillSwitch killSwitch = new InMemoryKillSwitch();
    final InMemoryReadinessReports readiness = new InMemoryReadinessReports();
    final SeenBallots ballots = new SeenBallots(time);
    final InMemoryApprovals approvals = new InMemoryApprovals();
    final InMemoryObjectStore evidence = new InMemoryObjectStore();
    final List<Notice> notices = new CopyOnWriteArrayList<>();
    final List<Sent> sent = new CopyOnWriteArrayList<>();
    final PlannedMoveParts planned = new PlannedMoveParts(time);
    final List<Execution> started = new CopyOnWriteArrayList<>();
    private final Map<String, RequestHandler> functions = new HashMap<>();
    private final Map<String, String> machineArns = new HashMap<>();
    private final Map<String, String> failbackArns = new HashMap<>();
    private final AtomicInteger invocations = new AtomicInteger();
    private final LabFront front;
    private final StateMachines machines;
    private final RecoveryPlans plans;
    volatile int trafficFollowsAfterSeconds = 12;
    private volatile int killAfter = Integer.MAX_VALUE;

    /** One handler. */
    private interface RequestHandler {
        void handle(ByteArrayInputStream event, ByteArrayOutputStream answer) throws IOException;
    }

    FailoverSite() throws IOException {
        this(plan -> plan, records -> records);
    }

    /**
     * @param planned changes the packaged plans
     * @param kept stands before the control records, to fail them
     */
    FailoverSite(UnaryOperator<RecoveryPlan> planned, UnaryOperator<ControlRecords> kept) throws IOException {
        this(planned, kept, 1);
    }

    /** @param timeoutScale factor of the time that a task may take, which is real time */
    FailoverSite(UnaryOperator<RecoveryPlan> planned, UnaryOperator<ControlRecords> kept, double timeoutScale)
            throws IOException {
        plans = name ->
                new PackagedPlans().find(name).map(FailoverSite::keptAlive).map(planned);
        front = LabFront.start(0, call -> {});
        for (String service : List.of("s3", "sns", "events")) {
            front.serve(new Recorder(service));
        }
        machines = new StateMachines(time, new Invoker(), front::endpoint, new Entropy(new Random(1)), timeoutScale);
        for (String region : List.of(STANDBY, WITNESS)) {
            StackDefinition stack = StackDefinition.read(
                    ROOT.resolve("template.yaml"),
                    StackIdentity.of("dynamo-recovery", region),
                    Map.of(
                            "PrimaryRegion",
                            PRIMARY,
                            "StandbyRegion",
                            STANDBY,
                            "WitnessRegion",
                            WITNESS,
                            "RegionRole",
                            "standby"));
            deploy(region, kept.apply(records));
            machineArns.put(region, load(stack, region, "FailoverStateMachine"));
            failbackArns.put(region, load(stack, region, "FailbackStateMachine"));
        }
        for (String group : List.of("orders", "users")) {
            new GroupEnrolment(records, time::now).enrol(plans.find(group).orElseThrow(), "a test");
            readiness.file(new ReplicaReadiness(group, STANDBY, true, true, "", time.now()));
        }
    }

    private String load(StackDefinition stack, String region, String logicalId) throws IOException {
        StateMachineDefinition machine = stack.stateMachines().stream()
                .filter(candidate -> candidate.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow();
        return machines.load(new StateMachineSource(
                        machine.name(),
                        region,
                        Files.readString(machine.definition()),
                        machine.substitutions(),
                        "arn:aws:iam::123456789012:role/failover",
                        "LABMACHINE"))
                .arn();
    }

    private static RecoveryPlan keptAlive(RecoveryPlan plan) {
        return SamplePlans.with(
                plan, KEEP_ALIVE_EVERY.multipliedBy(4), plan.failover().approvalTimeout());
    }

    private void deploy(String region, ControlRecords kept) {
        GroupPlans groups =
                new GroupPlans(FailoverGroups.parse("users=users,orders=orders,transactions=transactions"), plans);
        GroupControl control = new GroupControl(kept, killSwitch, ballots, readiness);
        GroupDetector detector = new GroupDetector(
                groups,
                control,
                (name, input) -> startedBy(region, name, input),
                new RefusalNotices(new InMemoryToldRefusals(), notices::add),
                region,
                time::now);
        serve(
                region,
                "FailoverDetector",
                new FailoverDetectorHandler(detector, new Rounds(time::now, time::pause))::handleRequest);
        serve(region, "FailoverController", new FailoverControllerHandler(groups, control, time::now)::handleRequest);
        serve(
                region,
                "FailoverApprover",
                new FailoverApproverHandler(new FailoverApproval(
                        groups, approvals, this::woken, notices::add, region, new ApprovalCodes(), time::now))
                        ::handleRequest);
        serve(
                region,
                "TrafficSwitcher",
                new TrafficSwitcherHandler(groups, method -> new HealthCheckTraffic(), verification())::handleRequest);
        serve(region, "FailbackPlanner", planned.planner(groups, control, region)::handleRequest);
        serve(region, "RegionComparer", planned.comparer(groups)::handleRequest);
        serve(region, "LostWriteReconciler", planned::lostWrites);
        serve(region, "FailoverReporter", new FailoverReporterHandler(groups, kept, evidence)::handleRequest);
    }

    /** What every handler has. */
    private interface Handling {
        void handle(InputStream event, OutputStream answer, Context context) throws IOException;
    }

    private void serve(String region, String function, Handling handling) {
        functions.put(
                "arn:aws:lambda:" + region + ":123456789012:function:dynamo-recovery-" + function + ":live",
                (event, answer) -> handling.handle(event, answer, new InvokedContext(function)));
    }

    /** The name follows the record after some seconds, as health checks and caches take. */
    private TrafficVerification verification() {
        ApplicationAddresses addresses = new ApplicationAddresses(
                Optional.of("example.com"),
                Map.of(PRIMARY, "primary.example.com", STANDBY, "standby.example.com"),
                Optional.of("https://{name}/recovery-probe"));
        return new TrafficVerification(
                addresses,
                name -> new NameAnswer(
                        List.of(served().equals(STANDBY) ? "standby.example.com" : "primary.example.com"),
                        List.of("192.0.2.7")),
                (url, where, request) -> new ApplicationProbe.Answer(200, Optional.of(served())));
    }

    private String served() {
        ControlRecord record = record("orders");
        boolean recent = Duration.between(record.newest().at(), time.now()).toSeconds() < trafficFollowsAfterSeconds;
        return recent && record.servingRegion().equals(STANDBY) ? PRIMARY : record.servingRegion();
    }

    ControlRecord record(String group) {
        return records.read(group).orElseThrow();
    }

    /** Ends every execution as soon as the n-th call of a function from now on has returned. */
    void killAfter(int calls) {
        invocations.set(0);
        killAfter = calls;
    }

    /** Calls a function, as people, schedules and alarms do. */
    JsonNode call(String region, String function, String event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        Objects.requireNonNull(functions.get(
                        "arn:aws:lambda:" + region + ":123456789012:function:dynamo-recovery-" + function + ":live"))
                .handle(new ByteArrayInputStream(event.replace('\'', '"').getBytes(StandardCharsets.UTF_8)), answer);
        return Documents.readJson(answer.toByteArray());
    }

    /** Starts an execution by hand and waits for its end. */
    Execution run(String region, String request) throws Exception {
        return ended(start(region, request));
    }

    Execution start(String region, String request) {
        return machines.start(Objects.requireNonNull(machineArns.get(region)), null, request.replace('\'', '"'));
    }

    /** Starts a planned move. */
    Execution startMove(String region, String request) {
        return machines.start(Objects.requireNonNull(failbackArns.get(region)), null, request.replace('\'', '"'));
    }

    static Execution ended(Execution execution) throws Exception {
        execution.ended().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return execution;
    }

    /** Lets time pass until an execution has ended that gives signs of life beside its work. */
    Execution endedInTime(Execution execution) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                execution.ended().get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                return execution;
            } catch (TimeoutException atWork) {
                time.advance(Duration.ofSeconds(1));
            }
        }
        throw new AssertionError(execution.name() + " has not ended");
    }

    /** Kills every execution that runs, as a fault of its Region would. */
    void killAll() {
        new ArrayList<>(machines.executions().registry().executions())
                .stream()
                        .filter(execution -> execution.status() == Execution.Status.RUNNING)
                        .forEach(execution -> machines.executions().stop(execution, "Killed", "by a test"));
    }

    private FailoverExecutions.Started startedBy(String region, @Nullable String name, String input) {
        String arn = Objects.requireNonNull(machineArns.get(region));
        try {
            Execution execution = machines.start(arn, name, input);
            boolean first = !started.contains(execution);
            if (first) {
                started.add(execution);
            }
            return new FailoverExecutions.Started(execution.arn(), first);
        } catch (StartRefusedException taken) {
            return new FailoverExecutions.Started(arn.replace(":stateMachine:", ":execution:") + ":" + name, false);
        }
    }

    private boolean woken(PendingApproval pending, ApprovalAnswer answer) {
        return machines.executions()
                .tokens()
                .answer(
                        pending.taskToken(),
                        new TaskTokens.Answer.Success(Documents.json()
                                .createObjectNode()
                                .put("approved", answer.approved())
                                .put("by", answer.by())));
    }

    List<Sent> sentTo(String service) {
        return sent.stream().filter(one -> one.service().equals(service)).toList();
    }

    @Override
    public void close() throws IOException {
        machines.close();
        front.close();
    }

    /** Runs handlers; kills the execution that calls, if it has called often enough. */
    private final class Invoker implements LambdaInvoker {

        @Override
        public boolean knows(String function) {
            return functions.containsKey(function);
        }

        @Override
        public Invocation invoke(String function, JsonNode payload, Caller caller) throws InterruptedException {
            int count = invocations.incrementAndGet();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            Invocation result;
            try {
                Objects.requireNonNull(functions.get(function))
                        .handle(new ByteArrayInputStream(payload.toString().getBytes(StandardCharsets.UTF_8)), answer);
                result = new Invocation.Returned(Documents.readJson(answer.toByteArray()));
            } catch (IOException | RuntimeException failure) {
                result = new Invocation.Failed(failure.getClass().getName(), String.valueOf(failure.getMessage()));
            }
            if (count >= killAfter) {
                killAll();
                throw new InterruptedException("killed");
            }
            return result;
        }
    }

    /** Keeps what a service is sent, and says that all is well. */
    private final class Recorder implements LabService {

        private final String name;

        Recorder(String name) {
            this.name = name;
        }

        @Override
        public String signingName() {
            return name;
        }

        @Override
        public LabResponse handle(LabRequest request) {
            sent.add(new Sent(name, request.path(), new String(request.body(), StandardCharsets.UTF_8)));
            String body = switch (name) {
                case "events" -> "{\"FailedEntryCount\":0,\"Entries\":[{\"EventId\":\"1\"}]}";
                case "sns" ->
                    "<PublishResponse xmlns=\"http://sns.amazonaws.com/doc/2010-03-31/\"><PublishResult><MessageId>1"
                            + "</MessageId></PublishResult></PublishResponse>";
                default -> "";
            };
            return new LabResponse(
                    200,
                    Map.of("Content-Type", name.equals("events") ? "application/x-amz-json-1.1" : "text/xml"),
                    body.getBytes(StandardCharsets.UTF_8));
        }
    }
}
