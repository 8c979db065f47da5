package dev.dynamorecovery.core.failover.traffic;

/** Whether a group's name leads to the Region that serves. */
public sealed interface TrafficCheck {

    /** What was seen. */
    String detail();

    /** The name leads there, and a write through it was acknowledged there. */
    record Verified(String detail) implements TrafficCheck {}

    /** Not yet, as far as can be seen: look again. */
    record NotYet(String detail) implements TrafficCheck {}

    /** It cannot be seen from here, now or later. */
    record Unverifiable(String detail) implements TrafficCheck {}
}
