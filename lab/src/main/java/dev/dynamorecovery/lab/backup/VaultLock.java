package dev.dynamorecovery.lab.backup;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A vault's lock.
 *
 * @param lockedForGoodAt after which nobody can change it; empty in governance mode
 */
record VaultLock(OptionalInt minRetentionDays, OptionalInt maxRetentionDays, Optional<Instant> lockedForGoodAt) {

    boolean immutable(Instant now) {
        return lockedForGoodAt.filter(moment -> !now.isBefore(moment)).isPresent();
    }

    /** Why a recovery point with such a retention cannot be in the vault; empty when it can. */
    Optional<String> refusal(OptionalInt deleteAfterDays) {
        int days = deleteAfterDays.orElse(Integer.MAX_VALUE);
        if (days < minRetentionDays.orElse(1)) {
            return Optional.of("Retention period (" + days
                    + ") is less than the minimum retention of the locked vault (" + minRetentionDays.orElse(1) + ")");
        }
        if (maxRetentionDays.isPresent() && days > maxRetentionDays.getAsInt()) {
            return Optional.of("Retention period (" + (deleteAfterDays.isPresent() ? days : "always")
                    + ") is greater than the maximum retention of the locked vault (" + maxRetentionDays.getAsInt()
                    + ")");
        }
        return Optional.empty();
    }
}
