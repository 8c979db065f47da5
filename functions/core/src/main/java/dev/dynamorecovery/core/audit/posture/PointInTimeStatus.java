package dev.dynamorecovery.core.audit.posture;

import java.time.Instant;
import java.util.Optional;

/**
 * A table's point-in-time recovery.
 *
 * @param recoveryPeriodDays how far back it reaches when it has been on for long enough; 0 when it is off
 * @param earliest the earliest instant that can be restored to; empty when it is off
 * @param latest the latest one; empty when it is off
 */
public record PointInTimeStatus(
        boolean enabled, int recoveryPeriodDays, Optional<Instant> earliest, Optional<Instant> latest) {}
