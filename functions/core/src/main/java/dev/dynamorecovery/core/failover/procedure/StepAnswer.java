package dev.dynamorecovery.core.failover.procedure;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.TransitionRefusal;
import java.time.Duration;

/** How a step of a move came out. A step that throws has an unknown outcome: ask for the same step again. */
public sealed interface StepAnswer {

    /** The control record as the step left or found it. */
    ControlRecord record();

    /** The step is behind us, by this call or by one before. */
    record Done(ControlRecord record) implements StepAnswer {}

    /** Not yet: ask for the same step again after that time. */
    record NotYet(ControlRecord record, Duration remaining) implements StepAnswer {}

    /** Nobody else has been let in, and going on would be wrong: release the claim. */
    record GiveBack(ControlRecord record, String code, String reason) implements StepAnswer {}

    /** Nothing was changed, and this execution has nothing more to do: another has the group, or the rules forbid it. */
    record Refused(ControlRecord record, TransitionRefusal code, String reason) implements StepAnswer {}
}
