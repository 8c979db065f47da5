package dev.dynamorecovery.core.failover.control;

import org.jspecify.annotations.Nullable;

/** What somebody wants done to a control record. Each names the epoch that its sender acts under. */
public sealed interface ControlCommand {

    /** The epoch that the sender believes in; with any other nothing happens. */
    long epoch();

    /** The controller or the person. */
    String by();

    /**
     * Take the right to move the group.
     *
     * @param automatic whether a machine decided; then a block of automation refuses it
     */
    record TakeClaim(
            long epoch,
            String by,
            String incident,
            Purpose purpose,
            String target,
            boolean automatic,
            @Nullable NamedOverride override)
            implements ControlCommand {}

    /** Go on with the claim of a controller that has stopped. It may only be slow: the new epoch keeps it out. */
    record TakeOver(long epoch, String by) implements ControlCommand {}

    /** Stop the serving Region's writes: its gates open no more. */
    record Fence(long epoch, String by) implements ControlCommand {}

    /** The fence is acknowledged: from now on the leases taken before it run out. */
    record StartLeaseWait(long epoch, String by) implements ControlCommand {}

    /**
     * Let the target serve.
     *
     * @param caughtUp what proves that both Regions hold the same; null in a failover, needed in a switchover
     */
    record Switch(long epoch, String by, @Nullable String caughtUp) implements ControlCommand {}

    /**
     * The move is done.
     *
     * @param verified whether the name leads to the target and a write through it was acknowledged
     * @param detail what was seen
     */
    record Conclude(long epoch, String by, boolean verified, String detail) implements ControlCommand {}

    /** Give the claim back before the switch: the old Region serves on. */
    record Release(long epoch, String by, String reason) implements ControlCommand {}

    /** A person has looked; automation may act again. */
    record Acknowledge(long epoch, String by) implements ControlCommand {}

    /**
     * Let a Region serve again one day.
     *
     * @param caughtUp what proves that it holds what the serving Region holds
     */
    record Unfence(long epoch, String by, String region, String caughtUp) implements ControlCommand {}
}
