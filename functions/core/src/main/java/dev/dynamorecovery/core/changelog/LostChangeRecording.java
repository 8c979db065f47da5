package dev.dynamorecovery.core.changelog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.store.ObjectNotFoundException;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Records changes that were given up as a gap of the log, and tells people why they could not be logged. */
public final class LostChangeRecording {

    private static final String NO_CAUSE =
            "the logging function failed on the whole batch; its log of that time says how";

    private final ChangeLogIndex index;
    private final ObjectStore bucket;
    private final LostChangeNotices notices;

    /** @param bucket the log's, where the records that could not be logged lie with their cause */
    public LostChangeRecording(ChangeLogIndex index, ObjectStore bucket, LostChangeNotices notices) {
        this.index = index;
        this.bucket = bucket;
        this.notices = notices;
    }

    /** Records the gap, then tells of it: a notice of a gap that is not recorded would be worth less than none. */
    public LostChangeNotice record(LostBatch lost) {
        Optional<Quarantined> quarantined = quarantined(lost);
        String cause = quarantined.map(Quarantined::cause).orElse(NO_CAUSE);
        Instant from = lost.oldest().truncatedTo(ChronoUnit.SECONDS);
        Instant until = lost.newest().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        index.record(
                GapIdentity.ofGivenUp(lost.stream().label(), lost.firstSequence()),
                new Gap(
                        lost.stream().table(),
                        from,
                        until,
                        GapCause.RECORDS_GIVEN_UP,
                        "%d changes of stream %s, sequence %s to %s, were given up (%s): %s"
                                .formatted(
                                        lost.recordCount(),
                                        lost.stream().label(),
                                        lost.firstSequence(),
                                        lost.lastSequence(),
                                        lost.condition(),
                                        cause)));
        LostChangeNotice notice = new LostChangeNotice(
                lost.stream().table(),
                from,
                until,
                lost.recordCount(),
                lost.stream().label(),
                lost.shard(),
                lost.firstSequence(),
                lost.lastSequence(),
                cause,
                lost.condition(),
                lost.attempts(),
                lost.givenUpAt(),
                quarantined.map(Quarantined::key).orElse(null));
        notices.send(notice);
        return notice;
    }

    /** The logging function keeps the record it stopped at; it may not have been told the shard. */
    private Optional<Quarantined> quarantined(LostBatch lost) {
        return List.of(lost.shard(), ChangePosition.UNNAMED_SHARD).stream()
                .map(shard ->
                        Quarantine.key(lost.stream().table(), lost.stream().label(), shard, lost.firstSequence()))
                .flatMap(key -> cause(key).map(cause -> new Quarantined(key, cause)).stream())
                .findFirst();
    }

    private Optional<String> cause(String key) {
        try (InputStream object = bucket.open(key)) {
            JsonNode cause = Documents.readJson(object.readAllBytes()).path("cause");
            return cause.isTextual() ? Optional.of(cause.asText()) : Optional.empty();
        } catch (ObjectNotFoundException keptNone) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("reading " + key + " failed", unreadable);
        }
    }

    private record Quarantined(String key, String cause) {}
}
