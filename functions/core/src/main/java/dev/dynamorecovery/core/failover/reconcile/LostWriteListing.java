package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.changelog.Gap;
import dev.dynamorecovery.core.changelog.GapCause;
import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.item.ItemKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Lists what last-writer-wins dropped in a table since a failover, from the change logs of both Regions.
 *
 * <p>Each log is read as often as the table's changes need to fit into memory, a part of the keys each time.
 */
public final class LostWriteListing {

    /** How long before the hand-over the logs are read: so far back the base of a loss is found, not the loss itself. */
    public static final Duration LOOK_BACK = Duration.ofHours(1);

    /** Within this time a late write shows in both logs, or something is wrong with replication that the alarms tell of. */
    private static final Duration ARRIVES_WITHIN = Duration.ofMinutes(5);

    /** The changes that are held in memory together. */
    private static final int CHANGES_TOGETHER = 100_000;

    private LostWriteListing() {}

    /**
     * What is known of one table.
     *
     * @param until up to when both logs have settled
     * @param unknown what the logs do not know, in words; with any of it, that nothing else is lost is not proven
     * @param unsettled whether changes that matter are still on their way into the logs, or between the Regions; never after
     *     a planned move, for both Regions were equal then
     */
    public record TableLosses(
            String table, Instant until, long items, List<LostWrite> lost, List<String> unknown, boolean unsettled) {

        public TableLosses {
            lost = List.copyOf(lost);
            unknown = List.copyOf(unknown);
        }

        /** The same without the losses of these names. */
        public TableLosses without(Set<String> ids) {
            return new TableLosses(
                    table,
                    until,
                    items,
                    lost.stream().filter(write -> !ids.contains(write.id())).toList(),
                    unknown,
                    unsettled);
        }
    }

    /** Lists the losses of one table, by what both logs know by now. */
    public static TableLosses of(ReconciledTable table, HandOver handOver, Instant now) {
        TimeSpan wanted = new TimeSpan(handOver.at().minus(LOOK_BACK), lastLook(handOver, now));
        List<Gap> gaps = Stream.concat(table.left().gaps(wanted).stream(), table.entered().gaps(wanted).stream())
                .toList();
        Instant until = gaps.stream()
                .filter(gap -> gap.cause() == GapCause.NOT_SETTLED)
                .map(Gap::from)
                .reduce(wanted.until(), (one, other) -> one.isBefore(other) ? one : other);
        // What was written before a gap that ended before the hand-over, and is lost, shows when it is overwritten.
        Instant from = gaps.stream()
                .filter(gap -> gap.cause() != GapCause.NOT_SETTLED)
                .map(Gap::until)
                .filter(handOver::longBefore)
                .reduce(wanted.from(), (one, other) -> one.isAfter(other) ? one : other);
        List<String> unknown = new ArrayList<>(gaps.stream()
                .filter(gap -> gap.cause() != GapCause.NOT_SETTLED)
                .filter(gap -> gap.from().isBefore(until) && !handOver.longBefore(gap.until()))
                .map(Gap::described)
                .toList());
        if (!until.isAfter(handOver.at().plus(handOver.clockTolerance()))) {
            return new TableLosses(table.name(), until, 0, List.of(), unknown, handOver.open());
        }
        TimeSpan span = new TimeSpan(from, until);
        TableFindings findings = findings(table, handOver, span, unknown);
        if (findings.broken() > 0) {
            unknown.add(findings.broken() + " items have a change that is missing from a log");
        }
        return new TableLosses(
                table.name(),
                until,
                findings.items(),
                findings.lost().stream()
                        .map(version -> LostWrite.of(table, version))
                        .toList(),
                unknown,
                handOver.open() && findings.pending() > 0);
    }

    /** Where both Regions are equal but for what was sent late, the logs of later times tell nothing of it. */
    private static Instant lastLook(HandOver handOver, Instant now) {
        Instant arrived = handOver.lateUntil().plus(ARRIVES_WITHIN);
        return handOver.open() || now.isBefore(arrived) ? now : arrived;
    }

    private static TableFindings findings(
            ReconciledTable table, HandOver handOver, TimeSpan span, List<String> unknown) {
        int parts = table.left().slices(span, CHANGES_TOGETHER).size()
                + table.entered().slices(span, CHANGES_TOGETHER).size()
                - 1;
        TableFindings findings = TableFindings.NONE;
        for (int part = 0; part < parts; part++) {
            TableReconciliation reconciliation =
                    new TableReconciliation(table.keySchema(), handOver, wanted(table, part, parts));
            List<Gap> unread = new ArrayList<>(table.left().read(span, reconciliation::addFromLeft));
            unread.addAll(table.entered().read(span, reconciliation::addFromEntered));
            unread.stream()
                    .map(Gap::described)
                    .filter(words -> !unknown.contains(words))
                    .forEach(unknown::add);
            findings = findings.plus(reconciliation.findings());
        }
        return findings;
    }

    private static Predicate<ItemKey> wanted(ReconciledTable table, int part, int parts) {
        return key -> Math.floorMod(key.hashCode(), parts) == part
                && !table.heartbeats().test(key);
    }
}
