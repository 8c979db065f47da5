package dev.dynamorecovery.core.replay.request;

import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.replay.Exclusion;
import dev.dynamorecovery.core.replay.request.ReplayJob.Operation;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.restore.RefusalCode;
import dev.dynamorecovery.core.settings.CopyTags;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules by which a replay is admitted, each with its refusal; every reason to refuse is given. */
final class ReplayRules {

    private static final String ACTIVE = "ACTIVE";

    private final String execution;
    private final String table;
    private final Instant now;
    private final Instant settledEnd;
    private final List<Refusal> refusals = new ArrayList<>();

    ReplayRules(String execution, String table, Instant now) {
        this.execution = execution;
        this.table = table;
        this.now = now;
        // A change of the second that is running may still be stamped with it: the second before is over.
        this.settledEnd = now.truncatedTo(ChronoUnit.SECONDS);
    }

    ReplayAdmission rollForward(
            ReplayRequest.RollForward request, ReplayTable source, PlanBinding binding, ReplayTable copy) {
        Optional<ReplayTable.Found> live = live(source);
        Optional<RecoveryPlan> plan = plan(live, binding);
        Optional<ReplayTable.Found> target = target(request.copy(), copy);
        Optional<Exclusion> without = live.flatMap(found -> exclusion("without", request.without(), found, plan));
        Optional<TimeSpan> span = live.flatMap(found -> target.flatMap(made -> span(request, found, made)));
        if (!refusals.isEmpty() || live.isEmpty() || plan.isEmpty() || without.isEmpty() || span.isEmpty()) {
            return new ReplayAdmission.Refused(refusals);
        }
        return new ReplayAdmission.Admitted(new ReplayJob(
                Operation.ROLL_FORWARD,
                execution,
                now,
                table,
                live.get().arn(),
                live.get().keySchema(),
                request.copy(),
                span.get(),
                LeftOut.of(without.get()),
                request.dryRun(),
                request.acceptGaps(),
                request.revealValues(),
                request.verify() && !request.dryRun(),
                plan.get().name(),
                plan.get().version(),
                null));
    }

    ReplayAdmission undo(ReplayRequest.ProposeUndo request, ReplayTable source, PlanBinding binding) {
        Optional<ReplayTable.Found> live = live(source);
        Optional<RecoveryPlan> plan = plan(live, binding);
        Optional<Exclusion> changes = live.flatMap(found -> exclusion("changes", request.changes(), found, plan));
        if (!refusals.isEmpty() || live.isEmpty() || plan.isEmpty() || changes.isEmpty()) {
            return new ReplayAdmission.Refused(refusals);
        }
        TimeSpan window = changes.get().window().orElseThrow();
        return new ReplayAdmission.Admitted(new ReplayJob(
                Operation.UNDO,
                execution,
                now,
                table,
                live.get().arn(),
                live.get().keySchema(),
                table,
                new TimeSpan(window.from(), settledEnd),
                LeftOut.of(changes.get()),
                true,
                request.acceptGaps(),
                request.revealValues(),
                false,
                plan.get().name(),
                plan.get().version(),
                null));
    }

