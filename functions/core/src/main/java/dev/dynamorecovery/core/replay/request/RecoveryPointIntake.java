package dev.dynamorecovery.core.replay.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.changelog.ChangeLogIndex;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.document.StrictObject;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.restore.RefusalCode;
import dev.dynamorecovery.core.restore.RestoreObserver;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.restore.ScanSegments;
import dev.dynamorecovery.core.restore.SourceTable;
import dev.dynamorecovery.core.restore.TableName;
import dev.dynamorecovery.core.store.ObjectStore;
import dev.dynamorecovery.core.verification.ExpectedSource;
import dev.dynamorecovery.core.verification.IntakeDecision;
import dev.dynamorecovery.core.verification.RecoveryJob;
import dev.dynamorecovery.core.verification.StoredBaselines;
import dev.dynamorecovery.core.verification.StoredHashKey;
import dev.dynamorecovery.core.verification.WorkKeys;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes in the request to verify a table that AWS Backup restored from a recovery point: item by item against what a
 * baseline and the change log say of the interval in which the recovery point was taken.
 *
 * @param observer tells the table's size
 * @param changeLogs tells which tables have a change log
 * @param work where the hash key of an admitted job is kept for its workers
 */
public record RecoveryPointIntake(
        ReplayTables tables,
        RecoveryPlans plans,
        RestoreObserver observer,
        StoredBaselines baselines,
        ChangeLogIndex changeLogs,
        ScanSegments segments,
        ObjectStore work) {

    private static final String POINT = "restorePoint";
    private static final String TYPE = "RecoveryPoint";
    private static final String INSTANT = "give an instant such as 2026-11-22T10:40:00Z";
    private static final Set<String> FIELDS =
            Set.of("operation", "table", "target", "expectedState", POINT, "revealValues");
    private static final Set<String> POINT_FIELDS = Set.of("type", "recoveryPointArn", "tableArn", "from", "until");

    /** Whether the request asks for this. */
    public static boolean concerns(JsonNode request) {
        return VerificationIntake.concerns(request) && request.has(POINT);
    }

    private record Asked(
            String table, String copy, RestoredPoint.RecoveryPoint point, String pointOf, boolean revealValues) {}

    /** Decides about the request of one execution. */
    public IntakeDecision decide(String execution, JsonNode document, Instant now) {
        try {
            return decide(execution, read(StrictObject.open(document, "", FIELDS)), now);
        } catch (InvalidField malformed) {
            return new IntakeDecision.Refused(List.of(Refusal.invalidRequest(malformed)));
        }
    }

    private static Asked read(StrictObject request) {
        String state = request.object("expectedState", Set.of("type")).text("type", "give ChangeLog");
        if (!state.equals("ChangeLog")) {
            throw new InvalidField("expectedState.type", state, "give ChangeLog");
        }
        StrictObject point = request.object(POINT, POINT_FIELDS);
        String type = point.text("type", "give " + TYPE);
        if (!type.equals(TYPE)) {
            throw new InvalidField(POINT + ".type", type, "give " + TYPE);
        }
        Instant from = point.instant("from", INSTANT);
        Instant until = point.instant("until", INSTANT);
        if (until.isBefore(from)) {
            throw new InvalidField(POINT + ".until", until.toString(), "give an instant that is not before " + from);
        }
        return new Asked(
                TableName.checked("table", request.text("table", "name the table")),
                TableName.checked("target", request.text("target", "name the table that AWS Backup restored")),
                new RestoredPoint.RecoveryPoint(
                        point.text("recoveryPointArn", "give the recovery point's ARN"), from, until),
                point.text("tableArn", "give the ARN of the table that was backed up"),
                request.flag("revealValues", false));
    }

    private IntakeDecision decide(String execution, Asked asked, Instant now) {
        ReplayTable live = tables.observe(asked.table());
        ReplayTable copy = tables.observe(asked.copy());
        PlanBinding binding = live instanceof ReplayTable.Found found
                ? PlanBinding.of(found.tags(), plans)
                : new PlanBinding.Untagged();
        List<Refusal> refusals = new ArrayList<>(new LentCopyRules(execution, asked.table(), now)
                .refusals(live, binding, asked.copy(), copy, asked.point(), asked.pointOf()));
        Optional<BaselineManifest> baseline = known(asked, refusals);
        if (!refusals.isEmpty()
                || baseline.isEmpty()
                || !(live instanceof ReplayTable.Found source)
                || !(binding instanceof PlanBinding.Bound bound)
                || !(observer.table(asked.table()) instanceof SourceTable.Found sized)) {
            return new IntakeDecision.Refused(refusals);
        }
        return new IntakeDecision.Admitted(
                admitted(execution, asked, source, bound.plan(), segments.of(sized.sizeBytes()), baseline.get(), now));
    }

    /** The baseline that the derivation starts from: without one, and without a log, nobody knows what is right. */
    private Optional<BaselineManifest> known(Asked asked, List<Refusal> refusals) {
        if (changeLogs.checkpoints(asked.table()).isEmpty()) {
            refusals.add(new Refusal(
                    RefusalCode.CHANGE_LOG_NOT_FOUND,
                    "table",
                    asked.table(),
                    "no change of it was ever logged: ./recovery protect " + asked.table() + " says how to attach it"));
        }
        Optional<BaselineManifest> baseline =
                baselines.nearest(asked.table(), asked.point().instant());
        if (baseline.isEmpty()) {
            refusals.add(new Refusal(
                    RefusalCode.BASELINE_NOT_FOUND,
                    "table",
                    asked.table(),
                    "take one with ./recovery baseline " + asked.table() + " for the next time"));
        }
        return baseline;
    }

    private RecoveryJob.Restore admitted(
            String execution,
            Asked asked,
            ReplayTable.Found source,
            RecoveryPlan plan,
            int segmentCount,
            BaselineManifest baseline,
            Instant now) {
        StoredHashKey.write(new WorkKeys(execution), HashKey.ofHex(baseline.hashKey()), work);
        ExpectedSource expected = new ExpectedSource.ChangeLog(baseline.baseline());
        return new RecoveryJob.Restore(
                execution,
                now,
                asked.table(),
                source.arn(),
                source.keySchema(),
                asked.copy(),
                asked.point(),
                expected,
                plan.name(),
                plan.version(),
                true,
                false,
                null,
                asked.revealValues(),
                segmentCount,
                RecoveryJob.passes(expected, asked.table(), asked.copy(), false),
                RecoveryJob.openings(expected, asked.table(), asked.copy()),
                plan.verification().ofItems().invariants().size());
    }
}
