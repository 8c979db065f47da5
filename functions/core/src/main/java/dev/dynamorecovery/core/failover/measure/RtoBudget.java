package dev.dynamorecovery.core.failover.measure;

import dev.dynamorecovery.core.plan.FailoverPlan;
import java.time.Duration;

/**
 * The longest time that each part of a failover may take, from the moment a Region goes out, while nothing else fails.
 *
 * @param detect until the second observer has voted often enough: the outage begins just after a probe, the row of failed
 *     probes is as long as the plan asks, the last of them runs into its timeout
 * @param decide until a detector that looks every five seconds has read the votes and decided
 * @param claim until the claim is taken and what was decided looked at again
 * @param fence until the fence is acknowledged
 * @param leaseWait until every lease from before the fence has run out, with the margin
 * @param switchOver until the record names the target
 * @param traffic until the health checks have looked and agreed, and the name's old answer has left the caches
 * @param verify until a write through the name is acknowledged
 */
public record RtoBudget(
        Duration detect,
        Duration decide,
        Duration claim,
        Duration fence,
        Duration leaseWait,
        Duration switchOver,
        Duration traffic,
        Duration verify) {

    private static final Duration ASSESSED_EVERY = Duration.ofSeconds(5);
    /** A step is a warm call of a function and two or three reads and writes of the control table over Regions. */
    private static final Duration STEP = Duration.ofSeconds(1);
    /** Route 53's checkers agree, and its name servers answer by it: AWS names no figure; seen to take seconds. */
    private static final Duration AGREEMENT = Duration.ofSeconds(10);

    private static final Duration PROBE_WRITE = Duration.ofSeconds(2);

    /**
     * The budget by a plan and by how the traffic is led.
     *
     * @param healthCheckInterval 10 or 30 seconds
     * @param failureThreshold how many checks in a row have to fail, 1 to 10
     * @param timeToLive of the name's answer
     */
    public static RtoBudget of(
            FailoverPlan plan, Duration healthCheckInterval, int failureThreshold, Duration timeToLive) {
        long probes = (plan.outFor().toMillis() + plan.probeInterval().toMillis() - 1)
                / plan.probeInterval().toMillis();
        return new RtoBudget(
                plan.probeInterval().multipliedBy(probes + 1).plus(plan.probeTimeout()),
                ASSESSED_EVERY.plus(STEP),
                STEP.multipliedBy(2),
                STEP,
                plan.lease().plus(plan.leaseMargin()),
                STEP,
                healthCheckInterval
                        .multipliedBy(failureThreshold)
                        .plus(AGREEMENT)
                        .plus(timeToLive),
                PROBE_WRITE);
    }

    /** From the outage to the decision. */
    public Duration decidedWithin() {
        return detect.plus(decide);
    }

    /** From the outage to the first acknowledged write in the target. */
    public Duration verifiedWithin() {
        return decidedWithin()
                .plus(claim)
                .plus(fence)
                .plus(leaseWait)
                .plus(switchOver)
                .plus(traffic)
                .plus(verify);
    }
}
