package dev.dynamorecovery.restore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.aws.replay.DynamoDbReplayTables;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.core.replay.request.ReplayAdmission;
import dev.dynamorecovery.core.replay.request.ReplayIntake;
import dev.dynamorecovery.core.replay.request.ReplayJob;
import dev.dynamorecovery.core.replay.work.ReplayPlanning;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Admits a request as a job or refuses it, waits for the log to settle, and cuts the work. */
public final class ReplayPlannerHandler implements RequestStreamHandler {

    /** How long after the age at which a record is given up the log is still waited for. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final JsonFunction<ReplayEvent> function = new JsonFunction<>(ReplayEvent.class, this::answer);
    private final ReplayIntake intake;
    private final ReplayPlanning planning;

    /** The function as Lambda starts it. */
    public ReplayPlannerHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public ReplayPlannerHandler(Map<String, String> environment) {
        this(new Environment(environment), new AwsClients(new Environment(environment)));
    }

    private ReplayPlannerHandler(Environment environment, AwsClients clients) {
        this(
                new ReplayIntake(
                        new DynamoDbReplayTables(clients.dynamoDb()),
                        new PackagedPlans(),
                        new StoredDocuments(Buckets.of(environment, clients).evidence())),
                new ReplayPlanning(
                        ReplayLogs.of(environment, clients),
                        new StoredDocuments(Buckets.of(environment, clients).work()),
                        ReplayLogs.delivery(environment).maximumRecordAge().plus(PATIENCE)));
    }

    ReplayPlannerHandler(ReplayIntake intake, ReplayPlanning planning) {
        this.intake = intake;
        this.planning = planning;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** The job, or why there is none. */
    record Admission(@Nullable ReplayJob job, @Nullable Refused refusal) {}

    /**
     * How the work is cut.
     *
     * @param state {@code Planned}, {@code Settling} or {@code Refused}
     */
    record Plan(
            String state,
            int slices,
            int partitions,
            @Nullable Refused refusal) {}

    /** The code that the execution fails with, and every reason. */
    record Refused(String code, List<Refusal> refusals) {

        static Refused of(List<Refusal> refusals) {
            return new Refused(refusals.getFirst().code().code(), refusals);
        }
    }

    private Object answer(ReplayEvent event, Context context) {
        return switch (event) {
            case ReplayEvent.Admit admit ->
                switch (intake.decide(admit.execution().name(), admit.request(), Instant.now())) {
                    case ReplayAdmission.Admitted admitted -> new Admission(admitted.job(), null);
                    case ReplayAdmission.Refused refused -> new Admission(null, Refused.of(refused.refusals()));
                };
            case ReplayEvent.Plan plan ->
                switch (planning.plan(plan.job(), Instant.now())) {
                    case ReplayPlanning.Outcome.Planned planned ->
                        new Plan(
                                "Planned",
                                planned.plan().slices().size(),
                                planned.plan().partitions(),
                                null);
                    case ReplayPlanning.Outcome.Settling settling -> new Plan("Settling", 0, 0, null);
                    case ReplayPlanning.Outcome.Refused refused ->
                        new Plan("Refused", 0, 0, Refused.of(refused.refusals()));
                };
        };
    }
}
