package dev.dynamorecovery.core.changelog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LostChangeRecordingTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:13:19Z");

    private final SampleChangeLog log = new SampleChangeLog("orders");
    private final List<LostChangeNotice> notices = new ArrayList<>();

    @Test
    void shouldRecordWhatWasGivenUpAsAGapOfTheLog() {
        recording().record(LostChanges.oneRecord());

        assertThat(log.index().gaps("orders")).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(GapCause.RECORDS_GIVEN_UP);
            assertThat(gap.from()).isEqualTo(AT);
            // A stream's times are cut to the second: the change was made anywhere in it.
            assertThat(gap.until()).isEqualTo(AT.plusSeconds(1));
            assertThat(gap.detail()).contains("1 changes", "000000000000000000014", "RetryAttemptsExhausted");
        });
    }

    @Test
    void shouldTellPeopleTheCauseThatWasKeptWithTheRecord() {
        logSpoilt(AT, AT.plusSeconds(1));

        var notice = recording().record(LostChanges.oneRecord());

        assertThat(notices).containsExactly(notice);
        assertThat(notice.cause()).contains("images");
        assertThat(notice.quarantineKey())
                .isEqualTo(
                        "quarantine/table=orders/2026-11-22T10-00-00.000/shardId-00000001-a/000000000000000000014.json");
        assertThat(log.bucket().list("quarantine/")).contains(notice.quarantineKey());
        assertThat(notice.toString()).doesNotContain("top secret");
        assertThat(log.index().gaps("orders"))
                .allSatisfy(gap -> assertThat(gap.detail()).doesNotContain("top secret"));
    }

    @Test
    void shouldSayWhereToLookWhenTheLoggerLeftNoCause() {
        var notice = recording().record(LostChanges.oneRecord());

        assertThat(notice.quarantineKey()).isNull();
        assertThat(notice.cause()).contains("its log of that time says how");
    }

    @Test
    void shouldChangeNothingWhenTheMessageComesTwice() {
        recording().record(LostChanges.oneRecord());
        recording().record(LostChanges.oneRecord());

        assertThat(log.index().gaps("orders")).hasSize(1);
    }

    /** The logger notes what it cannot log each time it is asked, and again Lambda's word comes when it gives up. */
    @Test
    void shouldBeOneGapWhoeverNoticesIt() {
        logSpoilt(AT.plusMillis(250), AT.plusSeconds(1));
        logSpoilt(AT.plusMillis(250), AT.plusSeconds(60));
        recording().record(LostChanges.oneRecord());
        logSpoilt(AT.plusMillis(250), AT.plusSeconds(90));

        assertThat(log.index().gaps("orders")).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo(AT);
            assertThat(gap.until()).isEqualTo(AT.plusSeconds(1));
            assertThat(gap.detail()).contains("000000000000000000014", "images");
        });
    }

    @Test
    void shouldBeOneGapOfARecordWithoutATimeHoweverOftenItIsTried() {
        logSpoilt(null, AT.plusSeconds(1));
        logSpoilt(null, AT.plusSeconds(60));

        assertThat(log.index().gaps("orders")).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo(AT);
            assertThat(gap.until()).isEqualTo(AT.plusSeconds(60));
        });
    }

    @Test
    void shouldCoverAllThatLambdaGaveUpWithTheRecord() {
        logSpoilt(AT, AT.plusSeconds(1));
        recording().record(LostChanges.sevenRecords());

        assertThat(log.index().gaps("orders")).singleElement().satisfies(gap -> {
            assertThat(gap.until()).isEqualTo(AT.plusSeconds(6));
            assertThat(gap.detail()).contains("7 changes");
        });
    }

    @Test
    void shouldHaveRecordedTheGapBeforeItTellsOfIt() {
        var recording = new LostChangeRecording(log.index(), log.bucket(), notice -> {
            assertThat(log.index().gaps("orders")).hasSize(1);
            throw new IllegalStateException("the queue is away");
        });

        assertThatThrownBy(() -> recording.record(LostChanges.oneRecord())).hasMessage("the queue is away");
    }

    /** One change that can be logged, and one that cannot: of this time, or of none. */
    private void logSpoilt(@Nullable Instant at, Instant now) {
        var table = new SampleHistory();
        table.put(secret(), AT);
        table.put(secret(), at == null ? AT : at);
        var event = StreamEvents.document("orders", table.changes());
        var spoilt = StreamEvents.record("orders", table.changes().getLast());
        spoilt.put("eventName", "SPOILT");
        if (at == null) {
            ((Map<?, ?>) Objects.requireNonNull(spoilt.get("dynamodb"))).remove("ApproximateCreationDateTime");
        }
        event.put(
                "Records", List.of(StreamEvents.record("orders", table.changes().getFirst()), spoilt));
        new ChangeLogWriter(log.index(), log.bucket()).write(StreamEvents.bytes(event), now);
    }

    private LostChangeRecording recording() {
        return new LostChangeRecording(log.index(), log.bucket(), notices::add);
    }

    private static Item secret() {
        return new Item(Map.of("id", new AttributeValue.Text("a"), "note", new AttributeValue.Text("top secret")));
    }
}
