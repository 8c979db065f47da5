package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeLogReader;
import dev.dynamorecovery.core.changelog.ChangeSelection;
import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.LatestChanges;
import dev.dynamorecovery.core.changelog.LogContinuity;
import dev.dynamorecovery.core.changelog.LogObservations;
import dev.dynamorecovery.core.changelog.LogSlices;
import dev.dynamorecovery.core.changelog.SegmentEntry;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.ChangeLogPlan;
import dev.dynamorecovery.lab.execution.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One listing of a table's log: finds out what can be shown, and shows it without holding it. */
final class LogListing {

    /** How far back the latest changes are looked for where nothing else was said. */
    private static final Duration LOOKED_BACK = Duration.ofHours(24);

    /** As many changes as are sorted at a time. */
    private static final long SLICE = 20_000;

    private static final Comparator<Change> BY_TIME =
            Comparator.comparing(Change::at).thenComparing(Change::position);

    private final ChangeLogStack stack;
    private final LogQuery query;
    private final Instant now;
    private final LogObservations log;
    private final Optional<ChangeLogStack.Table> table;
    private final TimeSpan span;
    private final ChangeLogReader reader;

    LogListing(ChangeLogStack stack, LogQuery query, Instant now) {
        this.stack = stack;
        this.query = query;
        this.now = now;
        this.table = stack.table(query.table());
        this.log = LogObservations.of(query.table(), stack.index(), stack.streams());
        if (log.checkpoints().isEmpty()) {
            throw table.isEmpty() ? unknownTable() : noLog();
        }
        this.span = span();
        this.reader = new ChangeLogReader(query.table(), stack.index(), stack.bucket());
    }

    ChangeDescription description(boolean revealValues) {
        List<String> keyNames =
                table.map(found -> List.copyOf(found.keyTypes().keySet())).orElse(List.of());
        return new ChangeDescription(plan().attributes(), stack.region(), keyNames, revealValues);
    }

    ExitCode write(LogOutput out) {
        Tally tally = new Tally(heartbeats(), query.key() != null);
        List<Gap> unreadable = query.ofLatest() || query.key() != null ? latest(out, tally) : window(out, tally);
        TimeSpan judged =
                query.ofLatest() && tally.oldest != null && query.window().from() == null
                        ? new TimeSpan(tally.oldest, span.until())
                        : span;
        List<Gap> gaps = new ArrayList<>(unreadable);
        settled(judged)
                .ifPresent(settled ->
                        gaps.addAll(0, LogContinuity.gaps(log, settled, stack.delivery(), stack.retention(), now)));
        LogSummary summary = new LogSummary(query.table(), told(judged), tally.shown, tally.heartbeats, gaps);
        out.end(summary);
        return summary.exitCode();
    }

    private List<Gap> latest(LogOutput out, Tally tally) {
        int most = query.ofLatest() ? query.most() : Integer.MAX_VALUE;
        @Nullable KeyArgument key = query.key();
        LatestChanges latest = key == null
                ? reader.last(most, span, tally)
                : reader.ofKey(key.in(query.table(), keyTypes()), most, span);
        List<Change> changes =
                query.ofLatest() ? latest.changes() : latest.changes().reversed();
        for (Change change : changes) {
            tally.show(change);
            if (!out.change(change)) {
                break;
            }
        }
        return latest.gaps();
    }

    /** Slice by slice, each sorted by time: between shards the log has no order. */
    private List<Gap> window(LogOutput out, Tally tally) {
        List<SegmentEntry> entries = stack.index().segments(query.table(), span);
        List<Gap> gaps = new ArrayList<>();
        for (TimeSpan slice : LogSlices.of(entries, span, SLICE)) {
            List<Change> changes = new ArrayList<>();
            gaps.addAll(reader.read(slice, tally, changes::add).gaps());
            changes.sort(BY_TIME);
            for (Change change : changes) {
                tally.show(change);
                if (!out.change(change)) {
                    return gaps;
                }
            }
        }
        return gaps;
    }

    /**
     * What was committed in the last seconds may not show yet: nobody asked about them who named no end. Empty where all
     * that was asked about lies in them.
     */
    private Optional<TimeSpan> settled(TimeSpan judged) {
        if (query.window().to() != null) {
            return Optional.of(judged);
        }
        Instant visible = now.minus(LogContinuity.VISIBLE_WITHIN);
        return judged.from().isBefore(visible) ? Optional.of(new TimeSpan(judged.from(), visible)) : Optional.empty();
    }

