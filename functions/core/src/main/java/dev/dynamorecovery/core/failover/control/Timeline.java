package dev.dynamorecovery.core.failover.control;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A group's whole history, in order of its revisions. */
public record Timeline(List<TimelineEntry> entries) {

    private static final Set<String> NAMING_WHO_SERVES = Set.of(TimelineEntry.ENROL, ControlStep.SWITCH.label());

    public Timeline {
        entries = List.copyOf(entries);
    }

    /** Which Region served from when on, the first one first, up to a revision. */
    public List<Reign> reigns(long revision) {
        return entries.stream()
                .filter(entry -> entry.revision() <= revision && NAMING_WHO_SERVES.contains(entry.event()))
                .map(Reign::in)
                .toList();
    }

    /**
     * The first entry at which the history cannot be believed: its hash is not that of its fields, it does not follow the
     * one before, or it belongs to another group. Empty when the whole chain holds.
     */
    public Optional<Break> firstBreak() {
        String previousHash = TimelineEntry.NOTHING_BEFORE;
        long revision = 1;
        for (TimelineEntry entry : entries) {
            if (!entry.group().equals(entries.getFirst().group())) {
                return Optional.of(new Break(revision, "the entry belongs to group " + entry.group()));
            }
            if (entry.revision() != revision) {
                return Optional.of(new Break(revision, "the entry is missing; the next is " + entry.revision()));
            }
            if (!entry.previousHash().equals(previousHash)) {
                return Optional.of(new Break(revision, "the entry does not follow the one before it"));
            }
            if (!entry.intact()) {
                return Optional.of(new Break(revision, "the entry was changed after it was written"));
            }
            previousHash = entry.hash();
            revision++;
        }
        return Optional.empty();
    }

    /**
     * The same, and that the history ends where its record says: entries that were cut off at the end show only by it.
     *
     * @param newest of the control record
     */
    public Optional<Break> firstBreak(TimelineEntry newest) {
        Optional<Break> within = firstBreak();
        return within.isPresent() || (!entries.isEmpty() && entries.getLast().equals(newest))
                ? within
                : Optional.of(new Break(newest.revision(), "the history does not end with the record's newest entry"));
    }

    /**
     * @param revision of the entry that is wrong or missing
     * @param reason what is wrong with it
     */
    public record Break(long revision, String reason) {}
}
