package dev.dynamorecovery.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRules;
import dev.dynamorecovery.core.failover.control.ControlTransitions;
import org.junit.jupiter.api.Test;

/** Every order of everything that two controllers and two writers can do, within bounds; not a sample of them. */
class SmallModelTest {

    private static final ControlTransitions RULES = new ControlTransitions(SmallModel.TICK);

    @Test
    void shouldNeverHaveTwoOpenGatesInAnyOrderOfSteps() {
        SmallModel.Result result = SmallModel.explore(RULES);

        assertThat(result.violation()).isEmpty();
        assertThat(result.states()).isGreaterThan(10_000);
        assertThat(result.switched()).as("the model gets to a switch").isTrue();
    }

    @Test
    void shouldFindTwoOpenGatesWhenTheWaitIsShorterThanTheLease() {
        ControlRules hasty = (record, command, now) -> RULES.apply(
                record,
                command,
                command instanceof ControlCommand.Switch ? now.plus(SmallModel.TICK.multipliedBy(2)) : now);

        assertThat(SmallModel.explore(hasty).violation())
                .hasValueSatisfying(path -> assertThat(path).contains("Switch"));
    }

    @Test
    void shouldFindTwoOpenGatesWhenWhoTakesOverTrustsTheOthersClock() {
        ControlRules trusting =
                (record, command, now) -> SmallModel.keepingTheWait(record, RULES.apply(record, command, now));

        assertThat(SmallModel.explore(trusting).violation())
                .hasValueSatisfying(path -> assertThat(path).contains("TakeOver"));
    }
}