    /** As it is told: until now where nobody named an end. */
    private TimeSpan told(TimeSpan judged) {
        return query.window().to() != null || judged.from().isAfter(now) ? judged : new TimeSpan(judged.from(), now);
    }

    private TimeSpan span() {
        Instant kept = now.minus(stack.retention());
        @Nullable Instant from = query.window().from();
        @Nullable Instant to = query.window().to();
        if (from != null && from.isBefore(kept)) {
            throw outsideRetention("--from", from, kept);
        }
        if (to != null && !to.isAfter(kept)) {
            throw outsideRetention("--to", to, kept);
        }
        // The clock of whoever wrote may be ahead of this one.
        Instant until = to == null ? now.plus(LogContinuity.VISIBLE_WITHIN) : to;
        if (from != null) {
            return new TimeSpan(from, until);
        }
        Instant lookedBack = until.minus(LOOKED_BACK);
        boolean everything = query.key() != null || !query.ofLatest() || lookedBack.isBefore(kept);
        return new TimeSpan(everything ? kept : lookedBack, until);
    }

    /** Tells the keys of the suite's own items; nothing is known of a table that is gone. */
    private Predicate<Item> heartbeats() {
        return table.<Predicate<Item>>map(found -> {
                    List<String> names = List.copyOf(found.keyTypes().keySet());
                    KeySchema schema = new KeySchema(names.getFirst(), names.size() == 1 ? null : names.get(1));
                    Predicate<ItemKey> heartbeat = plan().heartbeatsIn(schema);
                    return keys -> heartbeat.test(ItemKey.of(keys, schema));
                })
                .orElse(keys -> false);
    }

    private ChangeLogPlan plan() {
        return table.map(ChangeLogStack.Table::plan).orElse(ChangeLogPlan.NONE);
    }

    /** A table that is gone tells no types any more, but its changes do. */
    private Map<String, String> keyTypes() {
        return table.map(ChangeLogStack.Table::keyTypes).orElseGet(() -> {
            Map<String, String> types = new LinkedHashMap<>();
            reader.last(1, new TimeSpan(now.minus(stack.retention()), span.until())).changes().stream()
                    .findFirst()
                    .ifPresent(change ->
                            change.keys().attributes().forEach((name, value) -> types.put(name, type(value))));
            return types;
        });
    }

    private static String type(AttributeValue value) {
        return value instanceof AttributeValue.Numeric ? "N" : value instanceof AttributeValue.Binary ? "B" : "S";
    }

    private CommandFailure unknownTable() {
        return refused(
                "UnknownTable",
                "TABLE",
                query.table(),
                "there is no table '" + query.table() + "', and nothing of it was ever logged",
                "check the name, and the account and Region above");
    }

    private CommandFailure noLog() {
        return refused(
                "NoChangeLog",
                "TABLE",
                query.table(),
                "nothing of the table '" + query.table() + "' was ever logged",
                "'./recovery protect " + query.table() + "' says whether it is attached, and attaches it; what is"
                        + " written from then on shows within a minute");
    }

    private CommandFailure outsideRetention(String option, Instant asked, Instant kept) {
        return refused(
                "OutsideRetention",
                option,
                asked.toString(),
                option + " " + asked + " is before " + kept + ": the log is kept for "
                        + stack.retention().toDays() + " days",
                "give an instant after " + kept + "; for older states restore a backup");
    }

    private static CommandFailure refused(String code, String field, String value, String message, String remedy) {
        return new CommandFailure(ExitCode.REFUSED, message, List.of(new Refusal(code, field, value, remedy)), null);
    }

    /** Counts what is shown, and leaves the suite's own heartbeats out unless somebody asks for that very item. */
    private static final class Tally implements ChangeSelection {

        private final Predicate<Item> heartbeat;
        private final boolean ofKey;
        private long shown;
        private long heartbeats;
        private @Nullable Instant oldest;

        Tally(Predicate<Item> heartbeat, boolean ofKey) {
            this.heartbeat = heartbeat;
            this.ofKey = ofKey;
        }

        @Override
        public boolean wants(Change change) {
            if (!ofKey && heartbeat.test(change.keys())) {
                heartbeats++;
                return false;
            }
            return true;
        }

        void show(Change change) {
            shown++;
            if (oldest == null || change.at().isBefore(oldest)) {
                oldest = change.at();
            }
        }
    }
}
