package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.core.audit.posture.BackupVault;
import dev.dynamorecovery.core.audit.posture.CopyJob;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.RecoveryPoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.backup.model.BackupVaultListMember;
import software.amazon.awssdk.services.backup.model.RecoveryPointByBackupVault;
import software.amazon.awssdk.services.backup.model.ResourceNotFoundException;

/** Reads AWS Backup's vaults, and what they hold of tables. */
final class VaultReader {

    private static final String TABLES = "DynamoDB";

    private final BackupClient backup;
    private final TableArns arns;

    VaultReader(BackupClient backup, TableArns arns) {
        this.backup = backup;
        this.arns = arns;
    }

    /** The vaults of the Region with their policies; a policy that cannot be read leaves its vault seen. */
    Observed<List<BackupVault>> vaults() {
        return Look.at(
                "backup:ListBackupVaults",
                () -> backup.listBackupVaultsPaginator(request -> {}).stream()
                        .flatMap(page -> page.backupVaultList().stream())
                        .map(this::vault)
                        .toList());
    }

    private BackupVault vault(BackupVaultListMember vault) {
        return new BackupVault(
                vault.backupVaultName(),
                vault.backupVaultArn(),
                Boolean.TRUE.equals(vault.locked()),
                policy(vault.backupVaultName()));
    }

    private Observed<Optional<String>> policy(String vault) {
        return Look.at("backup:GetBackupVaultAccessPolicy", () -> {
            try {
                return Optional.ofNullable(backup.getBackupVaultAccessPolicy(request -> request.backupVaultName(vault))
                        .policy());
            } catch (ResourceNotFoundException none) {
                return Optional.empty();
            }
        });
    }

    /** The newest recovery points of every table. */
    ByTable<List<RecoveryPoint>> allPoints(Observed<List<BackupVault>> vaults) {
        return ByTable.all(points(vaults, null), List.of());
    }

    /** The newest recovery points of each table, when it is asked for. */
    ByTable<List<RecoveryPoint>> eachPoints(Observed<List<BackupVault>> vaults) {
        return table -> points(vaults, arns.of(table)).map(found -> found.getOrDefault(table, List.of()));
    }

    private Observed<Map<String, List<RecoveryPoint>>> points(
            Observed<List<BackupVault>> vaults, @Nullable String tableArn) {
        return switch (vaults) {
            case Observed.NotSeen<List<BackupVault>> none -> Observed.notSeen(none.reason());
            case Observed.Seen<List<BackupVault>> seen ->
                Look.at("backup:ListRecoveryPointsByBackupVault", () -> readPoints(seen.value(), tableArn));
        };
    }

    private Map<String, List<RecoveryPoint>> readPoints(List<BackupVault> vaults, @Nullable String tableArn) {
        NewestByTable<RecoveryPoint> newest = new NewestByTable<>(RecoveryPoint::createdAt);
        for (BackupVault vault : vaults) {
            backup
                    .listRecoveryPointsByBackupVaultPaginator(request -> request.backupVaultName(vault.name())
                            .byResourceType(TABLES)
                            .byResourceArn(tableArn))
                    .stream()
                    .flatMap(page -> page.recoveryPoints().stream())
                    .forEach(point -> arns.table(point.resourceArn())
                            .ifPresent(table -> newest.add(table, point(point, vault.name()))));
        }
        return newest.values();
    }

    private static RecoveryPoint point(RecoveryPointByBackupVault point, String vault) {
        return new RecoveryPoint(
                point.recoveryPointArn(),
                vault,
                point.statusAsString(),
                point.creationDate(),
                Boolean.TRUE.equals(point.isEncrypted()));
    }

    /** The newest copies of recovery points of every table. */
    ByTable<List<CopyJob>> allCopies() {
        return ByTable.all(Look.at("backup:ListCopyJobs", () -> readCopies(null)), List.of());
    }

    /** The newest copies of recovery points of each table, when it is asked for. */
    ByTable<List<CopyJob>> eachCopies() {
        return table -> Look.at("backup:ListCopyJobs", () -> readCopies(arns.of(table)))
                .map(found -> found.getOrDefault(table, List.of()));
    }

    private Map<String, List<CopyJob>> readCopies(@Nullable String tableArn) {
        NewestByTable<CopyJob> newest = new NewestByTable<>(CopyJob::createdAt);
        backup.listCopyJobsPaginator(request -> request.byResourceType(TABLES).byResourceArn(tableArn)).stream()
                .flatMap(page -> page.copyJobs().stream())
                .forEach(job -> arns.table(job.resourceArn())
                        .ifPresent(table -> newest.add(
                                table,
                                new CopyJob(
                                        job.sourceRecoveryPointArn(),
                                        job.destinationBackupVaultArn(),
                                        job.stateAsString(),
                                        job.creationDate()))));
        return newest.values();
    }
}
