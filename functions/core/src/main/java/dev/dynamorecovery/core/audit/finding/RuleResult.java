package dev.dynamorecovery.core.audit.finding;

import dev.dynamorecovery.core.audit.rule.AuditRule;

/** One rule and what it says of one table. */
public record RuleResult(AuditRule rule, Judgement judgement) {}
