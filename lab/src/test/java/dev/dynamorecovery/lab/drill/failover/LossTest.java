package dev.dynamorecovery.lab.drill.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LossTest {

    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void shouldFindNothingLostWhereAllHasArrived() {
        List<Acknowledged> writes = List.of(write("w-1", "a", "", 1), write("w-2", "a", "w-1", 2));

        assertThat(Loss.of(writes, Map.of("a", "w-2"), List.of()).notFound()).isEmpty();
    }

    @Test
    void shouldCountEveryWriteBehindTheOneThatArrived() {
        List<Acknowledged> writes =
                List.of(write("w-1", "a", "", 1), write("w-2", "a", "w-1", 2), write("w-3", "a", "w-2", 3));

        assertThat(Loss.of(writes, Map.of("a", "w-1"), List.of()).notFound())
                .extracting(Acknowledged::write)
                .containsExactly("w-2", "w-3");
    }

    @Test
    void shouldCountAnItemThatIsMissing() {
        Loss loss = Loss.of(List.of(write("w-1", "a", "", 1)), Map.of(), List.of());

        assertThat(loss.notFound()).hasSize(1);
        assertThat(loss.acknowledged()).isEqualTo(1);
        assertThat(loss.rpo(START.plusSeconds(3))).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void shouldOrderWritesByWhatEachFoundWhenAnswersOvertakeEachOther() {
        List<Acknowledged> writes = List.of(write("w-2", "a", "w-1", 1), write("w-1", "a", "", 2));

        assertThat(Loss.of(writes, Map.of("a", "w-1"), List.of()).notFound())
                .extracting(Acknowledged::write)
                .containsExactly("w-2");
    }

    @Test
    void shouldTakeTheFirstWriteOverAnItemForTheWitnessOfWhatHadArrived() {
        List<Acknowledged> writes = List.of(write("w-1", "a", "", 1), write("w-2", "a", "w-1", 2));
        List<Acknowledged> later = List.of(write("w-9", "a", "w-1", 60), write("w-10", "a", "w-9", 61));

        assertThat(Loss.of(writes, Map.of("a", "w-10"), later).notFound())
                .extracting(Acknowledged::write)
                .containsExactly("w-2");
    }

    private static Acknowledged write(String write, String key, String previous, int second) {
        return new Acknowledged(write, key, "us-east-1", previous, START.plusSeconds(second));
    }
}
