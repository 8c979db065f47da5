package dev.dynamorecovery.lab.plane;

import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;

/**
 * DynamoDB as the lab gives it: an engine that holds the items, behind a log of every change that makes streams,
 * point-in-time recovery and backups true.
 *
 * <p>All writes must come through {@link #service()}: the log is the history, and the engine's tables belong to it.
 */
public final class RecoveryPlane implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(RecoveryPlane.class.getName());

    private final ItemEngine engine;
    private final Restores restores;
    private final TimeToLiveSweep sweep;
    private final Replication replication;
    private final DynamoDbService service;
    private final Thread sweeper;

    private RecoveryPlane(LabTime time, ItemEngine engine) {
        this.engine = engine;
        EngineTables tables = new EngineTables(engine);
        this.restores = new Restores(tables);
        this.replication = new Replication(tables);
        this.sweep = new TimeToLiveSweep(tables, replication.links());
        this.service = new DynamoDbService(time, tables, restores, replication);
        Duration period = time.scaled(Durations.TIME_TO_LIVE_SWEEP);
        this.sweeper = Thread.ofVirtual().name("time-to-live").start(() -> sweepUntilStopped(period));
    }

    /** Starts the engine; the plane has no tables yet. */
    public static RecoveryPlane start(LabTime time, EngineOptions options) {
        RecoveryPlane plane = over(time, options.start());
        plane.replication.start();
        return plane;
    }

    /** Over an engine that is running; it is closed with the plane. Changes are replicated when a test says so. */
    static RecoveryPlane over(LabTime time, ItemEngine engine) {
        return new RecoveryPlane(time, engine);
    }

    /** DynamoDB and DynamoDB Streams, for the front. */
    public LabService service() {
        return service;
    }

    /** Has every on-demand backup from now on take so long before it is available, nominally: for drills that wait for one. */
    public void backupsTake(Duration nominal) {
        service.backupsTake(nominal);
    }

    /**
     * Takes an on-demand backup that says it was taken earlier: for drills that will not wait until one is old. It holds
     * what the table holds now.
     *
     * @return the backup's ARN
     * @throws IllegalArgumentException when there is no such table that could be backed up
     */
    public String takeOldBackup(String region, String table, String name, Duration age) throws IOException {
        return service.oldBackup(region, table, name, age)
                .map(Backup::arn)
                .orElseThrow(() -> new IllegalArgumentException(
                        "table " + table + " in " + region + " cannot be backed up: name one that is ACTIVE"));
    }

    /** What global tables are replicated by: for drills that delay it, or cut Regions off. */
    public Replication replication() {
        return replication;
    }

    /** Snapshots for AWS Backup. */
    public TableSnapshots snapshots() {
        return new TableSnapshots(service);
    }

    /** The tables of a Region that have a tag, or had one once. */
    public List<TaggedTable> taggedTables(String region) throws IOException {
        return service.region(region).tables().stream()
                .filter(table -> table.settings().tagged())
                .map(table -> new TaggedTable(table.arn(), table.settings().tags()))
                .toList();
    }

    /** Deletes what has expired by now, in every Region; happens by itself from time to time. */
    public void sweepExpiredItems() throws IOException {
        for (RegionState region : service.regions()) {
            sweep.run(region);
        }
    }

    /** Returns when every restore that was started has put its items in place. */
    public void awaitRestores() throws InterruptedException {
        restores.await();
    }

    @Override
    public void close() {
        sweeper.interrupt();
        replication.close();
        restores.close();
        engine.close();
    }

    private void sweepUntilStopped(Duration period) {
        while (true) {
            try {
                Thread.sleep(period);
                sweepExpiredItems();
            } catch (InterruptedException stopped) {
                return;
            } catch (IOException | RuntimeException failure) {
                // The next sweep tries again; the items stay until then, as they may on AWS.
                LOGGER.log(Level.WARNING, "expired items could not be deleted", failure);
            }
        }
    }
}
