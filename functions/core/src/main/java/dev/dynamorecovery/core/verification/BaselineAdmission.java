package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.restore.RecoveryRequest;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.restore.RefusalCode;
import dev.dynamorecovery.core.restore.ScanSegments;
import dev.dynamorecovery.core.restore.SourceTable;
import java.util.List;

/** Whether a baseline may be taken of a table. */
sealed interface BaselineAdmission {

    /** It may, in so many segments. */
    record Admitted(String tableArn, RecoveryPlan plan, int segments) implements BaselineAdmission {}

    /** It must not, for each of these reasons. */
    record Refused(List<Refusal> refusals) implements BaselineAdmission {}

    /** Decides. A table without a plan has no objectives to be restored under, so it gets no baseline either. */
    static BaselineAdmission decide(RecoveryRequest.Baseline request, SourceTable table, ScanSegments segments) {
        return switch (table) {
            case SourceTable.Missing missing ->
                refused(RefusalCode.UNKNOWN_TABLE, "table", request.table(), "name a table of this account and Region");
            case SourceTable.Found found ->
                switch (found.status()) {
                    case "ACTIVE", "UPDATING" -> decide(request, found, segments);
                    default ->
                        refused(
                                RefusalCode.TABLE_NOT_AVAILABLE,
                                "table",
                                request.table() + " is " + found.status(),
                                "wait until the table is ACTIVE");
                };
        };
    }

    private static BaselineAdmission decide(
            RecoveryRequest.Baseline request, SourceTable.Found table, ScanSegments segments) {
        return switch (table.plan()) {
            case PlanBinding.Bound bound -> new Admitted(table.arn(), bound.plan(), segments.of(table.sizeBytes()));
            case PlanBinding.Untagged untagged ->
                refused(
                        RefusalCode.UNKNOWN_PLAN,
                        "table",
                        request.table() + " has no tag " + RecoveryPlan.TAG,
                        "tag the table with " + RecoveryPlan.TAG + " and the name of a plan");
            case PlanBinding.NamesNoPlan unknown ->
                refused(
                        RefusalCode.UNKNOWN_PLAN,
                        "tag " + RecoveryPlan.TAG,
                        unknown.name(),
                        "tag the table with the name of a plan under plans/, or add that plan and deploy");
            case PlanBinding.NamesInvalidPlan invalid ->
                refused(
                        RefusalCode.INVALID_PLAN,
                        "plan " + invalid.name() + ": " + invalid.field(),
                        invalid.value(),
                        invalid.remedy());
        };
    }

    private static Refused refused(RefusalCode code, String field, String value, String remedy) {
        return new Refused(List.of(new Refusal(code, field, value, remedy)));
    }
}
