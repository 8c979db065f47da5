package dev.dynamorecovery.core.restore;

import dev.dynamorecovery.core.plan.Objectives;
import java.time.Duration;
import java.time.Instant;

/**
 * What was promised and what was measured.
 *
 * @param rtoAchieved from the incident (or the start of the recovery, where no incident is named) to the verdict
 * @param rpoAchieved from the restore point to the incident (or the start of the recovery)
 */
public record ObjectivesAchieved(
        Duration rtoObjective, Duration rtoAchieved, Duration rpoObjective, Duration rpoAchieved) {

    /**
     * Measures a recovery.
     *
     * @param lostAt when the incident happened, or when the recovery began if that is not known
     */
    public static ObjectivesAchieved measure(
            Objectives promised, Instant lostAt, Instant restoredTo, Instant verdictAt) {
        return new ObjectivesAchieved(
                promised.rto(),
                notNegative(Duration.between(lostAt, verdictAt)),
                promised.rpo(),
                notNegative(Duration.between(restoredTo, lostAt)));
    }

    public boolean rtoMet() {
        return rtoAchieved.compareTo(rtoObjective) <= 0;
    }

    public boolean rpoMet() {
        return rpoAchieved.compareTo(rpoObjective) <= 0;
    }

    public boolean met() {
        return rtoMet() && rpoMet();
    }

    /** A backup's instant may lie after the incident by its tolerance: nothing is lost then. */
    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
