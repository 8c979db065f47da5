package dev.dynamorecovery.lab.plane;

import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** DynamoDB and DynamoDB Streams, which share a signing name: hands each operation to its part of the plane. */
final class DynamoDbService implements LabService {

    private final LabTime time;
    private final EngineTables engine;
    private final Map<String, RegionState> regions = new ConcurrentHashMap<>();
    private final ReentrantLock openingRegions = new ReentrantLock();
    private final ReentrantLock controlPlane = new ReentrantLock();
    private final ItemReads reads;
    private final ItemWrites writes;
    private final PartiQlOperations partiQl;
    private final TableOperations tables;
    private final ResourceOperations resources = new ResourceOperations();
    private final TimeToLiveOperations timeToLive = new TimeToLiveOperations();
    private final PointInTimeOperations pointInTime = new PointInTimeOperations();
    private final Backups backups;
    private final BackupOperations backupOperations;
    private final RestoreOperations restores;
    private final StreamOperations streams = new StreamOperations();

    DynamoDbService(LabTime time, EngineTables engine, Restores restores, Replication replication) {
        this.time = time;
        this.engine = engine;
        this.reads = new ItemReads(engine, replication.strong());
        this.writes = new ItemWrites(engine, replication.strong());
        this.partiQl = new PartiQlOperations(engine);
        TableDescriptions descriptions = new TableDescriptions(engine);
        this.backups = new Backups(descriptions);
        TableRemoval removal = new TableRemoval(engine, backups);
        this.tables = new TableOperations(
                engine,
                descriptions,
                resources,
                removal,
                new ReplicaOperations(engine, replication, this::region, removal));
        this.backupOperations = new BackupOperations(backups);
        this.restores = new RestoreOperations(descriptions, restores);
    }

    @Override
    public String signingName() {
        return "dynamodb";
    }

    @Override
    public LabResponse handle(LabRequest request) throws IOException {
        WireAnswer answer;
        try {
            String operation = request.targetOperation().orElse("");
            RegionState region = region(request.region());
            Call call = Call.of(region, operation, request.body());
            boolean aboutStreams = request.header("x-amz-target").orElse("").startsWith("DynamoDBStreams_");
            answer = aboutStreams ? streams(call) : dynamoDb(call);
        } catch (DynamoDbFault fault) {
            answer = fault.answer();
        }
        return new LabResponse(answer.status(), Map.of("Content-Type", "application/x-amz-json-1.0"), answer.body());
    }

    @Override
    public List<String> resources(LabRequest request) {
        return ResourceHints.of(request);
    }

    /** A backup for AWS Backup; empty when there is no such table that could be backed up. */
    Optional<Backup> snapshot(String regionName, String table) throws IOException {
        return backup(regionName, table, backups::snapshot);
    }

    /** A backup that says it was taken earlier; empty when there is no such table that could be backed up. */
    Optional<Backup> oldBackup(String regionName, String table, String name, Duration age) throws IOException {
        return backup(regionName, table, (region, source) -> backups.take(region, source, name, age));
    }

    private interface Taking {
        Backup take(RegionState region, Table table) throws IOException;
    }

    private Optional<Backup> backup(String regionName, String table, Taking taking) throws IOException {
        RegionState region = region(regionName);
        region.controlPlane().lock();
        try {
            Optional<Table> source = region.table(table).filter(Table::takesData);
            return source.isEmpty() ? Optional.empty() : Optional.of(taking.take(region, source.get()));
        } finally {
            region.controlPlane().unlock();
        }
    }

    /** Restores a backup that AWS Backup holds; tells why not. */
    Optional<String> restore(String regionName, String target, Backup backup) throws IOException {
        Call call = new Call(region(regionName), "RestoreTableFromBackup", WireJson.object(), new byte[0]);
        call.region().controlPlane().lock();
        try {
            return restores.restore(call, target, backup)
                    .refusal()
                    .map(refusal ->
                            WireJson.parse(refusal.body()).path("message").asText());
        } catch (DynamoDbFault refused) {
            return Optional.of(String.valueOf(refused.getMessage()));
        } finally {
            call.region().controlPlane().unlock();
        }
    }

    Collection<RegionState> regions() {
        return regions.values();
    }

    /** Opens a Region when it is first spoken of: tables that the plane has no history of are none of its own. */
    RegionState region(String name) throws IOException {
        RegionState known = regions.get(name);
        if (known != null) {
            return known;
        }
        openingRegions.lock();
        try {
            if (!regions.containsKey(name) && !engine.tableNames(name).isEmpty()) {
                throw new IllegalStateException("the engine already holds tables in " + name
                        + " whose history the lab does not know: give it an engine without tables");
            }
            return regions.computeIfAbsent(name, fresh -> new RegionState(fresh, time, controlPlane));
        } finally {
            openingRegions.unlock();
        }
    }

    private WireAnswer streams(Call call) {
        return switch (call.operation()) {
            case "ListStreams" -> streams.list(call);
            case "DescribeStream" -> streams.describe(call);
            case "GetShardIterator" -> streams.iterator(call);
            case "GetRecords" -> streams.records(call);
            default -> throw DynamoDbFault.unsupportedOperation(call.operation());
        };
    }

    private WireAnswer dynamoDb(Call call) throws IOException {
        return switch (call.operation()) {
            case "GetItem", "BatchGetItem", "Query", "Scan", "TransactGetItems" -> reads.read(call);
            case "PutItem" -> writes.put(call);
            case "UpdateItem" -> writes.update(call);
            case "DeleteItem" -> writes.delete(call);
            case "BatchWriteItem" -> writes.batch(call);
            case "TransactWriteItems" -> writes.transact(call);
            case "ExecuteStatement", "BatchExecuteStatement", "ExecuteTransaction" -> partiQl.execute(call);
            case "DescribeTable" -> tables.describe(call);
            case "ListTables" -> tables.list(call);
            case "DescribeTimeToLive" -> timeToLive.describe(call);
            case "ListTagsOfResource" -> resources.listTags(call);
            case "GetResourcePolicy" -> resources.getPolicy(call);
            case "DescribeContinuousBackups" -> pointInTime.describe(call);
            case "DescribeBackup" -> backupOperations.describe(call);
            case "ListBackups" -> backupOperations.list(call);
            case "DescribeLimits" -> engine.forward(call);
            default -> controlPlane(call);
        };
    }

    /** Has every on-demand backup from now on take so long, nominally. */
    void backupsTake(Duration nominal) {
        backups.take(nominal);
    }

    /** What changes tables, streams and backups: one at a time. */
    private WireAnswer controlPlane(Call call) throws IOException {
        call.region().controlPlane().lock();
        try {
            return switch (call.operation()) {
                case "CreateTable" -> tables.create(call);
                case "UpdateTable" -> tables.update(call);
                case "DeleteTable" -> tables.delete(call);
                case "UpdateTimeToLive" -> timeToLive.update(call);
                case "TagResource" -> resources.tagResource(call);
                case "UntagResource" -> resources.untagResource(call);
                case "PutResourcePolicy" -> resources.putPolicy(call);
                case "DeleteResourcePolicy" -> resources.deletePolicy(call);
                case "UpdateContinuousBackups" -> pointInTime.update(call);
                case "CreateBackup" -> backupOperations.create(call);
                case "DeleteBackup" -> backupOperations.delete(call);
                case "RestoreTableFromBackup" -> restores.fromBackup(call);
                case "RestoreTableToPointInTime" -> restores.toPointInTime(call);
                default -> throw DynamoDbFault.unsupportedOperation(call.operation());
            };
        } finally {
            call.region().controlPlane().unlock();
        }
    }
}
