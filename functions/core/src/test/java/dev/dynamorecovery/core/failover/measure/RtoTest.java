package dev.dynamorecovery.core.failover.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlTransitions;
import dev.dynamorecovery.core.failover.control.InMemoryControlRecords;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.control.Transition;
import dev.dynamorecovery.core.plan.FailoverPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RtoTest {

    private static final Instant OUT = Instant.parse("2026-11-22T03:00:00Z");

    @Test
    void shouldBudgetADecisionWithinAMinuteAndAVerifiedSwitchWithinTwoByDefault() {
        RtoBudget budget = RtoBudget.of(FailoverPlan.DEFAULT, Duration.ofSeconds(10), 1, Duration.ofSeconds(10));

        assertThat(budget.detect()).isEqualTo(Duration.ofSeconds(50));
        assertThat(budget.leaseWait()).isEqualTo(Duration.ofSeconds(15));
        assertThat(budget.traffic()).isEqualTo(Duration.ofSeconds(30));
        assertThat(budget.decidedWithin())
                .isEqualTo(Duration.ofSeconds(56))
                .isLessThanOrEqualTo(Duration.ofSeconds(60));
        assertThat(budget.verifiedWithin())
                .isEqualTo(Duration.ofSeconds(107))
                .isLessThanOrEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void shouldShowWhatASlowerHealthCheckCosts() {
        assertThat(RtoBudget.of(FailoverPlan.DEFAULT, Duration.ofSeconds(30), 3, Duration.ofSeconds(10))
                        .verifiedWithin())
                .isEqualTo(Duration.ofSeconds(187));
    }

    @Test
    void shouldSplitAFailoverIntoItsParts() {
        InMemoryControlRecords records = failedOver(true);

        RtoBreakdown breakdown = RtoBreakdown.of(
                        OUT, OUT.plusSeconds(48), OUT.plusSeconds(52), records.timeline("orders"))
                .orElseThrow();

        assertThat(breakdown)
                .isEqualTo(new RtoBreakdown(
                        Duration.ofSeconds(48),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(16),
                        Duration.ofSeconds(20)));
        assertThat(breakdown.total()).isEqualTo(Duration.ofSeconds(91));
    }

    @Test
    void shouldMeasureNothingBeforeTheEnd() {
        assertThat(RtoBreakdown.of(OUT, OUT, OUT, failedOver(false).timeline("orders")))
                .isEmpty();
    }

    private static InMemoryControlRecords failedOver(boolean concluded) {
        String by = "us-east-2/orders-1";
        Map<Integer, ControlCommand> commands = new TreeMap<>(Map.of(
                53, new ControlCommand.TakeClaim(1, by, "orders-1", Purpose.FAILOVER, "us-east-2", true, null),
                55, new ControlCommand.Fence(2, by),
                56, new ControlCommand.StartLeaseWait(2, by),
                71, new ControlCommand.Switch(2, by, null)));
        if (concluded) {
            commands.put(91, new ControlCommand.Conclude(2, by, true, "well"));
        }
        InMemoryControlRecords records = new InMemoryControlRecords();
        ControlRecord record = ControlRecord.first("orders", "us-east-1", Duration.ofSeconds(10), "ada", OUT);
        records.create(record);
        for (Map.Entry<Integer, ControlCommand> command : commands.entrySet()) {
            ControlRecord after = ((Transition.Applied) new ControlTransitions(Duration.ofSeconds(5))
                            .apply(record, command.getValue(), OUT.plusSeconds(command.getKey())))
                    .after();
            records.replace(record, after);
            record = after;
        }
        return records;
    }
}
