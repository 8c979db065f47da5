package dev.dynamorecovery.core.audit.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.audit.finding.Judgement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PostureCasesTest {

    private static final int FEWEST_CASES = 90;

    static List<PostureCase> cases() {
        return PostureCase.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void shouldJudge(PostureCase row) {
        Judgement judgement = row.judge();

        assertThat(judgement.getClass().getSimpleName())
                .as(judgement.toString())
                .isEqualTo(row.outcome());
        assertThat(told(judgement)).isNotBlank().contains(row.observed());
        if (judgement instanceof Judgement.Broken broken) {
            assertThat(broken.remedy()).isNotBlank().contains(row.remedy());
        } else {
            assertThat(row.remedy()).as("only what is broken has a remedy").isEmpty();
        }
    }

    @Test
    void shouldHaveACaseOfEachOutcomeThatEachRuleCanHave() {
        Set<String> missing = new TreeSet<>();
        for (AuditRule rule : AuditRules.ALL) {
            for (String outcome : List.of("Met", "Broken", "CouldNotLook", "NotAsked")) {
                boolean possible = !(rule.id().equals("DR-PLAN-1") && outcome.equals("NotAsked"));
                boolean covered = cases().stream()
                        .anyMatch(row ->
                                row.rule().equals(rule.id()) && row.outcome().equals(outcome));
                if (possible != covered) {
                    missing.add(rule.id() + " " + outcome);
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(cases()).hasSizeGreaterThanOrEqualTo(FEWEST_CASES);
    }

    @Test
    void shouldNameEachCaseOnce() {
        Set<String> names = new HashSet<>();
        assertThat(cases())
                .allSatisfy(row ->
                        assertThat(names.add(row.toString())).as(row.toString()).isTrue());
    }

    private static String told(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Met met -> met.observed();
            case Judgement.Broken broken -> broken.observed();
            case Judgement.CouldNotLook unseen -> unseen.reason();
            case Judgement.NotAsked notAsked -> notAsked.reason();
        };
    }
}
