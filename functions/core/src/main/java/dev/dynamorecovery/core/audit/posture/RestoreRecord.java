package dev.dynamorecovery.core.audit.posture;

import java.time.Instant;
import java.util.Optional;

/**
 * When a table was last restored for proof.
 *
 * @param passedAt when a restore was last proven right within the plan's objectives; empty when none is on record
 * @param failedAt when one was last wrong, unproven, broken off or too slow; empty when none is on record
 */
public record RestoreRecord(Optional<Instant> passedAt, Optional<Instant> failedAt) {}
