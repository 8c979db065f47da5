package dev.dynamorecovery.lab.plane;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads of items go to the engine as they are, once the tables they name take data. A strongly consistent read of a
 * strongly consistent global table waits for the writes of all its Regions.
 */
@SuppressWarnings("try") // a lock is held, not looked at
final class ItemReads {

    private final EngineTables engine;
    private final StrongReplication strong;

    ItemReads(EngineTables engine, StrongReplication strong) {
        this.engine = engine;
        this.strong = strong;
    }

    WireAnswer read(Call call) throws IOException {
        requireTables(call);
        if (call.operation().equals("TransactGetItems")) {
            requireNoTransaction(call);
        }
        Set<Table> tables = new LinkedHashSet<>();
        for (String name : call.tableNames()) {
            call.region()
                    .table(name)
                    .filter(table -> table.stronglyConsistent() && consistent(call, name))
                    .ifPresent(tables::add);
        }
        return tables.isEmpty() ? engine.forward(call) : readInOrder(call, tables);
    }

    /** A table that is still being created or already being deleted is not there for data. */
    static void requireTables(Call call) {
        for (String name : call.tableNames()) {
            Optional<Table> table = call.region().table(name);
            if (table.isPresent() && !table.get().takesData()) {
                throw DynamoDbFault.requestedResourceNotFound();
            }
        }
    }

    /** Global tables with multi-Region strong consistency take part in no transaction. */
    static void requireNoTransaction(Call call) {
        for (String name : call.tableNames()) {
            if (call.region().table(name).filter(Table::stronglyConsistent).isPresent()) {
                throw DynamoDbFault.validation(call.operation()
                        + " is not supported on a global table with multi-Region strong consistency: " + name);
            }
        }
    }

    private WireAnswer readInOrder(Call call, Set<Table> tables) throws IOException {
        for (Table table : tables) {
            strong.prepare(table);
        }
        Optional<Target> item = call.operation().equals("GetItem")
                ? Target.of(tables.iterator().next(), call.body().path("Key"))
                : Optional.empty();
        try (TableLocks.Held held =
                item.map(target -> TableLocks.items(List.of(target))).orElseGet(() -> TableLocks.tables(tables))) {
            tables.forEach(strong::requireReady);
            return engine.forward(call);
        }
    }

    private static boolean consistent(Call call, String table) {
        return call.body().path("ConsistentRead").asBoolean()
                || call.body()
                        .path("RequestItems")
                        .path(table)
                        .path("ConsistentRead")
                        .asBoolean();
    }
}
