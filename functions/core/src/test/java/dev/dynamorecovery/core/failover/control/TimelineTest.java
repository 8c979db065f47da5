package dev.dynamorecovery.core.failover.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimelineTest {

    private static final Instant AT = Instant.parse("2026-11-22T03:00:00Z");

    @Test
    void shouldBelieveAHistoryThatNobodyTouched() {
        List<TimelineEntry> entries = entries("orders", 5);

        assertThat(new Timeline(entries).firstBreak()).isEmpty();
        assertThat(new Timeline(entries).firstBreak(entries.getLast())).isEmpty();
    }

    @Property(tries = 500)
    void shouldFindAnyEntryThatWasChanged(
            @ForAll @IntRange(min = 1, max = 20) int length,
            @ForAll @IntRange(min = 0, max = 19) int place,
            @ForAll @IntRange(min = 0, max = 8) int field) {
        List<TimelineEntry> entries = entries("orders", length);
        int changed = place % length;
        entries.set(changed, changed(entries.get(changed), field));

        assertThat(new Timeline(entries).firstBreak()).isPresent();
    }

    @Property(tries = 200)
    void shouldFindAnyEntryThatIsMissing(
            @ForAll @IntRange(min = 2, max = 20) int length, @ForAll @IntRange(min = 0, max = 19) int place) {
        List<TimelineEntry> entries = entries("orders", length);
        TimelineEntry newest = entries.getLast();
        entries.remove(place % length);

        assertThat(new Timeline(entries).firstBreak(newest)).isPresent();
    }

    @Property(tries = 200)
    void shouldFindAnyEntryThatWasPutIn(
            @ForAll @IntRange(min = 2, max = 20) int length, @ForAll @IntRange(min = 0, max = 19) int place) {
        List<TimelineEntry> entries = entries("orders", length);
        TimelineEntry newest = entries.getLast();
        TimelineEntry before = entries.get(place % length);
        entries.add(place % length + 1, before.followedBy(1, AT, "Fence", "mallory", "put in"));

        assertThat(new Timeline(entries).firstBreak(newest)).isPresent();
    }

    @Property(tries = 200)
    void shouldFindEntriesThatChangedPlaces(
            @ForAll @IntRange(min = 2, max = 20) int length, @ForAll @IntRange(min = 0, max = 19) int place) {
        List<TimelineEntry> entries = entries("orders", length);
        int first = place % (length - 1);
        entries.add(first, entries.remove(first + 1));

        assertThat(new Timeline(entries).firstBreak()).isPresent();
    }

    @Test
    void shouldFindAnEntryOfAnotherGroup() {
        List<TimelineEntry> entries = entries("orders", 1);
        entries.add(entries("users", 2).getLast());

        assertThat(new Timeline(entries).firstBreak())
                .hasValueSatisfying(found -> assertThat(found.reason()).contains("users"));
    }

    @Test
    void shouldNotConfuseFieldsThatRunTogether() {
        TimelineEntry one = TimelineEntry.first("orders", 1, AT, "ab", "c");
        TimelineEntry other = TimelineEntry.first("orders", 1, AT, "a", "bc");

        assertThat(one.hash()).isNotEqualTo(other.hash());
    }

    private static List<TimelineEntry> entries(String group, int length) {
        List<TimelineEntry> entries = new ArrayList<>();
        entries.add(TimelineEntry.first(group, 1, AT, "ada", "us-east-1 serves"));
        while (entries.size() < length) {
            entries.add(entries.getLast().followedBy(entries.size(), AT, "TakeClaim", "b", "step " + entries.size()));
        }
        return entries;
    }

    private static TimelineEntry changed(TimelineEntry entry, int field) {
        return new TimelineEntry(
                field == 0 ? "users" : entry.group(),
                field == 1 ? entry.revision() + 1 : entry.revision(),
                field == 2 ? entry.epoch() + 1 : entry.epoch(),
                field == 3 ? AT.plusNanos(1) : entry.at(),
                field == 4 ? "Conclude" : entry.event(),
                field == 5 ? "mallory" : entry.by(),
                field == 6 ? "nothing happened" : entry.detail(),
                field == 7 ? "f".repeat(64) : entry.previousHash(),
                field == 8 ? "0".repeat(64) : entry.hash());
    }
}
