package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** UpdateTable with ReplicaUpdates: makes a table global, adds replicas to it and takes them away. */
@SuppressWarnings("try") // a lock is held, not looked at
final class ReplicaOperations {

    /** The Regions, opened when they are first spoken of. */
    @FunctionalInterface
    interface Regions {
        RegionState of(String name) throws IOException;
    }

    private static final int STRONG_REGIONS = 3;

    private final EngineTables engine;
    private final Replication replication;
    private final Regions regions;
    private final TableRemoval removal;
    private final TableLoader loader;

    ReplicaOperations(EngineTables engine, Replication replication, Regions regions, TableRemoval removal) {
        this.engine = engine;
        this.replication = replication;
        this.regions = regions;
        this.removal = removal;
        this.loader = new TableLoader(engine);
    }

    /** Carries out the updates on a table that is ACTIVE. */
    void update(RegionState region, Table table, ReplicaUpdates updates) throws IOException {
        if (updates.deleted().isEmpty()) {
            create(region, table, updates);
        } else {
            delete(table, updates.deleted());
        }
    }

    private void create(RegionState region, Table table, ReplicaUpdates updates) throws IOException {
        boolean strong = table.globalTable().map(GlobalTable::strong).orElse(updates.strong());
        if (updates.strong() != strong) {
            throw DynamoDbFault.validation("The consistency of a global table cannot be changed: " + table.name());
        }
        requireFreeRegions(region, table, updates.created());
        if (strong) {
            requireStrongPossible(table, updates.created());
        } else {
            requireReplicatingStream(table);
        }
        GlobalTable global = table.globalTable().orElseGet(() -> {
            GlobalTable fresh = new GlobalTable(strong);
            fresh.add(new GlobalTable.Replica(region, table));
            replication.add(fresh);
            return fresh;
        });
        if (!strong && table.latestStream().filter(TableStream::enabled).isEmpty()) {
            StreamSwitch.enable(region, table, "NEW_AND_OLD_IMAGES");
        }
        for (ReplicaUpdates.Creation creation : updates.created()) {
            RegionState other = regions.of(creation.region());
            Table replica = make(other, table, strong, creation);
            if (!strong) {
                copyItems(global, table, new GlobalTable.Replica(other, replica));
            }
            other.add(replica);
            global.add(new GlobalTable.Replica(other, replica));
        }
    }

    private Table make(RegionState region, Table source, boolean strong, ReplicaUpdates.Creation creation)
            throws IOException {
        ObjectNode request =
                TableDefinition.of(engine.describe(source)).request().deepCopy();
        engine.ask(region.name(), "CreateTable", request.put("TableName", source.name()));
        engine.awaitActive(region.name(), source.name());
        Table replica = new Table(
                region.name(),
                source.name(),
                source.keySchema(),
                strong ? source.locks() : new TableLocks(),
                region.time(),
                Durations.TABLE_CREATION);
        source.settings().encryption().ifPresent(encryption -> {
            ObjectNode asked = WireJson.object().put("Enabled", true);
            creation.key().ifPresent(key -> asked.put("KMSMasterKeyId", key));
            replica.settings().encryption(KeptSettings.encryption(region.name(), asked));
        });
        ObjectNode tableClass = WireJson.object();
        creation.tableClass()
                .or(() -> source.settings()
                        .tableClass()
                        .map(summary -> summary.path("TableClass").asText()))
                .ifPresent(name -> tableClass.put("TableClass", name));
        replica.settings()
                .tableClass(KeptSettings.tableClass(
                        new Parameters("ReplicaUpdates", tableClass),
                        region.time().now()));
        source.settings().timeToLive().ifPresent(replica.settings()::timeToLive);
        source.latestStream()
                .filter(TableStream::enabled)
                .ifPresent(stream -> StreamSwitch.enable(region, replica, stream.viewType()));
        return replica;
    }

