package dev.dynamorecovery.core.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.plan.Objectives;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LowerChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestoreNumbersTest {

    private static final Instant LOST = Instant.parse("2026-11-22T10:41:00Z");
    private static final Objectives PROMISED = new Objectives(Duration.ofMinutes(10), Duration.ofMinutes(5));

    @ParameterizedTest
    @CsvSource({
        "0, 512, 1000, 1",
        "1, 512, 1000, 1",
        "536870912, 512, 1000, 1",
        "536870913, 512, 1000, 2",
        "1099511627776, 512, 1000, 1000",
        "1099511627776, 512, 10000, 2048",
        "9223372036854775807, 1, 10000, 10000"
    })
    void shouldCutATableIntoSegmentsBySize(long sizeBytes, int mebibytes, int maximum, int segments) {
        assertThat(new ScanSegments(mebibytes, maximum).of(sizeBytes)).isEqualTo(segments);
    }

    @ParameterizedTest
    @CsvSource({"0, 10", "512, 0", "512, 10001"})
    void shouldRefuseSegmentsThatNoMapCouldRun(int mebibytes, int maximum) {
        assertThatThrownBy(() -> new ScanSegments(mebibytes, maximum)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldMeasureTheObjectivesFromTheLoss() {
        var achieved =
                ObjectivesAchieved.measure(PROMISED, LOST, LOST.minusSeconds(60), LOST.plus(Duration.ofMinutes(10)));

        assertThat(achieved.rtoAchieved()).isEqualTo(Duration.ofMinutes(10));
        assertThat(achieved.rpoAchieved()).isEqualTo(Duration.ofMinutes(1));
        assertThat(achieved.met()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"601, 60, false, true", "600, 301, true, false", "600, 300, true, true"})
    void shouldMissAnObjectiveByOneSecond(long rtoSeconds, long rpoSeconds, boolean rtoMet, boolean rpoMet) {
        var achieved =
                ObjectivesAchieved.measure(PROMISED, LOST, LOST.minusSeconds(rpoSeconds), LOST.plusSeconds(rtoSeconds));

        assertThat(achieved.rtoMet()).isEqualTo(rtoMet);
        assertThat(achieved.rpoMet()).isEqualTo(rpoMet);
        assertThat(achieved.met()).isEqualTo(rtoMet && rpoMet);
    }

    @Test
    void shouldLoseNothingWhenTheBackupIsYoungerThanTheLoss() {
        assertThat(ObjectivesAchieved.measure(PROMISED, LOST, LOST.plusSeconds(30), LOST.plusSeconds(60))
                        .rpoAchieved())
                .isZero();
    }

    @Property(tries = 200, seed = "20261122")
    void shouldGiveACopyANameThatDynamoDbTakes(@ForAll @LowerChars @StringLength(min = 3, max = 255) String source) {
        var copy = TableName.ofCopy(source, LOST, LOST.plusSeconds(60));

        assertThat(TableName.checked("target", copy)).isEqualTo(copy).isNotEqualTo(source);
        assertThat(copy).endsWith("-restored-20261122T104100Z-20261122T104200Z");
    }

    @Test
    void shouldRefuseANegativeCountAndAWindowThatEndsBeforeItBegins() {
        assertThatThrownBy(() -> new DifferenceCounts(0, -1, 0)).hasMessageContaining("extra -1");
        assertThatThrownBy(() -> new QuietWindow(LOST, LOST.minusNanos(1))).hasMessageContaining("ends before");
    }
}
