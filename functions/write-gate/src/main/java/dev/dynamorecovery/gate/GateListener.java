package dev.dynamorecovery.gate;

import java.time.Duration;

/** Hears what the gate does, for metrics and logs. It is called in the thread that renews or writes: be quick. */
public interface GateListener {

    /** Hears nothing. */
    GateListener NONE = new GateListener() {};

    /** The control record was read. */
    default void renewed(ControlReading reading, Duration took) {}

    /** The control record could not be read; the lease runs on towards its end. */
    default void renewalFailed(RuntimeException cause, Duration left) {}

    /** A write was kept back. */
    default void refused(WritesClosed why) {}

    /** A write was answered too late to count. */
    default void outcomeUnknown(WriteOutcomeUnknown why) {}

    /** A write went out although no lease held, as the application chose. */
    default void passedWithoutLease() {}
}
