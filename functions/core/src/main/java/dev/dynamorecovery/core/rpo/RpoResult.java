package dev.dynamorecovery.core.rpo;

import java.time.Duration;

/** How much of a table's newest changes would be lost now, against what its plan allows. */
public sealed interface RpoResult {

    /** Why the result is what it is, in words, without any of an item's data. */
    String reason();

    /**
     * No more would be lost than the plan allows.
     *
     * @param rpoAchieved the time whose changes would be lost, at most
     * @param rpoObjective the plan's
     */
    record WithinObjective(Duration rpoAchieved, Duration rpoObjective, String reason) implements RpoResult {}

    /**
     * More would be lost than the plan allows.
     *
     * @param rpoAchieved the time whose changes would be lost, at most
     * @param rpoObjective the plan's
     */
    record OverObjective(Duration rpoAchieved, Duration rpoObjective, String reason) implements RpoResult {}

    /** Nobody can tell how much would be lost. It counts as over the objective. */
    record Unknown(String reason) implements RpoResult {}
}
