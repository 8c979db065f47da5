package dev.dynamorecovery.core.replay.request;

import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.restore.RefusalCode;
import dev.dynamorecovery.core.restore.RestoredPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rules by which a table that AWS Backup restored is verified, each with its refusal. It is only read, so it needs no
 * tags of ours; but the state that it must hold has to be one of the table that is there now.
 */
final class LentCopyRules {

    /** A verification waits for the change log to reach the end of the interval: longer than this is a mistake. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final ReplayRules rules;
    private final String table;
    private final Instant now;

    LentCopyRules(String execution, String table, Instant now) {
        this.rules = new ReplayRules(execution, table, now);
        this.table = table;
        this.now = now;
    }

    /**
     * Why the copy must not be verified; empty when it may.
     *
     * @param pointOf the ARN of the table that the recovery point is of
     */
    List<Refusal> refusals(
            ReplayTable source,
            PlanBinding binding,
            String name,
            ReplayTable copy,
            RestoredPoint.RecoveryPoint point,
            String pointOf) {
        rules.live(source).ifPresent(live -> {
            rules.plan(Optional.of(live), binding);
            continued(live, point, pointOf);
            copy(live, name, copy);
        });
        if (!point.from().isBefore(now) || point.until().isAfter(now.plus(LONGEST_WAIT))) {
            rules.refuse(
                    RefusalCode.INVALID_RESTORE_TIME,
                    "restorePoint",
                    point.from() + " to " + point.until(),
                    "give the interval in which the recovery point was taken; it is now " + now);
        }
        return rules.refusals();
    }

    /** The log of a table speaks for that table only: not for its replica, and not for one that had its name before. */
    private void continued(ReplayTable.Found live, RestoredPoint.RecoveryPoint point, String pointOf) {
        if (!pointOf.equals(live.arn())) {
            refuse("restorePoint.tableArn", pointOf, "give a recovery point of " + live.arn());
        } else if (live.createdAt().isAfter(point.from())) {
            refuse(
                    "restorePoint.from",
                    point.from().toString(),
                    "the table " + table + " that is there now was created at " + live.createdAt()
                            + ": its log does not lead to that state");
        }
    }

    private void copy(ReplayTable.Found live, String name, ReplayTable copy) {
        if (name.equals(table)) {
            rules.refuse(
                    RefusalCode.NOT_A_COPY,
                    "target",
                    name + " is the live table itself",
                    "name the table that AWS Backup restored");
            return;
        }
        switch (copy) {
            case ReplayTable.Missing missing ->
                rules.refuse(
                        RefusalCode.UNKNOWN_TABLE,
                        "target",
                        name,
                        "name the table that AWS Backup restored, while it is there");
            case ReplayTable.Found found -> {
                rules.available("target", name, found);
                if (!found.keySchema().equals(live.keySchema())) {
                    refuse("target", name + " has another key", "give a table restored from " + live.arn());
                }
                found.origin()
                        .map(ReplayTable.Origin::sourceArn)
                        .filter(origin -> !origin.equals(live.arn()))
                        .ifPresent(origin -> refuse(
                                "target",
                                name + " was restored from " + origin,
                                "give a table restored from " + live.arn()));
            }
        }
    }

    private void refuse(String field, String value, String remedy) {
        rules.refuse(RefusalCode.COPY_OF_ANOTHER_TABLE, field, value, remedy);
    }
}