    /** What a listing showed is carried out as it was shown: the same changes of the same span. */
    ReplayAdmission apply(
            ReplayRequest.ApplyUndo request, Optional<ReplayJob> proposal, ReplayTable source, PlanBinding binding) {
        Optional<ReplayTable.Found> live = live(source);
        plan(live, binding);
        if (proposal.isEmpty()
                || !proposal.get().dryRun()
                || proposal.get().operation() != Operation.UNDO
                || !proposal.get().table().equals(table)) {
            refuse(
                    RefusalCode.DRY_RUN_NOT_FOUND,
                    "apply",
                    request.proposal(),
                    "give the name of an execution that listed what an undo of " + table
                            + " would change; make one with ./recovery undo " + table + " --from … --to …");
        } else if (live.isPresent()
                && (!live.get().arn().equals(proposal.get().tableArn())
                        || live.get().createdAt().isAfter(proposal.get().startedAt()))) {
            refuse(
                    RefusalCode.DRY_RUN_NOT_FOUND,
                    "apply",
                    request.proposal() + " is of a table that was there before",
                    "list the changes again, for the table that is there now");
        }
        if (!refusals.isEmpty()) {
            return new ReplayAdmission.Refused(refusals);
        }
        ReplayJob shown = proposal.orElseThrow();
        return new ReplayAdmission.Admitted(new ReplayJob(
                Operation.UNDO,
                execution,
                now,
                table,
                shown.tableArn(),
                shown.keySchema(),
                table,
                shown.span(),
                shown.leftOut(),
                false,
                shown.acceptGaps(),
                shown.revealValues(),
                false,
                shown.plan(),
                shown.planVersion(),
                shown.execution()));
    }

    /** Why a copy must not be compared with the live table; empty when it may. */
    List<Refusal> verification(ReplayTable source, PlanBinding binding, String name, ReplayTable copy) {
        Optional<ReplayTable.Found> live = live(source);
        plan(live, binding);
        target(name, copy);
        return refusals();
    }

    Optional<ReplayTable.Found> live(ReplayTable source) {
        return switch (source) {
            case ReplayTable.Missing missing -> {
                refuse(RefusalCode.UNKNOWN_TABLE, "table", table, "name a table of this account and Region");
                yield Optional.empty();
            }
            case ReplayTable.Found found -> {
                available("table", table, found);
                yield Optional.of(found);
            }
        };
    }

    void available(String field, String name, ReplayTable.Found found) {
        if (!found.status().equals(ACTIVE)) {
            refuse(
                    RefusalCode.TABLE_NOT_AVAILABLE,
                    field,
                    name + " is " + found.status(),
                    "wait until the table is ACTIVE");
        }
    }

    Optional<RecoveryPlan> plan(Optional<ReplayTable.Found> live, PlanBinding binding) {
        if (live.isEmpty()) {
            return Optional.empty();
        }
        return switch (binding) {
            case PlanBinding.Bound bound -> Optional.of(bound.plan());
            case PlanBinding.Untagged untagged -> noPlan(table + " has no tag " + RecoveryPlan.TAG);
            case PlanBinding.NamesNoPlan unknown -> noPlan(unknown.name());
            case PlanBinding.NamesInvalidPlan invalid -> {
                refuse(
                        RefusalCode.INVALID_PLAN,
                        "plan " + invalid.name() + ": " + invalid.field(),
                        invalid.value(),
                        invalid.remedy());
                yield Optional.empty();
            }
        };
    }

    private Optional<RecoveryPlan> noPlan(String value) {
        refuse(
                RefusalCode.UNKNOWN_PLAN,
                "tag " + RecoveryPlan.TAG,
                value,
                "name the table of the application, tagged with the name of a plan under plans/");
        return Optional.empty();
    }

    /** Only a copy that the suite itself made of this very table is ever written. Unknown means no. */
    private Optional<ReplayTable.Found> target(String name, ReplayTable copy) {
        String remedy = "name a table that ./recovery restore " + table + " made and kept";
        if (name.equals(table)) {
            refuse(RefusalCode.NOT_A_COPY, "copy", name + " is the live table itself", remedy);
            return Optional.empty();
        }
        if (!(copy instanceof ReplayTable.Found found)) {
            refuse(RefusalCode.UNKNOWN_TABLE, "copy", name, remedy);
            return Optional.empty();
        }
        String copyOf = found.tags().get(CopyTags.COPY_OF);
        if (found.tags().containsKey(RecoveryPlan.TAG)) {
            refuse(
                    RefusalCode.NOT_A_COPY,
                    "copy",
                    name + " carries the tag " + RecoveryPlan.TAG + ": somebody protects it",
                    remedy);
        } else if (copyOf == null || !found.tags().containsKey(CopyTags.EXECUTION)) {
            refuse(
                    RefusalCode.NOT_A_COPY,
                    "copy",
                    name + " does not carry the tags " + CopyTags.COPY_OF + " and " + CopyTags.EXECUTION,
                    remedy);
        } else if (!copyOf.equals(table)) {
            refuse(RefusalCode.COPY_OF_ANOTHER_TABLE, "copy", name + " is a copy of " + copyOf, remedy);
        } else if (found.origin().isEmpty() || found.origin().get().inProgress()) {
            refuse(
                    RefusalCode.NOT_A_COPY,
                    "copy",
                    name + (found.origin().isEmpty() ? " was not made by a restore" : " is still being restored"),
                    remedy);
        } else {
            available("copy", name, found);
            return Optional.of(found);
        }
        return Optional.empty();
    }

