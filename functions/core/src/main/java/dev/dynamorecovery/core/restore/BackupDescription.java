package dev.dynamorecovery.core.restore;

import java.time.Instant;

/**
 * An on-demand backup.
 *
 * @param tableArn the ARN of the table it was taken of
 * @param status such as {@code AVAILABLE}
 * @param createdAt when it was asked for; its content is of that instant, give or take a minute
 */
public record BackupDescription(String backupArn, String tableArn, String status, Instant createdAt) {

    boolean isAvailable() {
        return status.equals("AVAILABLE");
    }
}
