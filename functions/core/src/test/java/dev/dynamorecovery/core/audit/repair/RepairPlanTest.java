package dev.dynamorecovery.core.audit.repair;

import static dev.dynamorecovery.core.audit.rule.SamplePostures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Repair;
import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.audit.repair.RepairDecision.Mend;
import dev.dynamorecovery.core.audit.repair.RepairDecision.Refuse;
import dev.dynamorecovery.core.audit.rule.AuditRules;
import dev.dynamorecovery.core.audit.rule.SampleAudits;
import dev.dynamorecovery.core.audit.rule.SamplePostures;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepairPlanTest {

    private static final RecoveryPlan REPAIRS = SamplePostures.plan();
    private static final RecoveryPlan OBSERVES = SamplePostures.plan(Map.of("/audit/remedy", "Observe"));
    private static final Optional<String> NOBODY = Optional.empty();
    private static final Optional<String> ADA = Optional.of("ada");

    /** Everything is gone that can be given back without harm. */
    private static Map<String, Object> stripped() {
        Map<String, Object> changes = new HashMap<>();
        changes.put("/pointInTime", Map.of("enabled", false));
        changes.put("/facts/stream", null);
        changes.put("/facts/deletionProtected", false);
        changes.put("/timeToLiveAttribute", null);
        changes.put("/backups", List.of());
        return changes;
    }

    @Test
    void shouldGiveBackWhatIsSafeRecoveryFirst() {
        List<RepairDecision> decisions = decide(stripped(), REPAIRS, NOBODY);

        assertThat(repairs(decisions))
                .containsExactly(
                        new Repair.SetPointInTimeRecovery(35),
                        new Repair.ProtectFromDeletion(),
                        new Repair.EnableStream(),
                        new Repair.TakeBackup("audit-orders-20261123T120000Z"),
                        new Repair.SetTimeToLive("expiresAt"));
    }

    @Test
    void shouldOnlyLookWhereThePlanSaysSo() {
        assertThat(repairs(decide(stripped(), OBSERVES, NOBODY))).isEmpty();
        assertThat(decide(stripped(), OBSERVES, NOBODY))
                .hasSize(5)
                .allSatisfy(decision -> assertThat(((Refuse) decision).reason()).contains("Observe"));
    }

    @Test
    void shouldMendForAPersonWhoAsksByName() {
        assertThat(repairs(decide(stripped(), OBSERVES, ADA))).hasSize(5);
    }

    @Test
    void shouldDoNothingWhereNothingIsBroken() {
        assertThat(decide(Map.of(), REPAIRS, ADA)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'recovery:copy-of':'orders','recovery:plan':'orders'}",
                "{'recovery:exempt':'a cache','recovery:plan':'orders'}"
            })
    void shouldNotTouchACopyOrAnExemptTableWhoeverAsks(String tags) {
        Map<String, Object> changes = stripped();
        changes.put("/tags", tags(tags));

        assertThat(repairs(decide(changes, REPAIRS, ADA))).isEmpty();
    }

    @Test
    void shouldNotTouchATableWhoseTagsItCannotRead() {
        TablePosture posture = SamplePostures.posture(
                Map.of("/tags", Map.of("notSeen", "AccessDeniedException"), "/backups", List.of()));
        TableAudit brokenAllTheSame = SampleAudits.of(stripped());

        assertThat(repairs(RepairPlan.of(brokenAllTheSame, posture, Optional.of(REPAIRS), ADA)))
                .isEmpty();
    }

    @Test
    void shouldNotTouchWhatNobodyCouldLookAt() {
        Map<String, Object> changes = Map.of("/pointInTime", Map.of("notSeen", "AccessDeniedException"));

        assertThat(decide(changes, REPAIRS, ADA))
                .isNotEmpty()
                .allSatisfy(decision -> assertThat(decision).isInstanceOf(Refuse.class));
    }

    @Test
    void shouldLeaveAStreamOfAnotherKindToItsReaders() {
        assertThat(decide(Map.of("/facts/stream/view", "KEYS_ONLY"), REPAIRS, ADA))
                .contains(refusalOf("DR-STREAM-1", Map.of("/facts/stream/view", "KEYS_ONLY")));
        assertThat(repairs(decide(Map.of("/facts/stream/view", "KEYS_ONLY"), REPAIRS, ADA)))
                .isEmpty();
    }

    @Test
    void shouldLeaveAnotherAttributeOfExpiryAlone() {
        assertThat(repairs(decide(Map.of("/timeToLiveAttribute", "other"), REPAIRS, ADA)))
                .isEmpty();
    }

    /** The rules do not propose such repairs; the plan of repairs does not rely on it. */
    @Test
    void shouldTakeNothingAwayEvenIfARuleProposedIt() {
        TablePosture posture =
                SamplePostures.posture(Map.of("/pointInTime/recoveryPeriodDays", 20, "/facts/status", "DELETING"));

        for (Repair harmful : List.of(
                new Repair.SetPointInTimeRecovery(7),
                new Repair.EnableStream(),
                new Repair.SetTimeToLive("other"),
                new Repair.AddTag("owner", "somebody else"),
                new Repair.TakeBackup("x"),
                new Repair.ProtectFromDeletion())) {
            TableAudit proposed = new TableAudit(
                    "orders",
                    posture.arn(),
                    posture.region(),
                    NOW,
                    Optional.of("orders"),
                    Optional.of("v"),
                    List.of(new RuleResult(
                            AuditRules.ALL.getFirst(), new Judgement.Broken("x", "y", Optional.of(harmful)))));

            assertThat(RepairPlan.of(proposed, posture, Optional.of(REPAIRS), ADA))
                    .as(harmful.toString())
                    .singleElement()
                    .isInstanceOf(Refuse.class);
        }
    }

    @Test
    void shouldBindATableLastAndOnlyWhenAPersonNamesThePlan() {
        Map<String, Object> changes = stripped();
        changes.put("/tags", Map.of("owner", "shop"));
        TablePosture posture = SamplePostures.posture(changes);
        TableAudit audit = AuditRules.auditAgainst(posture, REPAIRS, NOW);

        assertThat(repairs(RepairPlan.of(audit, posture, Optional.of(REPAIRS), ADA)))
                .hasSize(6)
                .last()
                .isEqualTo(new Repair.AddTag("recovery:plan", "orders"));
        assertThat(repairs(RepairPlan.of(audit, posture, Optional.of(REPAIRS), NOBODY)))
                .doesNotContain(new Repair.AddTag("recovery:plan", "orders"));
        assertThat(repairs(RepairPlan.of(audit, posture, Optional.empty(), ADA)))
                .isEmpty();
    }

    @Test
    void shouldDoTheSameRepairOnce() {
        TablePosture posture = SamplePostures.posture(Map.of("/pointInTime/recoveryPeriodDays", 7));
        Judgement.Broken broken = new Judgement.Broken("x", "y", Optional.of(new Repair.SetPointInTimeRecovery(35)));
        TableAudit twice = new TableAudit(
                "orders",
                posture.arn(),
                posture.region(),
                NOW,
                Optional.of("orders"),
                Optional.of("v"),
                List.of(
                        new RuleResult(AuditRules.find("DR-PITR-1").orElseThrow(), broken),
                        new RuleResult(AuditRules.find("DR-PITR-2").orElseThrow(), broken)));

        assertThat(RepairPlan.of(twice, posture, Optional.of(REPAIRS), NOBODY))
                .containsExactly(new Mend("DR-PITR-1", new Repair.SetPointInTimeRecovery(35)));
    }

    private static Refuse refusalOf(String rule, Map<String, Object> changes) {
        return decide(changes, REPAIRS, ADA).stream()
                .filter(decision -> decision.rule().equals(rule))
                .map(Refuse.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static List<RepairDecision> decide(Map<String, ?> changes, RecoveryPlan plan, Optional<String> by) {
        TablePosture posture = SamplePostures.posture(changes);
        TableAudit audit = AuditRules.audit(posture, SamplePostures.plans(plan), NOW);
        return RepairPlan.of(audit, posture, Optional.of(plan), by);
    }

    private static List<Repair> repairs(List<RepairDecision> decisions) {
        return decisions.stream()
                .filter(Mend.class::isInstance)
                .map(Mend.class::cast)
                .map(Mend::repair)
                .toList();
    }

    private static Map<String, String> tags(String text) {
        Map<String, String> tags = new HashMap<>();
        for (String tag : text.replaceAll("[{}']", "").split(",", -1)) {
            int colon = tag.lastIndexOf(':');
            tags.put(tag.substring(0, colon), tag.substring(colon + 1));
        }
        return tags;
    }
}
