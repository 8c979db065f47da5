package dev.dynamorecovery.core.audit.rule;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Judgement.Broken;
import dev.dynamorecovery.core.audit.finding.Judgement.CouldNotLook;
import dev.dynamorecovery.core.audit.finding.Judgement.Met;
import dev.dynamorecovery.core.audit.finding.Judgement.NotAsked;
import dev.dynamorecovery.core.audit.finding.Repair;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.plan.ChangeLogPlan;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.Strategy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The steps that rules have in common: what the plan asks, then what was seen. The first that cannot be taken decides. */
final class Steps {

    private Steps() {}

    /** Goes on with the table's plan. A tag that leads to no usable plan leaves unknown what is asked, which is no pass. */
    static Judgement planned(AuditedTable table, Function<RecoveryPlan, Judgement> then) {
        return seen(table.binding(), binding -> switch (binding) {
            case PlanBinding.Bound bound -> then.apply(bound.plan());
            case PlanBinding.Untagged none -> new NotAsked("no plan binds the table: see DR-PLAN-1");
            case PlanBinding.NamesNoPlan wrong -> unknownPlan(wrong.name());
            case PlanBinding.NamesInvalidPlan wrong -> unknownPlan(wrong.name());
        });
    }

    private static Judgement unknownPlan(String name) {
        return new CouldNotLook("nobody knows what the plan '%s' asks: see DR-PLAN-2".formatted(name));
    }

    /** Goes on with what was seen. */
    static <T> Judgement seen(Observed<T> facet, Function<? super T, Judgement> then) {
        return switch (facet) {
            case Observed.Seen<T> seen -> then.apply(seen.value());
            case Observed.NotSeen<T> none -> new CouldNotLook(none.reason());
        };
    }

    /** Goes on with what the plan wants, if it wants it. */
    static <T> Judgement wanted(Optional<T> wanted, String what, Function<T, Judgement> then) {
        return wanted.map(then).orElseGet(() -> notAsked(what));
    }

    static Judgement notAsked(String what) {
        return new NotAsked("the plan does not ask for " + what);
    }

    /** Whether the plan has the changes of its tables logged. */
    static boolean asksForLog(RecoveryPlan plan) {
        return !plan.changeLog().equals(ChangeLogPlan.NONE) || plan.strategies().contains(Strategy.STREAM_REPLAY);
    }

    /** Whether something of that instant is no older than allowed; just as old as allowed passes. */
    static boolean young(Instant instant, Duration allowed, Instant now) {
        return !instant.plus(allowed).isBefore(now);
    }

    static Judgement met(String observed) {
        return new Met(observed);
    }

    /** Something that a person has to mend. */
    static Judgement broken(String observed, String remedy) {
        return new Broken(observed, remedy, Optional.empty());
    }

    /** Something that can be mended without harm. */
    static Judgement broken(String observed, String remedy, Repair repair) {
        return new Broken(observed, remedy, Optional.of(repair));
    }
}
