package dev.dynamorecovery.core.rpo;

import dev.dynamorecovery.core.changelog.ChangeLogIndex;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.GapIdentity;
import dev.dynamorecovery.core.changelog.LogContinuity;
import dev.dynamorecovery.core.changelog.LogDelivery;
import dev.dynamorecovery.core.changelog.LogObservations;
import dev.dynamorecovery.core.changelog.StreamObserver;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.plan.ChangeLogPlan;
import dev.dynamorecovery.core.plan.PlanBinding;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.store.ObjectStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures the recovery point of protected tables, one after the other, and records the gaps that it finds. */
public final class RpoValidation {

    /** Streams keep their records for a day: what is older was found before, or is gone. */
    private static final Duration LOOKED_BACK = Duration.ofHours(24);

    private final ChangeLogIndex index;
    private final LoggedHeartbeats loggedHeartbeats;
    private final StreamObserver streams;
    private final Heartbeats heartbeats;
    private final LogDelivery delivery;
    private final Duration retention;
    private final String region;

    /**
     * @param bucket the log's
     * @param retention how long the log is kept
     * @param region whose heartbeats are written and looked for: each Region has its own in a global table
     */
    public RpoValidation(
            ChangeLogIndex index,
            ObjectStore bucket,
            StreamObserver streams,
            Heartbeats heartbeats,
            LogDelivery delivery,
            Duration retention,
            String region) {
        this.index = index;
        this.loggedHeartbeats = new LoggedHeartbeats(index, bucket);
        this.streams = streams;
        this.heartbeats = heartbeats;
        this.delivery = delivery;
        this.retention = retention;
        this.region = region;
    }

    /** Measures one table; empty where its plan asks for no change log. */
    public Optional<TableRpo> validate(ProtectedTable table, Instant now) {
        return switch (table.binding()) {
            case PlanBinding.Bound bound ->
                bound.plan().changeLog().equals(ChangeLogPlan.NONE)
                        ? Optional.empty()
                        : Optional.of(measured(table, bound.plan(), now));
            case PlanBinding.NamesNoPlan wrong ->
                Optional.of(unknown(table.name(), "its tag names the plan '" + wrong.name() + "', which is not here"));
            case PlanBinding.NamesInvalidPlan wrong ->
                Optional.of(unknown(
                        table.name(),
                        "its plan '%s' does not validate: %s = %s: %s"
                                .formatted(wrong.name(), wrong.field(), wrong.value(), wrong.remedy())));
            case PlanBinding.Untagged none -> Optional.empty();
        };
    }

    private TableRpo measured(ProtectedTable found, RecoveryPlan plan, Instant now) {
        String table = found.name();
        // The log first, the table last: whatever is written meanwhile makes the result worse, never better.
        LogObservations log = LogObservations.of(table, index, streams);
        TimeSpan span = new TimeSpan(now.minus(LOOKED_BACK), now.minus(LogContinuity.VISIBLE_WITHIN));
        List<Gap> gaps = new ArrayList<>(LogContinuity.gaps(log, span, delivery, retention, now));
        Optional<LoggedHeartbeat> logged = Optional.empty();
        Optional<Heartbeat> committed = Optional.empty();
        Optional<Item> keys = plan.changeLog().heartbeatIn(found.keys()).map(key -> key.of(region));
        if (keys.isPresent()) {
            LoggedHeartbeats.Found newest =
                    loggedHeartbeats.newest(table, keys.get(), new TimeSpan(span.from(), now.plus(LOOKED_BACK)));
            logged = newest.heartbeat();
            gaps.addAll(newest.gaps());
            committed = heartbeats.beat(table, keys.get(), now);
        }
        return new TableRpo(
                table,
                RpoMeasurement.measure(
                        new RpoObservation(committed, logged, log.checkpoints(), gaps),
                        plan.objectives().rpo(),
                        now),
                recorded(gaps, log.recorded(), now));
    }

    /** Records the gaps that are over and not recorded yet: the stream will not tell of them much longer. */
    private List<Gap> recorded(List<Gap> gaps, List<Gap> before, Instant now) {
        List<Gap> found = gaps.stream()
                .filter(gap -> gap.until().isBefore(now))
                .filter(gap -> staysUnknown(gap.cause()))
                .filter(gap -> before.stream().noneMatch(known -> same(known, gap)))
                .toList();
        found.forEach(gap -> index.record(GapIdentity.ofStretch(gap), gap));
        return found;
    }

    private static boolean staysUnknown(GapCause cause) {
        return switch (cause) {
            case STREAM_DISABLED,
                    IMAGES_MISSING,
                    STREAM_TRIMMED,
                    RECORDS_GIVEN_UP,
                    SEGMENT_MISSING,
                    SEGMENT_CORRUPT,
                    CHANGE_MISSING -> true;
            // These follow from the clock or pass by themselves.
            case NOT_SETTLED, NOT_STARTED, RETENTION_PASSED -> false;
        };
    }

    private static boolean same(Gap one, Gap other) {
        return one.from().equals(other.from()) && one.until().equals(other.until()) && one.cause() == other.cause();
    }

    /** What could not be measured for a reason outside the log. */
    public static TableRpo unknown(String table, String reason) {
        return new TableRpo(table, new RpoResult.Unknown(reason), List.of());
    }
}
