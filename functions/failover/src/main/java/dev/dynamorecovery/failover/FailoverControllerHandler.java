package dev.dynamorecovery.failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.core.failover.procedure.FailoverController;
import dev.dynamorecovery.core.failover.procedure.FailoverProcedure;
import dev.dynamorecovery.core.failover.procedure.MoveStep;
import dev.dynamorecovery.core.failover.procedure.NextStep;
import dev.dynamorecovery.core.failover.procedure.RehearsedControlRecords;
import dev.dynamorecovery.core.failover.procedure.StepAnswer;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one step on a group's control record, or rehearses it, and says which step follows. */
public final class FailoverControllerHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(FailoverControllerHandler.class);

    private final JsonFunction<StepRequest> function = new JsonFunction<>(StepRequest.class, this::answer);
    private final GroupPlans plans;
    private final GroupControl control;
    private final InstantSource time;

    /** The function as Lambda starts it. */
    public FailoverControllerHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public FailoverControllerHandler(Map<String, String> environment) {
        this(new Environment(environment));
    }

    private FailoverControllerHandler(Environment environment) {
        this(
                GroupPlans.of(environment),
                GroupControl.of(environment, new AwsClients(environment)),
                InstantSource.system());
    }

    FailoverControllerHandler(GroupPlans plans, GroupControl control, InstantSource time) {
        this.plans = plans;
        this.control = control;
        this.time = time;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    private Object answer(StepRequest request, Context context) {
        RecoveryPlan plan = plans.of(request.groupName());
        if (!request.rehearsed()) {
            return result(plan, request, taken(request, controller(plan, control)));
        }
        RehearsedControlRecords rehearsed = new RehearsedControlRecords(control.records(), request.rehearsal());
        StepAnswer answer = taken(request, controller(plan, control.withRecords(rehearsed)));
        return StepResult.of(answer, next(plan, request, answer).orElse(null), rehearsed.rehearsed());
    }

    private FailoverController controller(RecoveryPlan plan, GroupControl on) {
        return FailoverController.of(plan, on.records(), on.assessor(time), time);
    }

    private static StepAnswer taken(StepRequest request, FailoverController controller) {
        return switch (request.kind()) {
            case CLAIM -> controller.claim(request.moveOrder());
            case PREFLIGHT -> controller.preflight(request.moveOrder());
            case FENCE -> controller.fence(request.moveOrder());
            case START_LEASE_WAIT -> controller.startLeaseWait(request.moveOrder());
            case SWITCH -> controller.switchOver(request.moveOrder(), request.caughtUp());
            case CONCLUDE ->
                controller.conclude(
                        request.moveOrder(), request.seenToServe(), Objects.requireNonNullElse(request.detail(), ""));
            case RELEASE ->
                controller.release(request.moveOrder(), Objects.requireNonNullElse(request.reason(), "given back"));
            case KEEP_ALIVE -> controller.keepAlive(request.moveOrder());
            case ACKNOWLEDGE -> controller.acknowledge(request.person());
            case UNFENCE -> controller.unfence(request.regionToUnfence(), request.person(), request.proof());
        };
    }

    private static StepResult result(RecoveryPlan plan, StepRequest request, StepAnswer answer) {
        StepResult result = StepResult.of(answer, next(plan, request, answer).orElse(null), null);
        LOG.info(
                "{} of {}: {} {} {}, record {}",
                request.step(),
                plan.name(),
                result.answer(),
                result.code(),
                result.reason(),
                result.record());
        return result;
    }

    private static Optional<NextStep> next(RecoveryPlan plan, StepRequest request, StepAnswer answer) {
        FailoverProcedure procedure = new FailoverProcedure(plan.failover().leaseMargin());
        return switch (request.kind()) {
            case CLAIM -> Optional.of(procedure.after(MoveStep.CLAIM, answer));
            case PREFLIGHT -> Optional.of(procedure.after(MoveStep.PREFLIGHT, answer));
            case FENCE -> Optional.of(procedure.after(MoveStep.FENCE, answer));
            case START_LEASE_WAIT -> Optional.of(procedure.after(MoveStep.START_LEASE_WAIT, answer));
            case SWITCH -> Optional.of(procedure.after(MoveStep.SWITCH, answer));
            case CONCLUDE -> Optional.of(procedure.after(MoveStep.CONCLUDE, answer));
            case RELEASE -> Optional.of(procedure.after(MoveStep.RELEASE, answer));
            case KEEP_ALIVE, ACKNOWLEDGE, UNFENCE -> Optional.empty();
        };
    }
}
