package dev.dynamorecovery.core.replay.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.document.StrictObject;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.restore.RestoreObserver;
import dev.dynamorecovery.core.restore.RestoredPoint;
import dev.dynamorecovery.core.restore.ScanSegments;
import dev.dynamorecovery.core.restore.SourceTable;
import dev.dynamorecovery.core.restore.TableName;
import dev.dynamorecovery.core.store.ObjectStore;
import dev.dynamorecovery.core.verification.ExpectedSource;
import dev.dynamorecovery.core.verification.IntakeDecision;
import dev.dynamorecovery.core.verification.RecoveryJob;
import dev.dynamorecovery.core.verification.StoredHashKey;
import dev.dynamorecovery.core.verification.WorkKeys;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Takes in the request to compare a copy that stands already with the live table: the restore machine's job, without
 * the restore.
 *
 * @param observer tells the table's size
 * @param newHashKey draws a key from a secure random source
 * @param work where the hash key of an admitted job is kept for its workers
 */
public record VerificationIntake(
        ReplayTables tables,
        RecoveryPlans plans,
        RestoreObserver observer,
        ScanSegments segments,
        Supplier<HashKey> newHashKey,
        ObjectStore work) {

    private static final Set<String> FIELDS =
            Set.of("operation", "table", "target", "expectedState", "revealValues", "requestId");

    /** Whether the request asks for this. */
    public static boolean concerns(JsonNode request) {
        return request.path("operation").asText().equals("Verify");
    }

    /** Decides about the request of one execution. */
    public IntakeDecision decide(String execution, JsonNode document, Instant now) {
        try {
            StrictObject request = StrictObject.open(document, "", FIELDS);
            String state = request.object("expectedState", Set.of("type")).text("type", "give LiveTable");
            if (!state.equals("LiveTable")) {
                throw new InvalidField("expectedState.type", state, "give LiveTable");
            }
            return decide(
                    execution,
                    TableName.checked("table", request.text("table", "name the table")),
                    TableName.checked("target", request.text("target", "name the copy")),
                    request.flag("revealValues", false),
                    now);
        } catch (InvalidField malformed) {
            return new IntakeDecision.Refused(List.of(Refusal.invalidRequest(malformed)));
        }
    }

    private IntakeDecision decide(String execution, String table, String copy, boolean revealValues, Instant now) {
        ReplayTable live = tables.observe(table);
        PlanBinding binding = live instanceof ReplayTable.Found found
                ? PlanBinding.of(found.tags(), plans)
                : new PlanBinding.Untagged();
        List<Refusal> refusals =
                new ReplayRules(execution, table, now).verification(live, binding, copy, tables.observe(copy));
        if (!refusals.isEmpty()
                || !(live instanceof ReplayTable.Found source)
                || !(tables.observe(copy) instanceof ReplayTable.Found target)
                || !(binding instanceof PlanBinding.Bound bound)
                || !(observer.table(table) instanceof SourceTable.Found sized)) {
            return new IntakeDecision.Refused(refusals);
        }
        StoredHashKey.write(new WorkKeys(execution), newHashKey.get(), work);
        ExpectedSource expected = new ExpectedSource.LiveTable();
        RecoveryPlan plan = bound.plan();
        return new IntakeDecision.Admitted(new RecoveryJob.Restore(
                execution,
                now,
                table,
                source.arn(),
                source.keySchema(),
                copy,
                new RestoredPoint.PointInTime(target.origin().orElseThrow().restoredTo()),
                expected,
                plan.name(),
                plan.version(),
                true,
                false,
                null,
                revealValues,
                segments.of(sized.sizeBytes()),
                RecoveryJob.passes(expected, table, copy, false),
                RecoveryJob.openings(expected, table, copy),
                plan.verification().invariants().size()
                        + plan.verification().references().size()
                        + plan.verification().aggregates().size()));
    }
}
