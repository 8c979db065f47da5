package dev.dynamorecovery.lab.backup;

import static dev.dynamorecovery.lab.backup.Vault.seconds;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.plane.TableSnapshots;
import dev.dynamorecovery.lab.plane.TableSnapshots.Snapshot;
import dev.dynamorecovery.lab.template.BackupPlanDefinition.Copy;
import dev.dynamorecovery.lab.time.LabTime;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs jobs: each takes its nominal time, and ends completed or failed. */
final class BackupJobs implements AutoCloseable {

    /**
     * What a backup is to be.
     *
     * @param createdBy the plan behind it, if any
     * @param copies made when it is there
     */
    record BackupRequest(
            Vault vault,
            String resourceArn,
            String roleArn,
            OptionalInt deleteAfterDays,
            Optional<ObjectNode> createdBy,
            List<Copy> copies) {}

    /** What a copy is to be. */
    record CopyRequest(
            RecoveryPoint source,
            String destinationVaultArn,
            String roleArn,
            OptionalInt deleteAfterDays,
            Optional<ObjectNode> createdBy) {}

    /** What a restore is to be. */
    record RestoreRequest(
            RecoveryPoint source, String region, String target, String roleArn, Optional<ObjectNode> createdBy) {}

    /** Holds a job back while its Region is dead. */
    @FunctionalInterface
    interface Gate {
        void await(String region) throws InterruptedException;
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    // Typical times of small tables, as AWS states none.
    private static final Duration START = Duration.ofSeconds(5);
    private static final Duration BACKUP = Duration.ofMinutes(1);
    private static final Duration COPY = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LOOK_AT_LEAST = Duration.ofMillis(10);

    private static final System.Logger LOGGER = System.getLogger(BackupJobs.class.getName());

    private final BackupStore store;
    private final TableSnapshots tables;
    private final BackupEvents events;
    private final Function<String, Optional<String>> faults;
    private final Gate gate;
    private final LabTime time;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param faults why jobs of a kind are to fail, if so */
    BackupJobs(
            BackupStore store,
            TableSnapshots tables,
            BackupEvents events,
            Function<String, Optional<String>> faults,
            Gate gate,
            LabTime time) {
        this.store = store;
        this.tables = tables;
        this.events = events;
        this.faults = faults;
        this.gate = gate;
        this.time = time;
    }

    Job backUp(BackupRequest request) {
        Vault vault = request.vault();
        Instant now = time.now();
        ObjectNode details = JsonNodeFactory.instance
                .objectNode()
                .put("AccountId", vault.account())
                .put("BackupJobId", UUID.randomUUID().toString())
                .put("BackupVaultName", vault.name())
                .put("BackupVaultArn", vault.arn())
                .put("ResourceArn", request.resourceArn())
                .put("ResourceType", "DynamoDB")
                .put("ResourceName", tableName(request.resourceArn()))
                .put("IamRoleArn", request.roleArn())
                .put("CreationDate", seconds(now))
                .put("State", "CREATED")
                .put("PercentDone", "0.0")
                .put("BytesTransferred", 0)
                .put("IsParent", false);
        request.createdBy().ifPresent(plan -> details.set("CreatedBy", plan));
        Job job = added(new Job(Job.Kind.BACKUP, vault.region(), vault.account(), details), vault);
        run(job, vault, () -> backUp(job, request));
        return job;
    }

    private void backUp(Job job, BackupRequest request) throws IOException, InterruptedException {
        Vault vault = request.vault();
        begin(job, vault);
        Optional<Snapshot> snapshot = tables.take(vault.region(), request.resourceArn());
        if (snapshot.isEmpty()) {
            fail(job, vault, "Table is not there or not active: " + tableName(request.resourceArn()));
            return;
        }
        time.pause(BACKUP);
        gate.await(vault.region());
        Optional<String> refusal =
                faults.apply("backup").or(() -> vault.lock().flatMap(lock -> lock.refusal(request.deleteAfterDays())));
        if (refusal.isPresent()) {
            fail(job, vault, refusal.get());
            return;
        }
        RecoveryPoint point = point(
                vault,
                snapshot.get(),
                snapshot.get().takenAt(),
                request.resourceArn(),
                request.roleArn(),
                request.deleteAfterDays(),
                request.createdBy(),
                Optional.empty());
        store.add(point);
        complete(
                job,
                vault,
                details -> details.put("RecoveryPointArn", point.arn())
                        .put("BackupSizeInBytes", snapshot.get().sizeBytes())
                        .put("BytesTransferred", snapshot.get().sizeBytes()));
        events.changed(point, "COMPLETED");
        for (Copy copy : request.copies()) {
            copy(new CopyRequest(
                    point, copy.vaultArn(), request.roleArn(), copy.deleteAfterDays(), request.createdBy()));
        }
    }

