package dev.dynamorecovery.core.audit.rule;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.plan.InvalidPlan;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A row of {@code cases.yaml}. */
record PostureCase(
        String rule,
        String name,
        String outcome,
        Map<String, JsonNode> posture,
        Map<String, JsonNode> plan,
        String observed,
        String remedy) {

    /** A name of a plan that is there and cannot be used. */
    private static final String INVALID = "invalid";

    static List<PostureCase> all() {
        List<PostureCase> cases = new ArrayList<>();
        SamplePostures.yaml("cases.yaml")
                .forEach(row -> cases.add(new PostureCase(
                        row.get("rule").asText(),
                        row.get("name").asText(),
                        row.get("outcome").asText(),
                        changes(row.path("posture")),
                        changes(row.path("plan")),
                        row.path("observed").asText(),
                        row.path("remedy").asText())));
        return cases;
    }

    Judgement judge() {
        return judge(SamplePostures.posture(posture));
    }

    Judgement judge(TablePosture other) {
        return AuditRules.audit(other, plans(), SamplePostures.NOW).results().stream()
                .filter(result -> result.rule().id().equals(rule))
                .map(RuleResult::judgement)
                .findFirst()
                .orElseThrow();
    }

    RecoveryPlans plans() {
        RecoveryPlan known = SamplePostures.plan(plan);
        return wanted -> {
            if (wanted.equals(INVALID)) {
                throw new InvalidPlan("tier", "9", "give a tier from 1 (most critical) to 4");
            }
            return Optional.of(known).filter(found -> found.name().equals(wanted));
        };
    }

    @Override
    public String toString() {
        return "%s is %s: %s".formatted(rule, outcome, name);
    }

    private static Map<String, JsonNode> changes(JsonNode node) {
        Map<String, JsonNode> changes = new LinkedHashMap<>();
        node.properties().forEach(entry -> changes.put(entry.getKey(), entry.getValue()));
        return changes;
    }
}
