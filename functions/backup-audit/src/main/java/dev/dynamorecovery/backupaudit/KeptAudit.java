package dev.dynamorecovery.backupaudit;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.gate.ReleaseGate;
import dev.dynamorecovery.core.audit.rule.AuditRules;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a release's check remembers of an audit from one step to the next: the rules that can hold up a release. */
record KeptAudit(
        String table,
        String arn,
        String region,
        Instant observedAt,
        @Nullable String plan,
        @Nullable String planVersion,
        List<Result> results) {

    /**
     * @param outcome the judgement's name
     * @param told what was seen, or why nothing was
     * @param remedy null where nothing is broken
     */
    record Result(
            String id,
            String outcome,
            String told,
            @Nullable String remedy) {}

    /** All audits of one look. */
    record Look(List<KeptAudit> audits) {

        static Look of(List<TableAudit> audits) {
            return new Look(audits.stream().map(KeptAudit::of).toList());
        }

        List<TableAudit> judged() {
            return audits.stream().map(KeptAudit::judged).toList();
        }
    }

    static KeptAudit of(TableAudit audit) {
        return new KeptAudit(
                audit.table(),
                audit.arn(),
                audit.region(),
                audit.observedAt(),
                audit.plan().orElse(null),
                audit.planVersion().orElse(null),
                audit.results().stream()
                        .filter(result ->
                                ReleaseGate.RULES.contains(result.rule().id()))
                        .map(KeptAudit::result)
                        .toList());
    }

    private static Result result(RuleResult result) {
        String id = result.rule().id();
        return switch (result.judgement()) {
            case Judgement.Met met -> new Result(id, "Met", met.observed(), null);
            case Judgement.Broken broken -> new Result(id, "Broken", broken.observed(), broken.remedy());
            case Judgement.CouldNotLook unseen -> new Result(id, "CouldNotLook", unseen.reason(), null);
            case Judgement.NotAsked notAsked -> new Result(id, "NotAsked", notAsked.reason(), null);
        };
    }

    private TableAudit judged() {
        return new TableAudit(
                table,
                arn,
                region,
                observedAt,
                Optional.ofNullable(plan),
                Optional.ofNullable(planVersion),
                results.stream().map(KeptAudit::judged).toList());
    }

    private static RuleResult judged(Result result) {
        return new RuleResult(
                AuditRules.find(result.id())
                        .orElseThrow(() -> new IllegalStateException(
                                "rule " + result.id() + " is none of this version: check the release again")),
                switch (result.outcome()) {
                    case "Met" -> new Judgement.Met(result.told());
                    case "NotAsked" -> new Judgement.NotAsked(result.told());
                    case "Broken" ->
                        new Judgement.Broken(
                                result.told(), result.remedy() == null ? "" : result.remedy(), Optional.empty());
                    // Whatever else it may once have meant, nobody can tell now.
                    default -> new Judgement.CouldNotLook(result.told());
                });
    }
}
