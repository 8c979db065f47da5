package dev.dynamorecovery.lab.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.sample.BadChanges;
import dev.dynamorecovery.lab.sample.SampleDifference;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UndoJudgementTest {

    private static final BadChanges BAD = new BadChanges(Set.of("a", "b"), Set.of("c"));
    private static final SampleDifference NONE = new SampleDifference(Set.of(), Set.of(), Set.of());
    private static final SampleDifference DAMAGE = new SampleDifference(Set.of(), Set.of("c"), Set.of("a"));

    @Test
    void shouldAgreeWhenNothingIsLeftOfTheDamage() {
        assertThat(judge(DAMAGE, DAMAGE, listed(3), undone(0), NONE)).isInstanceOf(SecondOpinion.Agrees.class);
    }

    @Test
    void shouldAgreeThatItemsAreWrongOnlyWhereTheyWereReported() {
        assertThat(judge(DAMAGE, DAMAGE, listed(3), undone(2), DAMAGE)).isInstanceOf(SecondOpinion.Agrees.class);
        assertThat(judge(DAMAGE, DAMAGE, listed(3), undone(1), DAMAGE)).isInstanceOf(SecondOpinion.Contradicts.class);
    }

    @Test
    void shouldContradictAListThatWroteOrMissedAChange() {
        assertThat(judge(DAMAGE, NONE, listed(3), undone(0), NONE)).isInstanceOf(SecondOpinion.Contradicts.class);
        assertThat(judge(DAMAGE, DAMAGE, listed(2), undone(0), NONE)).isInstanceOf(SecondOpinion.Contradicts.class);
    }

    @Test
    void shouldCallNothingUndoneWhereThereWasNoDamageOrSomebodyElses() {
        SampleDifference others = new SampleDifference(Set.of("x"), Set.of(), Set.of("a"));

        assertThat(judge(NONE, NONE, listed(3), undone(0), NONE)).isInstanceOf(SecondOpinion.Contradicts.class);
        assertThat(judge(others, others, listed(3), undone(0), NONE)).isInstanceOf(SecondOpinion.Contradicts.class);
    }

    @Test
    void shouldAbstainWhereNothingWasUndone() {
        assertThat(judge(DAMAGE, DAMAGE, listed(3), new ExecutionOutcome.Failed("x", "y"), DAMAGE))
                .isInstanceOf(SecondOpinion.Abstains.class);
        assertThat(judge(DAMAGE, DAMAGE, listed(3), listed(3), DAMAGE)).isInstanceOf(SecondOpinion.Abstains.class);
    }

    private static SecondOpinion judge(
            SampleDifference damage,
            SampleDifference then,
            ExecutionOutcome.Replayed listed,
            ExecutionOutcome undone,
            SampleDifference left) {
        return UndoJudgement.of(BAD, damage, then, listed, undone, left);
    }

    private static ExecutionOutcome.Replayed listed(long changes) {
        return new ExecutionOutcome.Replayed(
                ExecutionOutcome.Replayed.Deed.Listed, 0, null, Json.object().put("leftOut", changes));
    }

    private static ExecutionOutcome.Replayed undone(long conflicts) {
        return new ExecutionOutcome.Replayed(ExecutionOutcome.Replayed.Deed.Undone, conflicts, null, Json.object());
    }
}
