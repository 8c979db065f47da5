package dev.dynamorecovery.core.verification;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.restore.RestoredPoint;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An admitted request, with all that the state machine and its functions need to carry it out. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RecoveryJob.Restore.class, name = "Restore"),
    @JsonSubTypes.Type(value = RecoveryJob.Baseline.class, name = "Baseline")
})
public sealed interface RecoveryJob {

    /** The name of the execution that carries it out. */
    String execution();

    /** The live table. */
    String table();

    /** The live table's ARN. */
    String tableArn();

    /** The table's key attributes. */
    KeySchema keySchema();

    /** The plan that the live table is bound to. */
    String plan();

    /** The plan's content hash. */
    String planVersion();

    /** The keys of the execution's intermediate results. */
    WorkKeys keys();

    /**
     * Restores a table beside the live one and verifies it.
     *
     * @param tableArn the live table's ARN
     * @param target the name of the table that the restore makes
     * @param planVersion the plan's content hash
     * @param keepBaseline whether the copy becomes a baseline if the change log proves it right
     * @param incidentAt when the harm was done, where that is known
     * @param segments in how many segments a table is scanned
     * @param passes the readings that the comparison of items needs, in order
     * @param openings the sides whose unequal buckets are opened
     * @param rules how many rules of the plan are checked on items
     */
    record Restore(
            String execution,
            Instant startedAt,
            String table,
            String tableArn,
            KeySchema keySchema,
            String target,
            RestoredPoint restorePoint,
            ExpectedSource expectedState,
            String plan,
            String planVersion,
            boolean keepCopy,
            boolean keepBaseline,
            @Nullable Instant incidentAt,
            boolean revealValues,
            int segments,
            List<PlannedPass> passes,
            List<PlannedPass> openings,
            int rules)
            implements RecoveryJob {

        /**
         * Whether the copy is AWS Backup's own, lent for the time of a restore test: then it is read, and never written,
         * tagged or deleted.
         */
        public boolean copyIsLent() {
            return restorePoint instanceof RestoredPoint.RecoveryPoint;
        }

        @Override
        public WorkKeys keys() {
            return new WorkKeys(execution);
        }
    }

    /**
     * Takes a baseline of a table.
     *
     * @param logged whether the table has a change log, which can make a reading exact that was not quiet
     */
    record Baseline(
            String execution,
            Instant startedAt,
            String table,
            String tableArn,
            KeySchema keySchema,
            String plan,
            String planVersion,
            boolean logged,
            int segments,
            List<PlannedPass> passes)
            implements RecoveryJob {

        @Override
        public WorkKeys keys() {
            return new WorkKeys(execution);
        }
    }

    /** The passes that the comparison of a restored copy needs; a copy that may become a baseline leaves fingerprints. */
    static List<PlannedPass> passes(ExpectedSource expected, String table, String target, boolean keepBaseline) {
        PlannedPass restored = new PlannedPass(Side.RESTORED, target, false, false);
        return switch (expected) {
            case ExpectedSource.Baseline baseline -> List.of(restored);
            case ExpectedSource.ChangeLog log -> List.of(new PlannedPass(Side.RESTORED, target, keepBaseline, false));
            case ExpectedSource.LiveTable live ->
                List.of(
                        restored,
                        new PlannedPass(Side.FIRST, table, false, false),
                        new PlannedPass(Side.SECOND, table, false, false));
            case ExpectedSource.None none -> List.of();
        };
    }

    /** The readings that name what differs: a baseline keeps fingerprints, so only a live table is read once more. */
    static List<PlannedPass> openings(ExpectedSource expected, String table, String target) {
        PlannedPass restored = new PlannedPass(Side.RESTORED, target, false, false);
        return switch (expected) {
            case ExpectedSource.Baseline baseline -> List.of(restored);
            case ExpectedSource.ChangeLog log -> List.of(restored);
            case ExpectedSource.LiveTable live -> List.of(restored, new PlannedPass(Side.SECOND, table, false, false));
            case ExpectedSource.None none -> List.of();
        };
    }

    /** The two passes that prove a table quiet, a whole second apart. */
    static List<PlannedPass> baselinePasses(String table) {
        return List.of(
                new PlannedPass(Side.FIRST, table, true, true), new PlannedPass(Side.SECOND, table, false, false));
    }
}
