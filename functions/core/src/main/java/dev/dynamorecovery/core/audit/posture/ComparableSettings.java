package dev.dynamorecovery.core.audit.posture;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The settings that a table's replicas have to have alike, each by name as text, such as {@code tableClass = STANDARD} or
 * {@code index byStatus = status/orderId, ALL}.
 */
public record ComparableSettings(SortedMap<String, String> values) {

    public ComparableSettings {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    public static ComparableSettings of(Map<String, String> values) {
        return new ComparableSettings(new TreeMap<>(values));
    }
}
