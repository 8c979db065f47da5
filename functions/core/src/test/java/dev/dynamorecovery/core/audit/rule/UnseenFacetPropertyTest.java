package dev.dynamorecovery.core.audit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.RuleResult;
import dev.dynamorecovery.core.audit.finding.TableAudit;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.document.Documents;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What nobody could look at makes no rule pass that needs it, and changes nothing for the others. */
class UnseenFacetPropertyTest {

    private static final List<PostureCase> CASES = PostureCase.all();
    private static final JsonNode NOT_SEEN =
            Documents.json().valueToTree(Map.of("notSeen", "dynamodb:Anything: AccessDeniedException"));

    /** What each facet is needed by; the tags, which name the plan, are needed by all. */
    private static final Map<String, Set<String>> NEEDED_BY = Map.ofEntries(
            Map.entry("/pointInTime", Set.of("DR-PITR-1", "DR-PITR-2", "DR-PITR-3")),
            Map.entry("/backups", Set.of("DR-BACKUP-1")),
            Map.entry(
                    "/recoveryPoints",
                    Set.of(
                            "DR-VAULT-1",
                            "DR-VAULT-2",
                            "DR-VAULT-3",
                            "DR-VAULT-4",
                            "DR-VAULT-5",
                            "DR-VAULT-6",
                            "DR-GUARD-3")),
            Map.entry("/vaults", Set.of("DR-VAULT-3", "DR-GUARD-3")),
            Map.entry("/copyJobs", Set.of("DR-VAULT-4", "DR-VAULT-5", "DR-VAULT-6")),
            Map.entry("/restores", Set.of("DR-DRILL-1", "DR-DRILL-2")),
            Map.entry(
                    "/facts",
                    Set.of(
                            "DR-STREAM-1",
                            "DR-STREAM-2",
                            "DR-REPLICA-1",
                            "DR-REPLICA-2",
                            "DR-REPLICA-3",
                            "DR-REPLICA-4",
                            "DR-GUARD-1",
                            "DR-CRYPT-1",
                            "DR-ALARM-3")),
            Map.entry("/delivery", Set.of("DR-STREAM-2")),
            Map.entry("/changeLog", Set.of("DR-LOG-1", "DR-LOG-2")),
            Map.entry("/timeToLiveAttribute", Set.of("DR-TTL-1")),
            Map.entry("/resourcePolicy", Set.of("DR-GUARD-2")),
            Map.entry("/alarms", Set.of("DR-ALARM-1", "DR-ALARM-2", "DR-ALARM-3")),
            Map.entry("/peers/us-east-2", Set.of("DR-REPLICA-3", "DR-REPLICA-4")));

    /** Sorted, so that the same seed draws the same. */
    private static final List<String> FACETS =
            NEEDED_BY.keySet().stream().sorted().toList();

    @Property(seed = "20261123", tries = 300)
    void shouldNeverPassARuleByWhatNobodySaw(
            @ForAll("cases") List<PostureCase> some, @ForAll("facets") Set<String> unseen) {
        Map<String, JsonNode> changes = compatible(some);
        changes.remove("/peers");
        PostureCase plan = some.getFirst();
        TableAudit seen = AuditRules.audit(SamplePostures.posture(changes), plan.plans(), SamplePostures.NOW);
        unseen.forEach(facet -> {
            changes.keySet().removeIf(pointer -> pointer.equals(facet) || pointer.startsWith(facet + "/"));
            changes.put(facet, NOT_SEEN);
        });
        TablePosture blinded = SamplePostures.posture(changes);

        TableAudit audit = AuditRules.audit(blinded, plan.plans(), SamplePostures.NOW);

        Set<String> affected = new HashSet<>();
        unseen.forEach(facet -> affected.addAll(NEEDED_BY.getOrDefault(facet, Set.of())));
        if (!unseen.contains("/recoveryPoints") && !asksForCopies(plan)) {
            affected.remove("DR-VAULT-6");
        }
        for (int rule = 0; rule < AuditRules.ALL.size(); rule++) {
            RuleResult result = audit.results().get(rule);
            if (affected.contains(result.rule().id())) {
                assertThat(result.judgement())
                        .as("%s without %s", result.rule().id(), unseen)
                        .isNotInstanceOf(Judgement.Met.class);
            } else {
                assertThat(result.judgement())
                        .as("%s without %s", result.rule().id(), unseen)
                        .isEqualTo(seen.results().get(rule).judgement());
            }
        }
    }

    @Property(seed = "20261124", tries = 100)
    void shouldJudgeNothingWithoutTheTags(@ForAll("cases") List<PostureCase> some) {
        Map<String, JsonNode> changes = compatible(some);
        changes.keySet().removeIf(pointer -> pointer.startsWith("/tags"));
        changes.put("/tags", NOT_SEEN);

        assertThat(AuditRules.audit(
                                SamplePostures.posture(changes), some.getFirst().plans(), SamplePostures.NOW)
                        .results())
                .allSatisfy(result -> assertThat(result.judgement())
                        .as(result.rule().id())
                        .isInstanceOf(Judgement.CouldNotLook.class));
    }

    /** Copies are looked at only where the plan asks for some. */
    private static boolean asksForCopies(PostureCase row) {
        return SamplePostures.plan(row.plan())
                .audit()
                .awsBackup()
                .filter(backup ->
                        backup.copyRegion().isPresent() || backup.copyAccount().isPresent())
                .isPresent();
    }

    /** The changes of several cases at once, of each facet those of one of them. */
    private static Map<String, JsonNode> compatible(List<PostureCase> some) {
        Map<String, JsonNode> changes = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (PostureCase row : some) {
            Set<String> facets = new HashSet<>();
            row.posture().keySet().forEach(pointer -> facets.add(pointer.split("/", -1)[1]));
            if (facets.stream().noneMatch(taken::contains)) {
                taken.addAll(facets);
                changes.putAll(row.posture());
            }
        }
        return changes;
    }

    @Provide
    Arbitrary<List<PostureCase>> cases() {
        return Arbitraries.of(CASES).list().ofMinSize(1).ofMaxSize(4).map(ArrayList::new);
    }

    @Provide
    Arbitrary<Set<String>> facets() {
        return Combinators.combine(
                        Arbitraries.of(FACETS), Arbitraries.of(FACETS).set().ofMaxSize(3))
                .as((one, more) -> {
                    Set<String> facets = new HashSet<>(more);
                    facets.add(one);
                    return facets;
                });
    }
}