    private Optional<TimeSpan> span(ReplayRequest.RollForward request, ReplayTable.Found live, ReplayTable.Found copy) {
        ReplayTable.Origin origin = copy.origin().orElseThrow();
        if (!origin.sourceArn().equals(live.arn()) || !copy.keySchema().equals(live.keySchema())) {
            refuse(
                    RefusalCode.COPY_OF_ANOTHER_TABLE,
                    "copy",
                    request.copy() + " was restored from " + origin.sourceArn(),
                    "name a copy of " + live.arn());
            return Optional.empty();
        }
        if (live.createdAt().isAfter(origin.restoredTo())) {
            refuse(
                    RefusalCode.COPY_OF_ANOTHER_TABLE,
                    "copy",
                    request.copy() + " holds the state of " + origin.restoredTo(),
                    "the table " + table + " that is there now was created at " + live.createdAt()
                            + ": its log does not continue that state");
            return Optional.empty();
        }
        Instant from = request.from().orElse(origin.restoredTo());
        if (from.isAfter(origin.restoredTo()) || !from.isBefore(settledEnd)) {
            refuse(
                    RefusalCode.INVALID_WINDOW,
                    "from",
                    from.toString(),
                    "the copy holds the state of " + origin.restoredTo()
                            + ": give that instant, an earlier one, or leave it out");
            return Optional.empty();
        }
        return Optional.of(new TimeSpan(from.minus(origin.tolerance()), settledEnd));
    }

    private Optional<Exclusion> exclusion(
            String field, ChosenChanges chosen, ReplayTable.Found live, Optional<RecoveryPlan> plan) {
        chosen.window()
                .filter(window -> window.until().isAfter(settledEnd))
                .ifPresent(window -> refuse(
                        RefusalCode.INVALID_WINDOW,
                        field + ".window.until",
                        window.until().toString(),
                        "give an instant that has passed; it is now " + settledEnd));
        Optional<String> attribute =
                plan.flatMap(bound -> bound.changeLog().attributes().writer());
        if (chosen.writer().isPresent() && plan.isPresent() && attribute.isEmpty()) {
            refuse(
                    RefusalCode.WRITER_NOT_KNOWN,
                    field + ".writer",
                    chosen.writer().get(),
                    "the plan " + plan.get().name() + " names no attribute in which items tell their writer"
                            + " (changeLog.attributes.writer): choose by window and keys");
        }
        ChosenKeys keys = ChosenKeys.of(field + ".keys", chosen.keys(), live);
        refusals.addAll(keys.refusals());
        return Optional.of(new Exclusion(
                keys.keys(),
                chosen.window(),
                chosen.writer().flatMap(name -> attribute.map(named -> new Exclusion.Writer(named, name)))));
    }

    /** Every reason so far. */
    List<Refusal> refusals() {
        return List.copyOf(refusals);
    }

    void refuse(RefusalCode code, String field, String value, String remedy) {
        refusals.add(new Refusal(code, field, value, remedy));
    }
}
