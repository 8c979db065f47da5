package dev.dynamorecovery.core.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundsTest {

    private static final Duration EVERY = Duration.ofSeconds(3);
    private Instant now = Instant.parse("2026-11-22T03:00:00Z");
    private final Instant start = now;
    private final List<Long> begun = new ArrayList<>();

    @Test
    void shouldBeginEachRoundAtItsOwnInstantAndEndInTime() {
        int count = rounds().run(EVERY, Duration.ofSeconds(58), () -> pass(1));

        assertThat(count).isEqualTo(19);
        assertThat(begun).startsWith(0L, 3L, 6L).endsWith(54L);
    }

    @Test
    void shouldLeaveOutTheRoundsThatASlowOneHasTakenTheTimeOf() {
        rounds().run(EVERY, Duration.ofSeconds(20), () -> pass(begun.size() == 2 ? 7 : 0));

        assertThat(begun).containsExactly(0L, 3L, 6L, 15L);
    }

    @Test
    void shouldRunOnceHoweverLittleTimeThereIs() {
        assertThat(rounds().run(EVERY, Duration.ZERO, () -> pass(0))).isEqualTo(1);
    }

    @Test
    void shouldStopWhenItIsInterrupted() {
        Rounds interrupted = new Rounds(() -> now, duration -> {
            throw new InterruptedException("stop");
        });

        assertThat(interrupted.run(EVERY, Duration.ofSeconds(58), () -> pass(0)))
                .isEqualTo(1);
        assertThat(Thread.interrupted()).isTrue();
    }

    private Rounds rounds() {
        return new Rounds(() -> now, duration -> now = now.plus(duration));
    }

    private void pass(int seconds) {
        begun.add(Duration.between(start, now).toSeconds());
        now = now.plusSeconds(seconds);
    }
}
