package dev.dynamorecovery.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.sample.Corruption;
import dev.dynamorecovery.lab.sample.SampleDifference;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecondOpinionTest {

    private static final SampleDifference NONE = new SampleDifference(Set.of(), Set.of(), Set.of());
    private static final SampleDifference SOME = new SampleDifference(Set.of("a"), Set.of(), Set.of("b"));
    private static final Corruption DAMAGE = new Corruption(Set.of("b"), Set.of("a"), Set.of());

    @Test
    void shouldAgreeWithAVerdictThatTheModelBearsOut() {
        assertThat(SecondOpinion.on(verdict("Consistent"), DAMAGE, SOME, NONE))
                .isInstanceOf(SecondOpinion.Agrees.class);
        assertThat(SecondOpinion.on(verdict("Inconsistent"), DAMAGE, SOME, SOME))
                .isInstanceOf(SecondOpinion.Agrees.class);
    }

    @Test
    void shouldContradictAVerdictThatPassesOverADifferenceOrInventsOne() {
        assertThat(SecondOpinion.on(verdict("Consistent"), DAMAGE, SOME, SOME))
                .isInstanceOf(SecondOpinion.Contradicts.class);
        assertThat(SecondOpinion.on(verdict("Inconsistent"), DAMAGE, SOME, NONE))
                .isInstanceOf(SecondOpinion.Contradicts.class);
    }

    @Test
    void shouldNotCallARestoreProvenWhenThereWasNoDamage() {
        assertThat(SecondOpinion.on(verdict("Consistent"), DAMAGE, NONE, NONE))
                .isInstanceOf(SecondOpinion.Contradicts.class);
    }

    @Test
    void shouldJudgeARehearsalWithoutAnyDamage() {
        assertThat(SecondOpinion.on(verdict("Consistent"), NONE)).isInstanceOf(SecondOpinion.Agrees.class);
        assertThat(SecondOpinion.on(verdict("Consistent"), SOME)).isInstanceOf(SecondOpinion.Contradicts.class);
    }

    @Test
    void shouldAbstainWhereThereIsNothingToJudge() {
        assertThat(SecondOpinion.on(verdict("Unproven"), DAMAGE, SOME, SOME))
                .isInstanceOf(SecondOpinion.Abstains.class);
        assertThat(SecondOpinion.on(verdict("Consistent"), DAMAGE, SOME, null))
                .isInstanceOf(SecondOpinion.Abstains.class);
        assertThat(SecondOpinion.on(new ExecutionOutcome.Failed("x", "y"), DAMAGE, SOME, null))
                .isInstanceOf(SecondOpinion.Abstains.class);
    }

    private static ExecutionOutcome verdict(String kind) {
        return new ExecutionOutcome.Verdict(
                ExecutionOutcome.Verdict.Kind.valueOf(kind),
                new ExecutionOutcome.ObjectiveResult(1.0, 1.0, 1.0, 1.0, true),
                Json.object());
    }
}
