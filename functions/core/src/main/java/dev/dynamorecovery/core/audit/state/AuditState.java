package dev.dynamorecovery.core.audit.state;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is remembered of a Region's tables between audits.
 *
 * @param tables by name, those without any finding among them
 */
public record AuditState(SortedMap<String, RememberedTable> tables) {

    /** Nothing was ever audited. */
    public static final AuditState EMPTY = new AuditState(Collections.emptySortedMap());

    public AuditState {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /** What is remembered of a rule that a table does not keep. */
    public Optional<RememberedFinding> finding(String table, String rule) {
        return Optional.ofNullable(tables.get(table))
                .flatMap(remembered -> Optional.ofNullable(remembered.findings().get(rule)));
    }

    /** Whether both tell the same of every table, whenever it was observed: then nothing has to be written. */
    public boolean tellsTheSameAs(AuditState other) {
        return tables.keySet().equals(other.tables.keySet())
                && tables.entrySet().stream()
                        .allMatch(table -> Optional.ofNullable(other.tables.get(table.getKey()))
                                .filter(table.getValue()::tellsTheSameAs)
                                .isPresent());
    }
}
