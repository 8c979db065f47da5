package dev.dynamorecovery.core.failover.procedure;

import java.time.Duration;

/** What an execution does after a step. */
public sealed interface NextStep {

    /**
     * Run a step.
     *
     * @param after how long to wait before, by the clock of who runs the steps
     * @param reason what a {@link MoveStep#RELEASE} is for; empty otherwise
     */
    record Run(MoveStep step, Duration after, String reason) implements NextStep {}

    /**
     * The execution has come to its end.
     *
     * @param code what the end is, such as {@code Concluded}, {@code Released} or the code of a refusal
     */
    record End(String code, String reason) implements NextStep {}
}
