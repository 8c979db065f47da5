package dev.dynamorecovery.core.failover.procedure;

import dev.dynamorecovery.core.failover.control.ControlState;
import java.time.Duration;

/**
 * The order of the steps of a move, as the state machine has it. Every answer of every step leads somewhere, and each
 * path ends: a claim that cannot be carried through is given back.
 *
 * <p>The lease is waited out twice over: here, by the clock of who runs the steps, and in the rules of the record, by the
 * clock of the claimant. A clock that jumps cannot shorten the one, a second copy of a message not the other.
 *
 * @param leaseMargin how much longer than the lease the wait lasts
 */
public record FailoverProcedure(Duration leaseMargin) {

    /** The step that an execution begins with, also when it is started again. */
    public static final MoveStep FIRST = MoveStep.CLAIM;

    /** What follows a step that was answered so. */
    public NextStep after(MoveStep step, StepAnswer answer) {
        return switch (answer) {
            case StepAnswer.NotYet notYet -> new NextStep.Run(step, notYet.remaining(), "");
            case StepAnswer.GiveBack giveBack ->
                new NextStep.Run(MoveStep.RELEASE, Duration.ZERO, giveBack.code() + ": " + giveBack.reason());
            case StepAnswer.Refused refused -> refused(step, refused);
            case StepAnswer.Done done -> done(step, done);
        };
    }

    private NextStep done(MoveStep step, StepAnswer.Done done) {
        return switch (step) {
            case CLAIM -> now(MoveStep.PREFLIGHT);
            case PREFLIGHT -> now(MoveStep.FENCE);
            case FENCE -> now(MoveStep.START_LEASE_WAIT);
            case START_LEASE_WAIT ->
                new NextStep.Run(
                        MoveStep.SWITCH,
                        done.record().state() == ControlState.LEASE_WAIT
                                ? done.record().lease().plus(leaseMargin)
                                : Duration.ZERO,
                        "");
            case SWITCH -> now(MoveStep.VERIFY);
            case VERIFY -> now(MoveStep.CONCLUDE);
            case CONCLUDE ->
                new NextStep.End("Concluded", done.record().newest().detail());
            case RELEASE -> new NextStep.End("Released", done.record().newest().detail());
        };
    }

    /** Who has lost the claim leaves the record alone; who still has it gives it back, if the switch is what failed. */
    private static NextStep refused(MoveStep step, StepAnswer.Refused refused) {
        return switch (refused.code()) {
            case NOT_CAUGHT_UP, LEASE_NOT_RUN_OUT ->
                new NextStep.Run(MoveStep.RELEASE, Duration.ZERO, refused.code().code() + ": " + refused.reason());
            case STALE_EPOCH,
                    NOT_THE_CLAIMANT,
                    NOT_IN_THIS_STATE,
                    TARGET_SERVES,
                    TARGET_FENCED,
                    AUTOMATION_BLOCKED,
                    REGION_NOT_FENCED ->
                new NextStep.End(refused.code().code(), step.label() + ": " + refused.reason());
        };
    }

    private static NextStep now(MoveStep step) {
        return new NextStep.Run(step, Duration.ZERO, "");
    }
}
