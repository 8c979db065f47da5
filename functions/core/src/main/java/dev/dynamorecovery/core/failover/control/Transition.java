package dev.dynamorecovery.core.failover.control;

import java.time.Duration;

/** What a command does to a control record. */
public sealed interface Transition {

    /** The record as it is to be written, on condition that it still has {@code before}'s epoch and revision. */
    record Applied(ControlRecord before, ControlRecord after) implements Transition {}

    /** The same sender did it before; nothing is left to do. */
    record AlreadyDone(ControlRecord record) implements Transition {}

    /** It may not be done yet, and may after that time by the same clock. */
    record TooEarly(ControlRecord record, Duration remaining) implements Transition {}

    /** It may not be done. */
    record Refused(ControlRecord record, TransitionRefusal code, String reason) implements Transition {}
}
