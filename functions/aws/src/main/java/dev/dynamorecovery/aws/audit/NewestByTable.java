package dev.dynamorecovery.aws.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * The newest of what is read page by page, table by table.
 *
 * <p>Rules ask for the newest that is good and for what is newer than it; a bounded number of each table tells both in
 * memory that does not grow with how long backups are kept.
 */
final class NewestByTable<T> {

    /** More than a month of daily backups, or a day of hourly ones and some. */
    private static final int KEPT = 40;

    private final Function<T, Instant> time;
    private final Map<String, PriorityQueue<T>> tables = new LinkedHashMap<>();

    NewestByTable(Function<T, Instant> time) {
        this.time = time;
    }

    void add(String table, T value) {
        PriorityQueue<T> newest =
                tables.computeIfAbsent(table, name -> new PriorityQueue<>(Comparator.comparing(time)));
        newest.add(value);
        if (newest.size() > KEPT) {
            newest.remove();
        }
    }

    Map<String, List<T>> values() {
        Map<String, List<T>> values = new LinkedHashMap<>();
        tables.forEach((table, newest) -> values.put(table, new ArrayList<>(newest)));
        return values;
    }
}
