package dev.dynamorecovery.lab.plane;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Snapshots of tables for a service that keeps them itself, as AWS Backup does: the plane's own backups are no part. */
public final class TableSnapshots {

    /** A table's items and settings of one moment. */
    public static final class Snapshot {

        private final Backup backup;

        private Snapshot(Backup backup) {
            this.backup = backup;
        }

        public long sizeBytes() {
            return backup.sizeBytes();
        }

        public Instant takenAt() {
            return backup.createdAt();
        }

        public String tableName() {
            return backup.table().name();
        }
    }

    private final DynamoDbService service;

    TableSnapshots(DynamoDbService service) {
        this.service = service;
    }

    /** Takes a snapshot; empty when the table is not there, or not ready. */
    public Optional<Snapshot> take(String region, String tableArn) throws IOException {
        return service.snapshot(region, tableArn).map(Snapshot::new);
    }

    /**
     * Begins a restore into a new table, in whichever Region.
     *
     * @return why DynamoDB refuses it; empty when it has begun
     */
    public Optional<String> restore(Snapshot snapshot, String region, String target) throws IOException {
        return service.restore(region, target, snapshot.backup);
    }

    /** The status of a table; empty when there is none. */
    public Optional<String> status(String region, String table) throws IOException {
        return service.region(region).table(table).map(Table::status);
    }

    /** Every table of a Region with its tags. */
    public List<TaggedTable> tables(String region) throws IOException {
        return service.region(region).tables().stream()
                .map(table -> new TaggedTable(table.arn(), table.settings().tags()))
                .toList();
    }
}
