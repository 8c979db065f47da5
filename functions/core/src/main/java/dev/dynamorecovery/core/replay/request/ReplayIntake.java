package dev.dynamorecovery.core.replay.request;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes a request in: reads it, looks at the tables, and admits it as a job or refuses it.
 *
 * @param evidence where executions leave their reports, and beside them their jobs
 */
public record ReplayIntake(ReplayTables tables, RecoveryPlans plans, StoredDocuments evidence) {

    /** Decides about the request of one execution. */
    public ReplayAdmission decide(String execution, JsonNode document, Instant now) {
        try {
            return decide(execution, ReplayRequestDocument.read(document), now);
        } catch (InvalidField malformed) {
            return new ReplayAdmission.Refused(List.of(Refusal.invalidRequest(malformed)));
        }
    }

    private ReplayAdmission decide(String execution, ReplayRequest request, Instant now) {
        ReplayTable live = tables.observe(request.table());
        PlanBinding binding = live instanceof ReplayTable.Found found
                ? PlanBinding.of(found.tags(), plans)
                : new PlanBinding.Untagged();
        ReplayRules rules = new ReplayRules(execution, request.table(), now);
        return switch (request) {
            case ReplayRequest.RollForward forward ->
                rules.rollForward(forward, live, binding, tables.observe(forward.copy()));
            case ReplayRequest.ProposeUndo undo -> rules.undo(undo, live, binding);
            case ReplayRequest.ApplyUndo apply ->
                rules.apply(apply, proposal(apply.table(), apply.proposal()), live, binding);
        };
    }

    /** Looked for before it is read: a role that may not list is told "forbidden" where it should hear "not there". */
    private Optional<ReplayJob> proposal(String table, String execution) {
        String key = ReplayKeys.job(table, execution);
        return evidence.store().list(key).contains(key)
                ? Optional.of(evidence.read(key, ReplayJob.class))
                : Optional.empty();
    }
}
