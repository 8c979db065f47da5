package dev.dynamorecovery.core.failover.control;

import java.time.Instant;

/**
 * Keeps automation from a group until a person has acknowledged; time alone never ends it. Where only a timer did, others
 * have met a second failover in the middle of the first (orchestrator, issue 1217).
 *
 * @param reason what a person has to look at
 */
public record AutomationBlock(String reason, Instant since) {}
