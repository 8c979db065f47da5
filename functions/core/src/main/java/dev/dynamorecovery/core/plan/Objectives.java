package dev.dynamorecovery.core.plan;

import java.time.Duration;

/**
 * What was promised.
 *
 * @param rto the longest tolerated time without service
 * @param rpo the most data that may be lost, in time
 */
public record Objectives(Duration rto, Duration rpo) {

    public Objectives {
        if (rto.isNegative() || rto.isZero()) {
            throw new InvalidPlan("objectives.rto", rto, "give a positive duration such as PT10M");
        }
        if (rpo.isNegative()) {
            throw new InvalidPlan("objectives.rpo", rpo, "give a duration of zero or more, such as PT5M");
        }
    }
}
