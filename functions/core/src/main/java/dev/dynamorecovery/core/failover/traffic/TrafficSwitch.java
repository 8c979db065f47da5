package dev.dynamorecovery.core.failover.traffic;

/**
 * Leads a group's name to the Region that serves, once the control record says so. Calling it again changes nothing.
 *
 * <p>That it was called proves nothing: {@link TrafficVerification} does.
 */
public interface TrafficSwitch {

    /** Leads the name to the target; throws when it could not, and may be asked again. */
    String lead(TrafficMove move);

    /** What {@link #lead} would do, in words; nothing is called. */
    String describe(TrafficMove move);
}
