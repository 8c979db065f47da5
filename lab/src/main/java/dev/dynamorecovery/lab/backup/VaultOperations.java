package dev.dynamorecovery.lab.backup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.rest.RestCall;
import dev.dynamorecovery.lab.rest.ServiceFault;
import dev.dynamorecovery.lab.time.LabTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The operations on vaults. */
final class VaultOperations {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int PAGE = 1000;
    private static final int MOST_DAYS = 36_500;

    /** The shortest cooling-off that AWS Backup takes: 72 hours. */
    private static final int SHORTEST_COOLING_OFF_DAYS = 3;

    private final BackupStore store;
    private final VaultGuard guard;
    private final LabTime time;

    VaultOperations(BackupStore store, VaultGuard guard, LabTime time) {
        this.guard = guard;
        this.store = store;
        this.time = time;
    }

    ObjectNode answer(RestCall call) {
        return switch (call.operation()) {
            case "CreateBackupVault" -> create(call);
            case "ListBackupVaults" -> list(call);
            default -> of(call, vault(call, call.named("backupVaultName")));
        };
    }

    private ObjectNode of(RestCall call, Vault vault) {
        return switch (call.operation()) {
            case "DescribeBackupVault" -> vault.describe(points(vault));
            case "DeleteBackupVault" -> delete(vault);
            case "PutBackupVaultLockConfiguration" -> lock(call, vault);
            case "DeleteBackupVaultLockConfiguration" -> unlock(vault);
            case "PutBackupVaultAccessPolicy" -> policy(call, vault);
            case "GetBackupVaultAccessPolicy" -> {
                VaultPolicy policy = vault.policy()
                        .orElseThrow(() -> BackupService.notFound("Access policy of backup vault " + vault.name()));
                yield JSON.objectNode()
                        .put("BackupVaultName", vault.name())
                        .put("BackupVaultArn", vault.arn())
                        .put("Policy", policy.document().toString());
            }
            case "DeleteBackupVaultAccessPolicy" -> {
                vault.policy(Optional.empty());
                yield JSON.objectNode();
            }
            default -> throw new IllegalStateException(call.operation() + " is no operation on a vault");
        };
    }

    /** A vault of the caller's account in the Region, with which the caller may do what is asked. */
    Vault vault(RestCall call, String name) {
        Vault vault = store.vault(Vault.arn(call.region(), BackupService.account(call), name))
                .orElseThrow(() -> BackupService.notFound("Backup vault " + name));
        guard.check(call, vault, vault.arn());
        return vault;
    }

    private long points(Vault vault) {
        return store.points(time.now()).stream()
                .filter(point -> point.vault().arn().equals(vault.arn()))
                .count();
    }

    private ObjectNode create(RestCall call) {
        call.only(Set.of("BackupVaultTags", "EncryptionKeyArn", "CreatorRequestId"));
        String name = call.named("backupVaultName");
        if (!name.matches("[a-zA-Z0-9_-]{2,50}")) {
            throw call.fault("Backup vault name " + name + " is invalid: give 2 to 50 letters, digits, - and _");
        }
        Vault vault = new Vault(
                Vault.arn(call.region(), BackupService.account(call), name), call.text("EncryptionKeyArn"), time.now());
        if (!store.add(vault)) {
            throw ServiceFault.of("AlreadyExistsException", "Backup vault with the same name already exists");
        }
        ObjectNode described = vault.describe(0);
        ObjectNode answer = JSON.objectNode();
        List.of("BackupVaultName", "BackupVaultArn", "CreationDate")
                .forEach(member -> answer.set(member, described.get(member)));
        return answer;
    }

    private ObjectNode list(RestCall call) {
        call.only(Set.of("maxResults", "nextToken", "vaultType", "shared"));
        List<Vault> own = store.vaults().stream()
                .filter(vault ->
                        vault.region().equals(call.region()) && vault.account().equals(BackupService.account(call)))
                .toList();
        RestCall.Page<Vault> page = call.page(own, "maxResults", PAGE, "nextToken");
        ObjectNode answer = JSON.objectNode();
        ArrayNode list = answer.putArray("BackupVaultList");
        page.elements().forEach(vault -> list.add(vault.describe(points(vault))));
        page.next().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private ObjectNode delete(Vault vault) {
        if (points(vault) > 0) {
            throw ServiceFault.of(
                    "InvalidRequestException",
                    "Backup vault cannot be deleted because it contains recovery points: " + vault.name());
        }
        store.remove(vault);
        return JSON.objectNode();
    }

    private ObjectNode lock(RestCall call, Vault vault) {
        call.only(Set.of("MinRetentionDays", "MaxRetentionDays", "ChangeableForDays"));
        requireChangeable(vault);
        OptionalInt minimum = call.integer("MinRetentionDays", 1, MOST_DAYS);
        OptionalInt maximum = call.integer("MaxRetentionDays", 1, MOST_DAYS);
        if (maximum.isPresent() && maximum.getAsInt() < minimum.orElse(1)) {
            throw call.fault("MaxRetentionDays must be at least MinRetentionDays");
        }
        OptionalInt days = call.integer("ChangeableForDays", SHORTEST_COOLING_OFF_DAYS, MOST_DAYS);
        Optional<Instant> forGood = days.isPresent()
                ? Optional.of(time.now().plus(time.scaled(Duration.ofDays(days.getAsInt()))))
                : Optional.empty();
        vault.lock(Optional.of(new VaultLock(minimum, maximum, forGood)));
        return JSON.objectNode();
    }

    private ObjectNode unlock(Vault vault) {
        requireChangeable(vault);
        vault.lock(Optional.empty());
        return JSON.objectNode();
    }

    private void requireChangeable(Vault vault) {
        if (vault.lock().filter(lock -> lock.immutable(time.now())).isPresent()) {
            throw ServiceFault.of(
                    "InvalidRequestException", "Backup vault " + vault.name() + " is locked and cannot be changed");
        }
    }

    private static ObjectNode policy(RestCall call, Vault vault) {
        call.only(Set.of("Policy"));
        try {
            vault.policy(Optional.of(VaultPolicy.parse(call.required("Policy"))));
            return JSON.objectNode();
        } catch (IllegalArgumentException malformed) {
            throw call.fault(String.valueOf(malformed.getMessage()));
        }
    }
}
