package dev.dynamorecovery.core.restore;

import java.util.List;

/**
 * What was seen before a restore.
 *
 * @param backups the backup of the ARN asked for, or all of the table when the newest is asked for; empty when none is
 *     found, and when no backup is asked for
 * @param targetExists whether a table of the target's name exists; false when the operator chose no name
 */
public record RestoreObservations(SourceTable source, List<BackupDescription> backups, boolean targetExists) {

    public RestoreObservations {
        backups = List.copyOf(backups);
    }
}
