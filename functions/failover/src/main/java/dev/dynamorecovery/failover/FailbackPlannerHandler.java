package dev.dynamorecovery.failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.store.S3ObjectStore;
import dev.dynamorecovery.core.failover.compare.RegionComparisonJob;
import dev.dynamorecovery.core.failover.procedure.MoveOrder;
import dev.dynamorecovery.core.failover.procedure.PlannedMoves;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.plan.Approval;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.restore.ScanSegments;
import dev.dynamorecovery.core.store.ObjectStore;
import dev.dynamorecovery.core.verification.Side;
import dev.dynamorecovery.core.verification.StoredHashKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Admits a planned move with all that it needs, or refuses it; later, tells whether the last writes have arrived. */
public final class FailbackPlannerHandler implements RequestStreamHandler {

    /** So many that all parts of a comparison fit into a workflow's state. */
    private static final int MOST_SEGMENTS = 400;

    /** How long one call waits for the last writes; the execution may ask again. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final JsonFunction<PlanMove> function = new JsonFunction<>(PlanMove.class, this::answer);
    private final GroupPlans plans;
    private final PlannedMoves moves;
    private final RegionReplicas replicas;
    private final ObjectStore work;
    private final String region;
    private final InstantSource time;

    /** The function as Lambda starts it. */
    public FailbackPlannerHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public FailbackPlannerHandler(Map<String, String> environment) {
        this(new Environment(environment), new AwsClients(new Environment(environment)), InstantSource.system());
    }

    private FailbackPlannerHandler(Environment environment, AwsClients clients, InstantSource time) {
        this(
                GroupPlans.of(environment),
                GroupControl.of(environment, clients),
                new RegionReplicas(
                        region -> clients.in(region).dynamoDb(),
                        new ScanSegments(environment.requiredNumber("SEGMENT_MEBIBYTES"), MOST_SEGMENTS)),
                new S3ObjectStore(clients.s3(), environment.required("WORK_BUCKET")),
                environment.required("AWS_REGION"),
                time);
    }

    FailbackPlannerHandler(
            GroupPlans plans,
            GroupControl control,
            RegionReplicas replicas,
            ObjectStore work,
            String region,
            InstantSource time) {
        this.plans = plans;
        this.moves = new PlannedMoves(control.records(), control.assessor(time), time);
        this.replicas = replicas;
        this.work = work;
        this.region = region;
        this.time = time;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /**
     * What was decided.
     *
     * @param job null when the move is refused
     * @param parts what has to be read for the comparison
     * @param keepAliveSeconds how often the execution says that it is at work
     */
    record Admitted(
            Assessment assessment, @Nullable RegionComparisonJob job, List<Part> parts, long keepAliveSeconds) {}

    /** One segment of a table in a Region. */
    record Part(int table, Side side, int segment) {}

    /** @param missing the tables whose marker is still on its way */
    record Drained(boolean drained, List<String> missing) {}

    private Object answer(PlanMove event, Context context) {
        return switch (event) {
            case PlanMove.Admit admit -> admitted(admit.execution().name(), MoveRequest.of(admit.request()));
            case PlanMove.Drain drain -> {
                Instant end = time.instant().plus(PATIENCE);
                List<String> missing = replicas.missing(
                        drain.job(),
                        plans.of(drain.job().group()),
                        time.instant(),
                        () -> time.instant().isBefore(end));
                yield new Drained(missing.isEmpty(), missing);
            }
        };
    }

    private Admitted admitted(String execution, MoveRequest request) {
        RecoveryPlan plan = plans.of(request.group());
        return switch (moves.admit(plan, request.target(), region, execution)) {
            case PlannedMoves.Admission.Refused refused ->
                new Admitted(
                        assessment(plan, "Refuse", refused.code(), refused.reason(), refused.from(), null),
                        null,
                        List.of(),
                        keepAliveSeconds(plan));
            case PlannedMoves.Admission.Admitted admitted -> {
                RegionComparisonJob job = new RegionComparisonJob(
                        execution,
                        request.group(),
                        admitted.from(),
                        request.target(),
                        replicas.tables(plans.groups().tablesOf(request.group()), admitted.from(), request.target()));
                if (!request.dryRun()) {
                    keepHashKey(job);
                }
                yield new Admitted(
                        assessment(
                                plan,
                                "Failover",
                                "PlannedMove",
                                "asked for by " + request.by() + "; " + admitted.reason(),
                                admitted.from(),
                                admitted.order()),
                        job,
                        parts(job),
                        keepAliveSeconds(plan));
            }
        };
    }

    private static long keepAliveSeconds(RecoveryPlan plan) {
        return Math.max(1, plan.failover().keepAliveEvery().toSeconds());
    }

    private void keepHashKey(RegionComparisonJob job) {
        byte[] random = new byte[HashKey.BYTES];
        new SecureRandom().nextBytes(random);
        StoredHashKey.write(job.keys(), HashKey.of(random), work);
    }

    private static List<Part> parts(RegionComparisonJob job) {
        return IntStream.range(0, job.tables().size())
                .boxed()
                .flatMap(table -> Stream.of(Side.SERVING, Side.TARGET)
                        .flatMap(side -> IntStream.range(
                                        0, job.tables().get(table).segments())
                                .mapToObj(segment -> new Part(table, side, segment))))
                .toList();
    }

    private Assessment assessment(
            RecoveryPlan plan, String decision, String code, String reason, String from, @Nullable MoveOrder order) {
        return new Assessment(
                decision,
                code,
                reason,
                order == null ? null : order.incident(),
                from,
                order,
                order != null && plan.approval() instanceof Approval.Named,
                plan.failover().approvalTimeout().toSeconds(),
                time.instant(),
                null);
    }
}
