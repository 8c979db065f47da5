package dev.dynamorecovery.core.failover.procedure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.failover.control.ControlCommand;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlTransitions;
import dev.dynamorecovery.core.failover.control.InMemoryControlRecords;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.control.Transition;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RehearsedControlRecordsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");
    private final InMemoryControlRecords real = new InMemoryControlRecords();
    private final ControlRecord first = ControlRecord.first("orders", "us-east-1", Duration.ofSeconds(10), "ada", NOW);

    @Test
    void shouldKeepWhatChangesToItself() {
        real.create(first);
        RehearsedControlRecords rehearsed = new RehearsedControlRecords(real, null);

        assertThat(rehearsed.replace(first, claimed())).isTrue();

        assertThat(rehearsed.read("orders")).contains(claimed());
        assertThat(rehearsed.rehearsed()).isEqualTo(claimed());
        assertThat(real.read("orders")).contains(first);
        assertThat(real.timeline("orders").entries()).hasSize(1);
    }

    @Test
    void shouldGoOnWhereTheStepBeforeLeftIt() {
        real.create(first);

        RehearsedControlRecords later = new RehearsedControlRecords(real, claimed());

        assertThat(later.read("orders")).contains(claimed());
        assertThat(later.replace(first, claimed())).isFalse();
        assertThat(later.read("users")).isEmpty();
    }

    @Test
    void shouldEnrolNobody() {
        assertThatThrownBy(() -> new RehearsedControlRecords(real, null).create(first))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private ControlRecord claimed() {
        return ((Transition.Applied) new ControlTransitions(Duration.ofSeconds(5))
                        .apply(
                                first,
                                new ControlCommand.TakeClaim(
                                        1, "us-east-2/one", "orders-1", Purpose.FAILOVER, "us-east-2", true, null),
                                NOW))
                .after();
    }
}
