package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.settings.StreamView;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Judges of which stretches of time the log does not know every change: what was never delivered, what the stream
 * dropped, what is still under way, what has expired. Unknown means unknown: whatever is not proven to be complete is a gap.
 */
public final class LogContinuity {

    /** Within this time a committed change shows in the stream; measured delays are far below a second. */
    public static final Duration VISIBLE_WITHIN = Duration.ofSeconds(5);

    private static final Duration STREAM_RETENTION = ChangeLogWriter.STREAM_RETENTION;

    private final String table;
    private final LogObservations log;
    private final Instant now;
    private final List<Gap> gaps = new ArrayList<>();

    private LogContinuity(LogObservations log, Instant now) {
        this.table = log.table();
        this.log = log;
        this.now = now;
    }

    /**
     * The gaps that touch {@code span}, in order of their beginnings.
     *
     * @param log what the index said, checkpoints read before the stream was looked at
     * @param retention how long the log is kept
     */
    public static List<Gap> gaps(
            LogObservations log, TimeSpan span, LogDelivery delivery, Duration retention, Instant now) {
        LogContinuity continuity = new LogContinuity(log, now);
        continuity.streams();
        continuity.silences();
        if (log.stream() instanceof StreamObservation.Enabled stream) {
            continuity.unsettled(stream, delivery);
        }
        continuity.unknown(
                Instant.MIN,
                now.minus(retention),
                GapCause.RETENTION_PASSED,
                "the log is kept for " + retention.toDays() + " days");
        continuity.gaps.addAll(log.recorded());
        return continuity.gaps.stream()
                .filter(gap -> gap.from().isBefore(span.until()) && gap.until().isAfter(span.from()))
                .map(gap -> gap.from().equals(Instant.MIN)
                        ? new Gap(gap.table(), span.from(), gap.until(), gap.cause(), gap.detail())
                        : gap)
                .sorted(Comparator.comparing(Gap::from))
                .toList();
    }

    /** Between two streams nothing is known, nor before the first one, nor without one. */
    private void streams() {
        NavigableMap<String, List<Checkpoint>> byLabel = byLabel();
        Optional<String> current = log.stream() instanceof StreamObservation.Enabled enabled
                ? Optional.of(enabled.label())
                : Optional.empty();
        current.ifPresent(label -> byLabel.putIfAbsent(label, List.of()));
        Instant knownUntil = Instant.MIN;
        for (Map.Entry<String, List<Checkpoint>> stream : byLabel.entrySet()) {
            boolean first = knownUntil.equals(Instant.MIN);
            unknown(
                    knownUntil,
                    beginning(stream.getKey(), stream.getValue()),
                    first ? GapCause.NOT_STARTED : GapCause.STREAM_DISABLED,
                    first ? "the log was not kept before" : "the stream was disabled or replaced");
            knownUntil = behind(newest(stream.getValue()).orElse(beginning(stream.getKey(), stream.getValue())));
        }
        if (byLabel.isEmpty()) {
            unknown(Instant.MIN, Instant.MAX, GapCause.NOT_STARTED, "nothing of the table was ever logged");
        } else if (!current.equals(Optional.of(byLabel.lastKey()))) {
            unknown(knownUntil, Instant.MAX, GapCause.STREAM_DISABLED, "the table has no stream now");
        }
    }

    /** From when on a stream is known: from its creation, if that was recent enough for nothing to have been dropped. */
    private Instant beginning(String label, List<Checkpoint> checkpoints) {
        Instant created = StreamName.createdAt(label);
        Instant looked = checkpoints.stream()
                .map(Checkpoint::firstLoggedAt)
                .min(Comparator.naturalOrder())
                .orElse(now);
        Instant kept = looked.minus(STREAM_RETENTION);
        if (!created.isBefore(kept)) {
            return created;
        }
        return checkpoints.stream()
                .map(Checkpoint::firstChange)
                .min(Comparator.naturalOrder())
                .orElse(kept);
    }

