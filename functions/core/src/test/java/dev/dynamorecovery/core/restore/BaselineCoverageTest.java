package dev.dynamorecovery.core.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineCoverageTest {

    private static final Instant FROM = Instant.parse("2026-11-22T10:40:00Z");
    private static final QuietWindow WINDOW = new QuietWindow(FROM, FROM.plusSeconds(300));

    @ParameterizedTest
    @CsvSource({
        "-2, NOT_COVERED",
        "-1, AT_THE_EDGE",
        "0, COVERED",
        "299, COVERED",
        "300, AT_THE_EDGE",
        "301, AT_THE_EDGE",
        "302, NOT_COVERED"
    })
    void shouldJudgeASecondByTheSecondThatFollowsIt(long offsetSeconds, BaselineCoverage coverage) {
        assertThat(BaselineCoverage.of(new RestoredPoint.PointInTime(FROM.plusSeconds(offsetSeconds)), WINDOW))
                .isEqualTo(coverage);
    }

    @ParameterizedTest
    @CsvSource({
        "-61, NOT_COVERED",
        "-60, AT_THE_EDGE",
        "0, AT_THE_EDGE",
        "59, AT_THE_EDGE",
        "60, COVERED",
        "240, COVERED",
        "241, AT_THE_EDGE",
        "360, AT_THE_EDGE",
        "361, NOT_COVERED"
    })
    void shouldJudgeABackupByAMinuteEitherSide(long offsetSeconds, BaselineCoverage coverage) {
        assertThat(BaselineCoverage.of(new RestoredPoint.Backup("b", FROM.plusSeconds(offsetSeconds)), WINDOW))
                .isEqualTo(coverage);
    }

    /** Covered means: every state that the restore may have brought back lies within the window. */
    @Property(tries = 1000, seed = "20261122")
    void shouldCoverOnlyWhatTheWindowHoldsWhole(
            @ForAll @LongRange(min = -120_000, max = 420_000) long offsetMillis,
            @ForAll @LongRange(min = 0, max = 300_000) long lengthMillis,
            @ForAll @LongRange(min = -60_000, max = 60_000) long deviationMillis) {
        var window = new QuietWindow(FROM, FROM.plusMillis(lengthMillis));
        var backup = new RestoredPoint.Backup("b", FROM.plusMillis(offsetMillis));
        var actual = backup.instant().plusMillis(deviationMillis);

        if (BaselineCoverage.of(backup, window) == BaselineCoverage.COVERED) {
            assertThat(actual).isBetween(window.from(), window.until());
        }
        if (!actual.isBefore(window.from()) && !actual.isAfter(window.until())) {
            assertThat(BaselineCoverage.of(backup, window)).isNotEqualTo(BaselineCoverage.NOT_COVERED);
        }
    }
}
