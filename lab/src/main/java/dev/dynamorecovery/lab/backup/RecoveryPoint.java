package dev.dynamorecovery.lab.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.plane.TableSnapshots.Snapshot;
import java.time.Instant;
import java.util.Optional;

/** A recovery point in a vault: what DescribeRecoveryPoint tells of it, and the snapshot behind it. */
final class RecoveryPoint {

    private final String arn;
    private final Vault vault;
    private final Snapshot snapshot;
    private final ObjectNode details;
    private final Instant createdAt;
    private final Optional<Instant> deleteAt;

    /** @param deleteAt when its retention is over */
    RecoveryPoint(
            String arn,
            Vault vault,
            Snapshot snapshot,
            ObjectNode details,
            Instant createdAt,
            Optional<Instant> deleteAt) {
        this.arn = arn;
        this.vault = vault;
        this.snapshot = snapshot;
        this.details = details;
        this.createdAt = createdAt;
        this.deleteAt = deleteAt;
    }

    String arn() {
        return arn;
    }

    Vault vault() {
        return vault;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    Instant createdAt() {
        return createdAt;
    }

    boolean expired(Instant now) {
        return deleteAt.filter(end -> !now.isBefore(end)).isPresent();
    }

    String resourceArn() {
        return details().path("ResourceArn").asText();
    }

    ObjectNode details() {
        synchronized (details) {
            return details.deepCopy();
        }
    }

    void restoredAt(Instant moment) {
        synchronized (details) {
            details.put("LastRestoreTime", Vault.seconds(moment));
        }
    }
}