    /** Fills a new replica; what other Regions write meanwhile reaches it by replication. */
    private void copyItems(GlobalTable global, Table source, GlobalTable.Replica replica) throws IOException {
        for (GlobalTable.Replica other : global.others(source.region())) {
            int known = global.position(new RegionPair(other.name(), source.region()));
            global.position(new RegionPair(other.name(), replica.name()), known);
        }
        Map<ItemKey, ItemImage> items;
        Map<ItemKey, ItemVersion> versions;
        try (TableLocks.Held held = TableLocks.tables(List.of(source))) {
            items = Map.copyOf(source.history().current());
            versions = source.history().versions();
            global.position(
                    new RegionPair(source.region(), replica.name()),
                    source.history().length());
        }
        loader.load(replica.table(), items.values());
        List<Write> writes = new ArrayList<>(items.size());
        TableHistory history = replica.table().history();
        items.forEach((key, image) -> writes.add(new Write(history, key, image, false, versions.get(key))));
        replica.region().log().append(writes);
        versions.forEach(history::adopt);
    }

    private void delete(Table table, List<String> names) throws IOException {
        GlobalTable global = table.globalTable()
                .orElseThrow(() -> DynamoDbFault.validation("Table is not a global table: " + table.name()));
        List<GlobalTable.Replica> leaving = new ArrayList<>();
        for (String name : names) {
            GlobalTable.Replica replica = global.replica(name)
                    .orElseThrow(() -> DynamoDbFault.of(
                            "ReplicaNotFoundException", "Replica of table " + table.name() + " not found in " + name));
            TableRemoval.requireAllowed(replica.table());
            leaving.add(replica);
        }
        if (global.strong() && leaving.size() != global.replicas().size() - 1) {
            throw DynamoDbFault.validation(
                    "A global table with multi-Region strong consistency gives up all its replicas"
                            + " but one, or none: " + table.name());
        }
        for (GlobalTable.Replica replica : leaving) {
            leave(replica.table());
            removal.remove(replica.region(), replica.table());
        }
    }

    /** Takes a table that is going to be deleted out of its global table. */
    void leave(Table table) {
        table.globalTable().ifPresent(global -> {
            global.replica(table.region()).ifPresent(global::remove);
            if (global.replicas().isEmpty()) {
                replication.remove(global);
            }
        });
    }

    private void requireFreeRegions(RegionState region, Table table, List<ReplicaUpdates.Creation> created)
            throws IOException {
        Set<String> names = new HashSet<>(Set.of(region.name()));
        for (ReplicaUpdates.Creation creation : created) {
            if (!names.add(creation.region())
                    || regions.of(creation.region()).table(table.name()).isPresent()) {
                throw DynamoDbFault.validation("Failed to create the new replica of table with name: '" + table.name()
                        + "' because one or more replicas already existed as tables: " + creation.region());
            }
        }
    }

    private void requireStrongPossible(Table table, List<ReplicaUpdates.Creation> created) throws IOException {
        String reason = "";
        int regionsAfter = created.size()
                + table.globalTable().map(global -> global.replicas().size()).orElse(1);
        if (regionsAfter != STRONG_REGIONS) {
            reason = "it takes exactly three Regions (the lab has no witnesses)";
        } else if (table.history().itemCount() > 0) {
            reason = "the table must be empty";
        } else if (table.settings()
                .timeToLive()
                .filter(TableSettings.TimeToLive::enabled)
                .isPresent()) {
            reason = "the table has Time to Live";
        } else if (!engine.describe(table).path("LocalSecondaryIndexes").isEmpty()) {
            reason = "the table has local secondary indexes";
        }
        if (!reason.isEmpty()) {
            throw DynamoDbFault.validation("Table " + table.name()
                    + " cannot become a global table with multi-Region strong consistency: " + reason);
        }
    }

    private static void requireReplicatingStream(Table table) {
        Optional<String> other = table.latestStream()
                .filter(TableStream::enabled)
                .map(TableStream::viewType)
                .filter(viewType -> !viewType.equals("NEW_AND_OLD_IMAGES"));
        other.ifPresent(viewType -> {
            throw DynamoDbFault.validation("A global table replicates by its stream, which must have the view type"
                    + " NEW_AND_OLD_IMAGES: that of " + table.name() + " has " + viewType);
        });
    }
}
