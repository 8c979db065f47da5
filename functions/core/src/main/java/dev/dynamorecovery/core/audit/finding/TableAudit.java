package dev.dynamorecovery.core.audit.finding;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What all rules say of one table in one Region.
 *
 * @param plan the name of the plan that binds the table; empty where none does
 * @param planVersion that plan's version
 * @param results one for each rule, in the rules' order
 */
public record TableAudit(
        String table,
        String arn,
        String region,
        Instant observedAt,
        Optional<String> plan,
        Optional<String> planVersion,
        List<RuleResult> results) {

    public TableAudit {
        results = List.copyOf(results);
    }
}
