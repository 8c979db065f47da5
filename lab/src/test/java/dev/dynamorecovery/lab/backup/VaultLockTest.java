package dev.dynamorecovery.lab.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class VaultLockTest {

    private static final Instant LOCKED = Instant.parse("2026-03-04T10:00:00Z");

    @Test
    void shouldBeImmutableOnceTheCoolingOffIsOver() {
        VaultLock compliance = new VaultLock(OptionalInt.of(1), OptionalInt.empty(), Optional.of(LOCKED));
        VaultLock governance = new VaultLock(OptionalInt.of(1), OptionalInt.empty(), Optional.empty());

        assertThat(compliance.immutable(LOCKED.minusMillis(1))).isFalse();
        assertThat(compliance.immutable(LOCKED)).isTrue();
        assertThat(governance.immutable(LOCKED)).isFalse();
    }

    @Test
    void shouldTakeRetentionsWithinItsBoundsOnly() {
        VaultLock lock = new VaultLock(OptionalInt.of(7), OptionalInt.of(30), Optional.empty());

        assertThat(lock.refusal(OptionalInt.of(7))).isEmpty();
        assertThat(lock.refusal(OptionalInt.of(30))).isEmpty();
        assertThat(lock.refusal(OptionalInt.of(6)))
                .hasValueSatisfying(why -> assertThat(why).contains("minimum"));
        assertThat(lock.refusal(OptionalInt.of(31)))
                .hasValueSatisfying(why -> assertThat(why).contains("maximum"));
        assertThat(lock.refusal(OptionalInt.empty()))
                .hasValueSatisfying(why -> assertThat(why).contains("always"));
    }
}
