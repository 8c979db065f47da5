package dev.dynamorecovery.core.audit.state;

import dev.dynamorecovery.core.audit.finding.ChangedBy;
import dev.dynamorecovery.core.audit.finding.Severity;
import java.time.Instant;
import java.util.Optional;

/**
 * A rule that a table did not keep, or that nobody could look at.
 *
 * @param seen whether it was seen broken; else nobody could look
 * @param firstObservedAt since when, without a break
 * @param changedBy whose call broke it, where an event told
 */
public record RememberedFinding(
        String rule, Severity severity, boolean seen, Instant firstObservedAt, Optional<ChangedBy> changedBy) {}
