package dev.dynamorecovery.core.replay.request;

import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.item.KeySchema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An admitted request, with all that the state machine and its functions need to carry it out.
 *
 * @param execution the name of the execution that carries it out
 * @param table the live table
 * @param target the table that is written: a copy, or the live table itself
 * @param span the changes that are read; it ends where the log was to have settled when the job was admitted
 * @param leftOut the changes that are left out, or taken out
 * @param dryRun whether nothing is written
 * @param acceptGaps whether to go on where the log does not know every change
 * @param verify whether the copy is compared with the live table at the end
 * @param planVersion the plan's content hash
 * @param proposal the execution whose listing is carried out, or null
 */
public record ReplayJob(
        Operation operation,
        String execution,
        Instant startedAt,
        String table,
        String tableArn,
        KeySchema keySchema,
        String target,
        TimeSpan span,
        LeftOut leftOut,
        boolean dryRun,
        boolean acceptGaps,
        boolean revealValues,
        boolean verify,
        String plan,
        String planVersion,
        @Nullable String proposal) {

    /** What is done with the changes. */
    public enum Operation {
        /** They are put onto a restored copy. */
        ROLL_FORWARD,
        /** They are taken out of the live table. */
        UNDO
    }

    /** The keys of the execution's intermediate results. */
    public ReplayKeys keys() {
        return new ReplayKeys(execution);
    }
}
