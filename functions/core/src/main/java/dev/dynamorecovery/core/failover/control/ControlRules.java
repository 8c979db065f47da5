package dev.dynamorecovery.core.failover.control;

import java.time.Instant;

/** What commands do to control records. {@link ControlTransitions} are the rules that the suite keeps. */
@FunctionalInterface
public interface ControlRules {

    /** What the command does to the record at that time, by the clock of the sender. */
    Transition apply(ControlRecord record, ControlCommand command, Instant now);
}
