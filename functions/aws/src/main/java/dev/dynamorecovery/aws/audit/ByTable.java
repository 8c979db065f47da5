package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.core.audit.posture.Observed;
import java.util.Map;

/** What is seen of a table of the Region, whether all tables were read together or each is read when it is asked for. */
@FunctionalInterface
interface ByTable<T> {

    Observed<T> of(String table);

    /** All were read together; a table that does not occur has {@code none}. */
    static <T> ByTable<T> all(Observed<Map<String, T>> read, T none) {
        return table -> read.map(values -> values.getOrDefault(table, none));
    }
}