    Job copy(CopyRequest request) {
        RecoveryPoint source = request.source();
        Vault vault = source.vault();
        ObjectNode details = JsonNodeFactory.instance
                .objectNode()
                .put("AccountId", vault.account())
                .put("CopyJobId", UUID.randomUUID().toString().toUpperCase(Locale.ROOT))
                .put("SourceBackupVaultArn", vault.arn())
                .put("SourceRecoveryPointArn", source.arn())
                .put("DestinationBackupVaultArn", request.destinationVaultArn())
                .put("ResourceArn", source.resourceArn())
                .put("ResourceType", "DynamoDB")
                .put("ResourceName", tableName(source.resourceArn()))
                .put("BackupSizeInBytes", source.snapshot().sizeBytes())
                .put("IamRoleArn", request.roleArn())
                .put("CreationDate", seconds(time.now()))
                .put("State", "CREATED")
                .put("IsParent", false);
        request.createdBy().ifPresent(plan -> details.set("CreatedBy", plan));
        Job job = added(new Job(Job.Kind.COPY, vault.region(), vault.account(), details), vault);
        run(job, vault, () -> copy(job, request));
        return job;
    }

    private void copy(Job job, CopyRequest request) throws InterruptedException {
        RecoveryPoint source = request.source();
        Vault vault = source.vault();
        begin(job, vault);
        time.pause(COPY);
        gate.await(vault.region());
        Optional<Vault> destination = store.vault(request.destinationVaultArn());
        if (destination.isEmpty()) {
            fail(job, vault, "Destination backup vault " + request.destinationVaultArn() + " does not exist");
            return;
        }
        Vault target = destination.get();
        gate.await(target.region());
        Optional<String> refusal = faults.apply("copy")
                .or(() -> foreign(vault, target))
                .or(() -> target.lock().flatMap(lock -> lock.refusal(request.deleteAfterDays())));
        if (refusal.isPresent()) {
            fail(job, vault, refusal.get());
            return;
        }
        RecoveryPoint copied = point(
                target,
                source.snapshot(),
                source.createdAt(),
                source.resourceArn(),
                request.roleArn(),
                request.deleteAfterDays(),
                request.createdBy(),
                Optional.of(vault));
        store.add(copied);
        complete(job, vault, details -> details.put("DestinationRecoveryPointArn", copied.arn()));
        events.changed(copied, "COMPLETED");
    }

    /** Another account's vault has to let copies in. */
    private static Optional<String> foreign(Vault source, Vault target) {
        boolean allowed = source.account().equals(target.account())
                || target.policy()
                        .filter(policy -> policy.allows(
                                "backup:CopyIntoBackupVault", "arn:aws:iam::" + source.account() + ":root"))
                        .isPresent();
        return allowed
                ? Optional.empty()
                : Optional.of("Access Denied trying to call AWS Backup service: the policy of " + target.arn()
                        + " does not allow backup:CopyIntoBackupVault to account " + source.account());
    }

    Job restore(RestoreRequest request) {
        RecoveryPoint source = request.source();
        Vault vault = source.vault();
        ObjectNode details = JsonNodeFactory.instance
                .objectNode()
                .put("AccountId", vault.account())
                .put("RestoreJobId", UUID.randomUUID().toString().toUpperCase(Locale.ROOT))
                .put("RecoveryPointArn", source.arn())
                .put("SourceResourceArn", source.resourceArn())
                .put("BackupVaultArn", vault.arn())
                .put("ResourceType", "DynamoDB")
                .put("BackupSizeInBytes", source.snapshot().sizeBytes())
                .put("IamRoleArn", request.roleArn())
                .put("CreationDate", seconds(time.now()))
                .put("RecoveryPointCreationDate", seconds(source.createdAt()))
                .put("PercentDone", "0.0")
                .put("Status", "PENDING")
                .put("IsParent", false);
        request.createdBy().ifPresent(plan -> details.set("CreatedBy", plan));
        Job job = added(new Job(Job.Kind.RESTORE, request.region(), vault.account(), details), vault);
        run(job, vault, () -> restore(job, request));
        return job;
    }

