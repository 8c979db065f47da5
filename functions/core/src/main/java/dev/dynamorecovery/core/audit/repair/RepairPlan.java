package dev.dynamorecovery.core.audit.repair;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Repair;
import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.audit.repair.RepairDecision.Mend;
import dev.dynamorecovery.core.audit.repair.RepairDecision.Refuse;
import dev.dynamorecovery.core.audit.rule.ExemptTables;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RemedyMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides which findings of a table are mended, and in which order.
 *
 * <p>Only what takes nothing from anybody is mended, by plans that ask for it or because a person asked by name; what is
 * not known is not touched. Recovery comes first, expiry after there is something to recover from, and tags last: a tag
 * has others act on the table.
 */
public final class RepairPlan {

    private RepairPlan() {}

    /**
     * Decides on all findings of a table: what is mended in the order in which to mend it, then what is refused.
     *
     * @param audit what was found, judged on that posture
     * @param plan the one that binds the table, or is to bind it; empty where there is none
     * @param by who asked by name; empty where nobody did
     */
    public static List<RepairDecision> of(
            TableAudit audit, TablePosture posture, Optional<RecoveryPlan> plan, Optional<String> by) {
        Optional<String> objection = objection(posture, plan, by);
        List<Mend> mends = new ArrayList<>();
        List<RepairDecision> refusals = new ArrayList<>();
        for (RuleResult result : audit.results()) {
            finding(result, posture, plan, by).ifPresent(decision -> {
                switch (decision) {
                    case Mend mend ->
                        objection.ifPresentOrElse(
                                why -> refusals.add(new Refuse(mend.rule(), why)), () -> mends.add(mend));
                    case Refuse refuse -> refusals.add(refuse);
                }
            });
        }
        Set<Repair> planned = new HashSet<>();
        return Stream.concat(
                        mends.stream()
                                .sorted(Comparator.comparingInt(mend -> order(mend.repair())))
                                .filter(mend -> planned.add(mend.repair())),
                        refusals.stream())
                .toList();
    }

    /** Why nothing of this table is mended, whatever is broken. */
    private static Optional<String> objection(TablePosture posture, Optional<RecoveryPlan> plan, Optional<String> by) {
        if (!(posture.tags() instanceof Observed.Seen<Map<String, String>> tags)) {
            return Optional.of("its tags could not be read: it may be a copy, or exempt");
        }
        Optional<String> exempt = ExemptTables.reason(posture.table(), tags.value());
        if (exempt.isPresent()) {
            return Optional.of("the table is left out: " + exempt.get());
        }
        if (plan.isEmpty()) {
            return Optional.of("no valid plan binds the table, so nobody knows what it should be like");
        }
        return by.isPresent() || plan.get().audit().remedy() == RemedyMode.REPAIR
                ? Optional.empty()
                : Optional.of("the plan '%s' says Observe, and nobody asked by name"
                        .formatted(plan.get().name()));
    }

    private static Optional<RepairDecision> finding(
            RuleResult result, TablePosture posture, Optional<RecoveryPlan> plan, Optional<String> by) {
        String rule = result.rule().id();
        return switch (result.judgement()) {
            case Judgement.Met met -> Optional.empty();
            case Judgement.NotAsked notAsked -> Optional.empty();
            case Judgement.CouldNotLook unseen ->
                Optional.of(new Refuse(rule, "nobody could look: " + unseen.reason()));
            case Judgement.Broken broken ->
                Optional.of(broken.repair()
                        .or(() -> binding(rule, plan, by))
                        .map(repair -> harm(repair, posture)
                                .<RepairDecision>map(why -> new Refuse(rule, why))
                                .orElseGet(() -> new Mend(rule, repair)))
                        .orElseGet(() -> new Refuse(rule, "a person has to decide: " + broken.remedy())));
        };
    }

    /** A person who names the plan may have the table bound to it. */
    private static Optional<Repair> binding(String rule, Optional<RecoveryPlan> plan, Optional<String> by) {
        return rule.equals("DR-PLAN-1") && by.isPresent()
                ? plan.map(named -> new Repair.AddTag(RecoveryPlan.TAG, named.name()))
                : Optional.empty();
    }

    /** What a repair would take from somebody; also where it is not known whether it would. */
    private static Optional<String> harm(Repair repair, TablePosture posture) {
        return switch (repair) {
            case Repair.SetPointInTimeRecovery set ->
                unless(
                        posture.pointInTime(),
                        status -> !status.enabled() || status.recoveryPeriodDays() <= set.recoveryPeriodDays(),
                        "point-in-time recovery reaches further back already");
            case Repair.EnableStream enable ->
                unless(
                        posture.facts(),
                        facts -> facts.stream().isEmpty(),
                        "there is a stream, and somebody may read it");
            case Repair.SetTimeToLive set ->
                unless(
                        posture.timeToLiveAttribute(),
                        Optional::isEmpty,
                        "items expire by another attribute, and somebody may rely on it");
            case Repair.AddTag add ->
                unless(posture.tags(), tags -> !tags.containsKey(add.key()), "there is a tag " + add.key());
            case Repair.ProtectFromDeletion protect -> active(posture);
            case Repair.TakeBackup take -> active(posture);
        };
    }

    private static Optional<String> active(TablePosture posture) {
        return unless(posture.facts(), facts -> facts.status().equals("ACTIVE"), "the table is not ACTIVE");
    }

    private static <T> Optional<String> unless(Observed<T> facet, Predicate<T> harmless, String harm) {
        return switch (facet) {
            case Observed.Seen<T> seen -> harmless.test(seen.value()) ? Optional.empty() : Optional.of(harm);
            case Observed.NotSeen<T> none -> Optional.of("nobody could look: " + none.reason());
        };
    }

    private static int order(Repair repair) {
        return switch (repair) {
            case Repair.SetPointInTimeRecovery set -> 0;
            case Repair.ProtectFromDeletion protect -> 1;
            case Repair.EnableStream enable -> 2;
            case Repair.TakeBackup take -> 3;
            case Repair.SetTimeToLive set -> 4;
            case Repair.AddTag add -> 5;
        };
    }
}