    /** When nothing of a stream was logged for longer than it keeps its records, some may have been dropped unseen. */
    private void silences() {
        byLabel().forEach((label, checkpoints) -> {
            Instant loggedAt = Instant.MAX;
            Instant newest = Instant.MIN;
            for (Checkpoint checkpoint : checkpoints.stream()
                    .sorted(Comparator.comparing(Checkpoint::firstLoggedAt))
                    .toList()) {
                if (!newest.equals(Instant.MIN)) {
                    silence(newest, loggedAt, checkpoint.firstLoggedAt());
                }
                loggedAt = newest.equals(Instant.MIN) ? checkpoint.loggedAt() : later(loggedAt, checkpoint.loggedAt());
                newest = later(newest, checkpoint.newestChange());
            }
            if (log.stream() instanceof StreamObservation.Enabled stream
                    && stream.label().equals(label)
                    && !observed(stream, checkpoints)) {
                silence(newest, loggedAt, now);
            }
        });
    }

    private void silence(Instant newest, Instant from, Instant until) {
        if (from.plus(STREAM_RETENTION).isBefore(until)) {
            unknown(
                    behind(newest),
                    until.minus(STREAM_RETENTION),
                    GapCause.STREAM_TRIMMED,
                    "nothing was logged from %s to %s, and the stream keeps its records for 24 hours"
                                    .formatted(from, until)
                            + "; give the plan a heartbeat, so that an idle table can be told from a broken log");
        }
    }

    /** Whether the shard that was logged last was looked at: then that says what is missing. */
    private static boolean observed(StreamObservation.Enabled stream, List<Checkpoint> checkpoints) {
        return checkpoints.stream()
                .max(Comparator.comparing(Checkpoint::loggedAt))
                .filter(last ->
                        stream.shards().stream().anyMatch(shard -> shard.shard().equals(last.shard())))
                .isPresent();
    }

    private void unsettled(StreamObservation.Enabled stream, LogDelivery delivery) {
        if (stream.view() != StreamView.NEW_AND_OLD_IMAGES) {
            unknown(
                    stream.createdAt(),
                    Instant.MAX,
                    GapCause.IMAGES_MISSING,
                    "the stream's view type is " + stream.view() + ": enable it anew with NEW_AND_OLD_IMAGES");
        }
        unknown(now.minus(VISIBLE_WITHIN), Instant.MAX, GapCause.NOT_SETTLED, "changes may not show in the stream yet");
        List<Checkpoint> checkpoints = byLabel().getOrDefault(stream.label(), List.of());
        boolean oneLane = delivery.parallelizationFactor() == 1
                && checkpoints.stream().noneMatch(mark -> mark.shard().equals(ChangePosition.UNNAMED_SHARD));
        if (!oneLane) {
            unknown(
                    now.minus(delivery.maximumRecordAge()),
                    Instant.MAX,
                    GapCause.NOT_SETTLED,
                    "batches of one shard are logged side by side, or without its name: only what is older than "
                            + delivery.maximumRecordAge() + " is surely logged or given up");
            return;
        }
        for (ShardObservation shard : stream.shards()) {
            shard(shard, stream, checkpoints);
        }
    }

    private void shard(ShardObservation shard, StreamObservation.Enabled stream, List<Checkpoint> checkpoints) {
        switch (shard) {
            case ShardObservation.Drained ignored -> {}
            case ShardObservation.Pending pending ->
                unknown(
                        pending.firstChange(),
                        Instant.MAX,
                        GapCause.NOT_SETTLED,
                        "shard " + pending.shard() + " has changes that are not logged yet");
            case ShardObservation.Trimmed trimmed ->
                unknown(
                        checkpoints.stream()
                                .filter(mark -> mark.shard().equals(trimmed.shard()))
                                .map(Checkpoint::newestChange)
                                .findFirst()
                                .orElse(stream.createdAt()),
                        Instant.MAX,
                        GapCause.STREAM_TRIMMED,
                        "shard " + trimmed.shard() + " dropped records behind the log's checkpoint");
        }
    }

    private void unknown(Instant from, Instant until, GapCause cause, String detail) {
        if (from.isBefore(until)) {
            gaps.add(new Gap(table, from, until, cause, detail));
        }
    }

    private NavigableMap<String, List<Checkpoint>> byLabel() {
        return log.checkpoints().stream()
                .collect(Collectors.groupingBy(Checkpoint::stream, TreeMap::new, Collectors.toList()));
    }

    private static Optional<Instant> newest(List<Checkpoint> checkpoints) {
        return checkpoints.stream().map(Checkpoint::newestChange).max(Comparator.naturalOrder());
    }

    private static Instant behind(Instant known) {
        return known.equals(Instant.MIN) ? known : known.plus(1, ChronoUnit.MICROS);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