    private void restore(Job job, RestoreRequest request) throws IOException, InterruptedException {
        Vault vault = request.source().vault();
        begin(job, vault);
        Optional<String> refusal = faults.apply("restore");
        if (refusal.isEmpty()) {
            refusal = tables.restore(request.source().snapshot(), request.region(), request.target());
        }
        Optional<String> status = Optional.of("CREATING");
        while (refusal.isEmpty() && status.isPresent() && !status.get().equals("ACTIVE")) {
            time.pauseAtLeast(LOOK, LOOK_AT_LEAST);
            gate.await(request.region());
            status = tables.status(request.region(), request.target());
        }
        if (refusal.isPresent() || status.isEmpty()) {
            fail(job, vault, refusal.orElse("The restored table was deleted: " + request.target()));
            return;
        }
        request.source().restoredAt(time.now());
        String arn = request.source().resourceArn().split(":", 6)[4];
        complete(
                job,
                vault,
                details -> details.put(
                        "CreatedResourceArn",
                        "arn:aws:dynamodb:" + request.region() + ":" + arn + ":table/" + request.target()));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Job added(Job job, Vault vault) {
        store.add(job);
        events.changed(job, vault);
        return job;
    }

    private void run(Job job, Vault vault, Step step) {
        threads.execute(() -> {
            try {
                step.run();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            } catch (IOException | RuntimeException failure) {
                LOGGER.log(Level.ERROR, "job " + job.id() + " failed", failure);
                fail(job, vault, "Internal error: " + failure);
            }
        });
    }

    private void begin(Job job, Vault vault) throws InterruptedException {
        time.pause(START);
        gate.await(job.region());
        job.change(details -> details.put(job.kind().stateMember(), "RUNNING"));
        events.changed(job, vault);
    }

    private void complete(Job job, Vault vault, Consumer<ObjectNode> change) {
        job.change(details -> {
            change.accept(details);
            details.put("PercentDone", "100.0")
                    .put("CompletionDate", seconds(time.now()))
                    .put(job.kind().stateMember(), "COMPLETED");
        });
        events.changed(job, vault);
    }

    private void fail(Job job, Vault vault, String message) {
        job.change(details -> details.put("StatusMessage", message)
                .put("CompletionDate", seconds(time.now()))
                .put(job.kind().stateMember(), "FAILED"));
        events.changed(job, vault);
    }

    private RecoveryPoint point(
            Vault vault,
            Snapshot snapshot,
            Instant createdAt,
            String resourceArn,
            String roleArn,
            OptionalInt deleteAfterDays,
            Optional<ObjectNode> createdBy,
            Optional<Vault> sourceVault) {
        String arn =
                "arn:aws:backup:" + vault.region() + ":" + vault.account() + ":recovery-point:" + UUID.randomUUID();
        Instant now = time.now();
        ObjectNode details = JsonNodeFactory.instance
                .objectNode()
                .put("RecoveryPointArn", arn)
                .put("BackupVaultName", vault.name())
                .put("BackupVaultArn", vault.arn())
                .put("ResourceArn", resourceArn)
                .put("ResourceType", "DynamoDB")
                .put("ResourceName", tableName(resourceArn))
                .put("IamRoleArn", roleArn)
                .put("Status", "COMPLETED")
                .put("CreationDate", seconds(createdAt))
                .put("CompletionDate", seconds(now))
                .put("BackupSizeInBytes", snapshot.sizeBytes())
                .put("EncryptionKeyArn", vault.key())
                .put("IsEncrypted", true)
                .put("StorageClass", "WARM")
                .put("IsParent", false)
                .put("VaultType", "BACKUP_VAULT");
        createdBy.ifPresent(plan -> details.set("CreatedBy", plan));
        sourceVault.ifPresent(source -> details.put("SourceBackupVaultArn", source.arn()));
        Optional<Instant> deleteAt = deleteAfterDays.isPresent()
                ? Optional.of(createdAt.plus(Duration.ofDays(deleteAfterDays.getAsInt())))
                : Optional.empty();
        deleteAfterDays.ifPresent(days -> details.putObject("Lifecycle").put("DeleteAfterDays", days));
        deleteAt.ifPresent(end -> details.putObject("CalculatedLifecycle").put("DeleteAt", seconds(end)));
        return new RecoveryPoint(arn, vault, snapshot, details, createdAt, deleteAt);
    }

    private static String tableName(String resourceArn) {
        return resourceArn.substring(resourceArn.indexOf('/') + 1);
    }
}
