package dev.dynamorecovery.core.audit.restoretest;

import java.util.Optional;

/**
 * A restore that AWS Backup made to test a recovery point, as it tells of it; what it does not tell is empty.
 *
 * @param job the id of the restore job
 * @param source the ARN of the table that was backed up
 * @param copy the ARN of the table that was restored
 * @param recoveryPoint the recovery point's ARN
 * @param vault the name of the vault that holds it
 * @param closed whether an answer comes too late: somebody has given one, or the time for it is over
 */
public record RestoreTest(
        String job,
        Optional<String> source,
        Optional<String> copy,
        Optional<String> recoveryPoint,
        Optional<String> vault,
        boolean closed) {

    /** The name of the table of an ARN; empty where it is none of a table. */
    static Optional<String> table(String arn) {
        int name = arn.indexOf(":table/");
        return name < 0 ? Optional.empty() : Optional.of(arn.substring(name + ":table/".length()));
    }
}
