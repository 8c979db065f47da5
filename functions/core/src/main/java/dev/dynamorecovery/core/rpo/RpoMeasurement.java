package dev.dynamorecovery.core.rpo;

import dev.dynamorecovery.core.changelog.Checkpoint;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Measures the recovery point: compares what is committed with what the log holds.
 *
 * <p>Where something committed is not logged, the oldest of it is what would be lost first, and its age is the recovery
 * point. Where all is logged, the recovery point is what it was for the newest change: the time from its commit to its
 * being logged, for as much would have been lost a moment before. It is never less than a second, because that is how
 * finely streams tell the time.
 */
public final class RpoMeasurement {

    /** AWS cuts the times of a stream's records to the second. */
    private static final Duration RESOLUTION = Duration.ofSeconds(1);

    private RpoMeasurement() {}

    /** Judges what was seen of a table at {@code now} against the recovery point that its plan allows. */
    public static RpoResult measure(RpoObservation seen, Duration rpoObjective, Instant now) {
        Optional<Gap> unlogged =
                seen.gaps().stream().filter(gap -> !gap.until().isBefore(now)).min(Comparator.comparing(Gap::from));
        if (seen.checkpoints().isEmpty()) {
            return new RpoResult.Unknown(
                    unlogged.map(Gap::detail).orElse("no change of the table has been logged yet"));
        }
        if (unlogged.filter(gap -> gap.cause() == GapCause.NOT_STARTED).isPresent()) {
            return new RpoResult.Unknown(unlogged.get().detail());
        }
        if (seen.committed().isPresent() && seen.logged().isEmpty()) {
            return new RpoResult.Unknown("heartbeat %d of %s is not in the log, nor is any before it%s"
                    .formatted(
                            seen.committed().get().beat(),
                            seen.committed().get().writtenAt(),
                            unlogged.map(gap -> "; " + gap.described()).orElse("")));
        }
        return Stream.of(
                        unlogged.map(gap -> new Exposure(Duration.between(gap.from(), now), gap.described())),
                        missingHeartbeat(seen, now),
                        Optional.of(lag(seen)))
                .flatMap(Optional::stream)
                .max(Comparator.comparing(Exposure::duration))
                .map(exposure -> judged(exposure, rpoObjective))
                .orElseThrow(); // the lag is always there
    }

    private static RpoResult judged(Exposure exposure, Duration rpoObjective) {
        if (exposure.duration().compareTo(RESOLUTION.negated()) < 0) {
            return new RpoResult.Unknown(exposure.reason() + ": " + exposure.duration() + ", so clocks disagree");
        }
        Duration achieved = exposure.duration().compareTo(RESOLUTION) < 0 ? RESOLUTION : exposure.duration();
        return achieved.compareTo(rpoObjective) > 0
                ? new RpoResult.OverObjective(achieved, rpoObjective, exposure.reason())
                : new RpoResult.WithinObjective(achieved, rpoObjective, exposure.reason());
    }

    /** A heartbeat that was committed and is not in the log: all since the newest one that is may be lost. */
    private static Optional<Exposure> missingHeartbeat(RpoObservation seen, Instant now) {
        return seen.committed()
                .flatMap(committed -> seen.logged()
                        .filter(logged -> logged.heartbeat().writtenAt().isBefore(committed.writtenAt()))
                        .map(logged -> new Exposure(
                                Duration.between(logged.heartbeat().writtenAt(), now),
                                "heartbeat %d of %s is not in the log; the newest there is %d of %s"
                                        .formatted(
                                                committed.beat(),
                                                committed.writtenAt(),
                                                logged.heartbeat().beat(),
                                                logged.heartbeat().writtenAt()))));
    }

    /** How long the newest change that is known to be logged took to get there. */
    private static Exposure lag(RpoObservation seen) {
        return seen.logged()
                .map(logged -> new Exposure(
                        Duration.between(logged.heartbeat().writtenAt(), logged.loggedAt()),
                        "all that is committed is in the log; heartbeat %d took that long to get there"
                                .formatted(logged.heartbeat().beat())))
                .orElseGet(() -> {
                    Checkpoint newest = seen.checkpoints().stream()
                            .max(Comparator.comparing(Checkpoint::newestChange))
                            .orElseThrow(); // a table without checkpoints was told apart before
                    return new Exposure(
                            Duration.between(newest.newestChange(), newest.loggedAt()),
                            "all that is committed is in the log; its newest change took that long to get there");
                });
    }

    private record Exposure(Duration duration, String reason) {}
}
