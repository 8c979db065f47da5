package dev.dynamorecovery.lab.backup;

import static dev.dynamorecovery.lab.backup.Vault.seconds;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.rest.RestCall;
import dev.dynamorecovery.lab.rest.ServiceFault;
import dev.dynamorecovery.lab.time.LabTime;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** The operations on recovery points. */
final class RecoveryPointOperations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int PAGE = 1000;

    private final BackupStore store;
    private final VaultGuard guard;
    private final Consumer<RecoveryPoint> deleted;
    private final LabTime time;

    /** @param deleted told of what a client has deleted */
    RecoveryPointOperations(BackupStore store, VaultGuard guard, Consumer<RecoveryPoint> deleted, LabTime time) {
        this.deleted = deleted;
        this.store = store;
        this.guard = guard;
        this.time = time;
    }

    ObjectNode answer(RestCall call) {
        if (call.operation().equals("ListRecoveryPointsByResource")) {
            return byResource(call);
        }
        String name = call.named("backupVaultName");
        Vault vault = store.vault(Vault.arn(call.region(), BackupService.account(call), name))
                .orElseThrow(() -> BackupService.notFound("Backup vault " + name));
        if (call.operation().equals("ListRecoveryPointsByBackupVault")) {
            guard.check(call, vault, vault.arn());
            return byVault(call, vault);
        }
        RecoveryPoint point = point(vault, call.named("recoveryPointArn"));
        guard.check(call, vault, point.arn());
        return switch (call.operation()) {
            case "DescribeRecoveryPoint" -> point.details();
            case "GetRecoveryPointRestoreMetadata" -> metadata(point);
            case "DeleteRecoveryPoint" -> delete(point);
            default -> throw new IllegalStateException(call.operation() + " is no operation on a recovery point");
        };
    }

    /** A recovery point that is in a vault. */
    RecoveryPoint point(Vault vault, String arn) {
        return store.points(time.now()).stream()
                .filter(point -> point.arn().equals(arn) && point.vault().arn().equals(vault.arn()))
                .findFirst()
                .orElseThrow(() -> BackupService.notFound("Recovery point " + arn));
    }

    private ObjectNode byVault(RestCall call, Vault vault) {
        call.only(Set.of("resourceArn", "resourceType", "createdAfter", "createdBefore", "maxResults", "nextToken"));
        List<RecoveryPoint> found = store.points(time.now()).reversed().stream()
                .filter(point -> point.vault().arn().equals(vault.arn()))
                .filter(point -> BackupService.has(call, "resourceArn", point.resourceArn())
                        && BackupService.has(call, "resourceType", "DynamoDB")
                        && call.instant("createdAfter")
                                .filter(point.createdAt()::isBefore)
                                .isEmpty()
                        && call.instant("createdBefore")
                                .filter(point.createdAt()::isAfter)
                                .isEmpty())
                .toList();
        RestCall.Page<RecoveryPoint> page = call.page(found, "maxResults", PAGE, "nextToken");
        ObjectNode answer = JSON.objectNode();
        ArrayNode list = answer.putArray("RecoveryPoints");
        page.elements().forEach(point -> list.add(point.details()));
        page.next().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private ObjectNode byResource(RestCall call) {
        call.only(Set.of("managedByAWSBackupOnly", "maxResults", "nextToken"));
        String resource = call.named("resourceArn");
        List<RecoveryPoint> found = store.points(time.now()).reversed().stream()
                .filter(point -> point.resourceArn().equals(resource)
                        && point.vault().region().equals(call.region())
                        && point.vault().account().equals(BackupService.account(call)))
                .toList();
        RestCall.Page<RecoveryPoint> page = call.page(found, "maxResults", PAGE, "nextToken");
        ObjectNode answer = JSON.objectNode();
        ArrayNode list = answer.putArray("RecoveryPoints");
        page.elements().forEach(point -> {
            ObjectNode details = point.details();
            ObjectNode told = list.addObject();
            List.of(
                            "RecoveryPointArn",
                            "CreationDate",
                            "Status",
                            "EncryptionKeyArn",
                            "BackupVaultName",
                            "IsParent",
                            "ResourceName",
                            "VaultType")
                    .forEach(member -> told.set(member, details.get(member)));
            told.set("BackupSizeBytes", details.get("BackupSizeInBytes"));
        });
        page.next().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private static ObjectNode metadata(RecoveryPoint point) {
        ObjectNode answer = JSON.objectNode()
                .put("BackupVaultArn", point.vault().arn())
                .put("RecoveryPointArn", point.arn())
                .put("ResourceType", "DynamoDB");
        answer.putObject("RestoreMetadata")
                .put("originalTableName", point.snapshot().tableName())
                .put("encryptionType", "Default");
        return answer;
    }

    private ObjectNode delete(RecoveryPoint point) {
        if (point.vault().lock().isPresent()) {
            throw ServiceFault.of(
                    "InvalidRequestException",
                    "Recovery point cannot be deleted (backup vault configured with lock): " + point.arn()
                            + " is kept until "
                            + point.details()
                                    .at("/CalculatedLifecycle/DeleteAt")
                                    .asText("for ever")
                            + ", now is " + seconds(time.now()));
        }
        store.remove(point);
        deleted.accept(point);
        return JSON.objectNode();
    }
}
