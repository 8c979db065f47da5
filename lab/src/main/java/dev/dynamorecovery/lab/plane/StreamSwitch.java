package dev.dynamorecovery.lab.plane;

import java.util.List;

/** Enables and disables a table's stream, with no write going on meanwhile. */
@SuppressWarnings("try") // a lock is held, not looked at
final class StreamSwitch {

    private StreamSwitch() {}

    static void enable(RegionState region, Table table, String viewType) {
        try (TableLocks.Held held = TableLocks.tables(List.of(table))) {
            TableStream stream = new TableStream(
                    table, viewType, region.log().now(), region.log().sequence());
            table.streams().add(stream);
            region.streams().add(stream);
        }
    }

    static void disable(RegionState region, Table table) {
        try (TableLocks.Held held = TableLocks.tables(List.of(table))) {
            table.latestStream()
                    .filter(TableStream::enabled)
                    .ifPresent(stream ->
                            stream.disable(region.log().now(), region.log().sequence()));
        }
    }
}
