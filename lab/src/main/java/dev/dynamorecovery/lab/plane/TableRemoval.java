package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** Deletes a table of one Region: it stays DELETING for a while, and its stream can be read on. */
@SuppressWarnings("try") // a lock is held, not looked at
final class TableRemoval {

    private final EngineTables engine;
    private final Backups backups;

    TableRemoval(EngineTables engine, Backups backups) {
        this.engine = engine;
        this.backups = backups;
    }

    /** @throws DynamoDbFault when the table's settings or status forbid it */
    static void requireAllowed(Table table) {
        if (!table.status().equals("ACTIVE")) {
            throw DynamoDbFault.tableInUse(table.name(), table.status());
        }
        if (table.settings().deletionProtection()) {
            throw DynamoDbFault.validation(
                    "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.");
        }
    }

    void remove(RegionState region, Table table) throws IOException {
        try (TableLocks.Held held = TableLocks.tables(List.of(table))) {
            ObjectNode description = engine.describe(table);
            backups.beforeDeletion(region, table);
            engine.ask(region.name(), "DeleteTable", WireJson.object().put("TableName", table.name()));
            table.lastDescription(description);
            table.passThrough("DELETING", Durations.TABLE_DELETION);
            StreamSwitch.disable(region, table);
        }
    }
}
