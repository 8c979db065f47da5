package dev.dynamorecovery.core.audit.state;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the last audit of a table left.
 *
 * @param observedAt when the looking began on which this rests
 * @param findings what was broken or unseen, by rule
 */
public record RememberedTable(
        String arn, Optional<String> plan, Instant observedAt, SortedMap<String, RememberedFinding> findings) {

    public RememberedTable {
        findings = Collections.unmodifiableSortedMap(new TreeMap<>(findings));
    }

    /** Whether both tell the same of the table, whenever they were observed. */
    boolean tellsTheSameAs(RememberedTable other) {
        return arn.equals(other.arn)
                && plan.equals(other.plan)
                && Map.copyOf(findings).equals(Map.copyOf(other.findings));
    }
}
