package dev.dynamorecovery.lab.dns;

import dev.dynamorecovery.lab.template.RecordSetDefinition.Failover;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which records of one name and type Route 53 answers with: the primary while it is healthy, else the secondary while
 * that is, and the primary again when neither is.
 */
final class FailoverChoice {

    private FailoverChoice() {}

    /** @param healthy whether records count as healthy; asked of records of a pair only */
    static Optional<RecordSet> of(Collection<RecordSet> candidates, Predicate<RecordSet> healthy) {
        Optional<RecordSet> primary = find(candidates, Failover.PRIMARY);
        Optional<RecordSet> secondary = find(candidates, Failover.SECONDARY);
        if (primary.isEmpty()) {
            return secondary.or(() -> candidates.stream().findFirst());
        }
        return primary.filter(healthy).or(() -> secondary.filter(healthy)).or(() -> primary);
    }

    private static Optional<RecordSet> find(Collection<RecordSet> candidates, Failover failover) {
        return candidates.stream()
                .filter(records -> records.failover().filter(failover::equals).isPresent())
                .findFirst();
    }
}
