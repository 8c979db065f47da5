package dev.dynamorecovery.lab.plane;

import java.io.IOException;
import java.util.Optional;

/** Reads of items go to the engine as they are, once the tables they name take data. */
final class ItemReads {

    private final EngineTables engine;

    ItemReads(EngineTables engine) {
        this.engine = engine;
    }

    WireAnswer read(Call call) throws IOException {
        requireTables(call);
        return engine.forward(call);
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
}
