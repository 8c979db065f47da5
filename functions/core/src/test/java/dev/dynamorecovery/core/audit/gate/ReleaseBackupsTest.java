package dev.dynamorecovery.core.audit.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.audit.posture.OnDemandBackup;
import dev.dynamorecovery.core.document.InvalidField;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseBackupsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(90);

    @Test
    void shouldLetOldReleaseBackupsGoAtTheEndOfTheirRetention() {
        OnDemandBackup old = backup("release-1-orders", "AVAILABLE", RETENTION.plusSeconds(1));
        OnDemandBackup justKept = backup("release-2-orders", "AVAILABLE", RETENTION);
        OnDemandBackup young = backup("release-3-orders", "AVAILABLE", Duration.ZERO);

        assertThat(expired(young, old, justKept)).containsExactly(old);
    }

    @Test
    void shouldKeepTheLastGoodOneHoweverOld() {
        OnDemandBackup last = backup("release-1-orders", "AVAILABLE", Duration.ofDays(500));
        OnDemandBackup broken = backup("release-2-orders", "CREATING", Duration.ofDays(400));

        assertThat(expired(last, broken)).isEmpty();
    }

    @Test
    void shouldDeleteNothingThatThisSuiteDidNotName() {
        assertThat(expired(
                        backup("before-migration", "AVAILABLE", Duration.ofDays(500)),
                        backup("release-1-users", "AVAILABLE", Duration.ofDays(500)),
                        backup("release-", "AVAILABLE", Duration.ofDays(500)),
                        backup("release-2-orders", "AVAILABLE", Duration.ZERO)))
                .isEmpty();
    }

    @Test
    void shouldNameABackupTheSameEachTime() {
        assertThat(ReleaseBackups.name("2026.11.23-1", "orders")).isEqualTo("release-2026.11.23-1-orders");
        assertThat(ReleaseBackups.name("1", "t".repeat(255))).hasSize(255);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1", "a/b", "ä"})
    void shouldNotTakeARelaseThatNoBackupCanBeNamedAfter(String release) {
        assertThatThrownBy(() -> ReleaseBackups.name(release, "orders"))
                .isInstanceOf(InvalidField.class)
                .hasMessageContaining("release");
    }

    @Property(seed = "42")
    void shouldAlwaysLeaveTheNewestAvailableBackup(@ForAll("backups") List<OnDemandBackup> backups) {
        List<OnDemandBackup> expired = ReleaseBackups.expired("orders", backups, RETENTION, NOW);

        List<OnDemandBackup> left = new ArrayList<>(backups);
        left.removeAll(expired);
        assertThat(newestAvailable(left)).isEqualTo(newestAvailable(backups));
        assertThat(expired).allSatisfy(backup -> {
            assertThat(backup.name()).startsWith("release-");
            assertThat(backup.status()).isEqualTo("AVAILABLE");
            assertThat(Duration.between(backup.createdAt(), NOW)).isGreaterThan(RETENTION);
        });
    }

    @Provide
    Arbitrary<List<OnDemandBackup>> backups() {
        return Combinators.combine(
                        Arbitraries.of("release-1-orders", "release-2-orders", "nightly", "release-1-users"),
                        Arbitraries.of("AVAILABLE", "AVAILABLE", "CREATING", "DELETED"),
                        Arbitraries.integers().between(0, 200),
                        Arbitraries.integers().between(0, 1_000_000))
                .as((name, status, days, arn) ->
                        new OnDemandBackup("arn:" + arn, name, status, NOW.minus(Duration.ofDays(days))))
                .list()
                .uniqueElements(OnDemandBackup::arn)
                .ofMaxSize(12);
    }

    private static Optional<Instant> newestAvailable(List<OnDemandBackup> backups) {
        return backups.stream()
                .filter(backup -> backup.status().equals("AVAILABLE"))
                .map(OnDemandBackup::createdAt)
                .max(Comparator.naturalOrder());
    }

    private static List<OnDemandBackup> expired(OnDemandBackup... backups) {
        return ReleaseBackups.expired("orders", List.of(backups), RETENTION, NOW);
    }

    private static OnDemandBackup backup(String name, String status, Duration age) {
        return new OnDemandBackup("arn:" + name, name, status, NOW.minus(age));
    }
}
