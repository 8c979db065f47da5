package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.Timeline;
import dev.dynamorecovery.core.failover.control.UnknownGroup;
import dev.dynamorecovery.core.failover.reconcile.HandOver;
import dev.dynamorecovery.core.failover.reconcile.LossResolutions;
import dev.dynamorecovery.core.failover.reconcile.LossStatus;
import dev.dynamorecovery.core.failover.reconcile.LostWrite;
import dev.dynamorecovery.core.failover.reconcile.LostWriteListing;
import dev.dynamorecovery.core.failover.reconcile.ReconciledTable;
import dev.dynamorecovery.core.failover.reconcile.RecordedResolution;
import dev.dynamorecovery.core.failover.reconcile.ResolutionDecision;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.replay.work.ReplayTarget;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists a group's lost writes, and carries out what people decide about them. Nothing is written without their word. */
final class LostWriteReconciler {

    /** How many are shown; the others are when these are decided upon. */
    static final int MOST_SHOWN = 500;

    /** How long after a planned move it is looked at what a late write may have replaced. */
    static final Duration LOOKED_AT_FOR = Duration.ofDays(1);

    private final GroupPlans plans;
    private final ControlRecords records;
    private final LossResolutions resolutions;
    private final Tables tables;
    private final BiFunction<HandOver, ReconciledTable, ReplayTarget> serving;
    private final StoredDocuments evidence;
    private final InstantSource time;

    /** Finds a table's logs. */
    interface Tables extends Function<Asked, ReconciledTable> {}

    record Asked(String table, RecoveryPlan plan, HandOver handOver) {}

    LostWriteReconciler(
            GroupPlans plans,
            ControlRecords records,
            LossResolutions resolutions,
            Tables tables,
            BiFunction<HandOver, ReconciledTable, ReplayTarget> serving,
            StoredDocuments evidence,
            InstantSource time) {
        this.plans = plans;
        this.records = records;
        this.resolutions = resolutions;
        this.tables = tables;
        this.serving = serving;
        this.evidence = evidence;
        this.time = time;
    }

    private record Listed(HandOver handOver, ReconciledTable table, LostWriteListing.TableLosses losses) {}

    /**
     * A hand-over that is looked at.
     *
     * @param open whether the Region that was left is still fenced
     * @param lateUntil up to when a write may come that was sent before
     */
    record LookedAt(String left, String entered, Instant at, boolean open, Instant lateUntil) {}

    /** @param unknown what the logs do not know; empty when they know all */
    record Status(boolean clear, String status, String reason, long lost, long unresolved, List<String> unknown) {}

    /** @param more how many are not shown */
    record Listing(Status status, List<LookedAt> handOvers, List<ListedWrite> writes, long more) {}

    /**
     * What became of one decision.
     *
     * @param outcome {@code Resolved}, {@code ResolvedBefore}, {@code Refused} or {@code ChangedMeanwhile}
     */
    record Resolved(String id, String outcome, String detail) {}

    /** Whether the group may come back: what a planned move may have cost stands against no other one. */
    Status status(String group) {
        List<HandOver> open = handOvers(group).stream().filter(HandOver::open).toList();
        return status(group, listed(group, open));
    }

    Listing listing(String group, boolean revealValues) {
        List<HandOver> handOvers = handOvers(group);
        List<Listed> listed = listed(group, handOvers);
        Map<String, RecordedResolution> decided = decided(group);
        List<ListedWrite> writes = new ArrayList<>();
        for (Listed table : listed) {
            List<LostWrite> lost = table.losses().lost().stream()
                    .limit(Math.max(0, MOST_SHOWN - writes.size()))
                    .toList();
            Map<ItemKey, Item> held = serving.apply(handOvers.getLast(), table.table())
                    .read(lost.stream().map(LostWrite::key).distinct().toList());
            lost.forEach(write -> writes.add(ListedWrite.of(
                    write,
                    held.get(write.key()),
                    holding(table.table(), held.get(write.key())),
                    decided.get(write.id()),
                    revealValues)));
        }
        Status status = status(group, listed);
        return new Listing(
                status,
                handOvers.stream()
                        .map(it -> new LookedAt(it.left(), it.entered(), it.at(), it.open(), it.lateUntil()))
                        .toList(),
                writes,
                status.lost() - writes.size());
    }

    List<Resolved> resolve(LostWriteRequest.Resolve request) {
        List<HandOver> handOvers = decidable(request.group());
        Map<String, LostWriteRequest.Chosen> open = new HashMap<>();
        request.writes().forEach(chosen -> open.put(chosen.id(), chosen));
        Map<String, RecordedResolution> decided = decided(request.group());
        List<Resolved> results = new ArrayList<>();
        for (Listed table : listed(request.group(), handOvers)) {
            for (LostWrite write : table.losses().lost()) {
                LostWriteRequest.Chosen chosen = open.remove(write.id());
                if (chosen == null) {
                    continue;
                }
                RecordedResolution before = decided.get(write.id());
                results.add(
                        before == null
                                ? resolved(request, chosen, write, table.table(), handOvers.getLast())
                                : new Resolved(
                                        write.id(), "ResolvedBefore", before.resolution() + " by " + before.by()));
            }
        }
        open.keySet()
                .forEach(id -> results.add(
                        new Resolved(id, "Refused", "no lost write of that name is listed: list them again")));
        return results;
    }

    RecordedResolution acceptUnknown(LostWriteRequest.AcceptUnknown request) {
        RecordedResolution accepted = null;
        for (HandOver handOver : decidable(request.group())) {
            accepted = new RecordedResolution(
                    request.group(),
                    RecordedResolution.unknownOf(handOver),
                    "",
                    RecordedResolution.ACCEPTED,
                    request.by(),
                    time.instant(),
                    request.reason());
            keep(accepted);
        }
        return Objects.requireNonNull(accepted, "there is a hand-over to decide on");
    }

    private List<HandOver> decidable(String group) {
        List<HandOver> handOvers = handOvers(group);
        if (handOvers.isEmpty()) {
            throw new InvalidField(
                    "group",
                    group,
                    "no Region has been left by a failover, or by a planned move within a day: there is nothing to decide");
        }
        return handOvers;
    }

    private Resolved resolved(
            LostWriteRequest.Resolve request,
            LostWriteRequest.Chosen chosen,
            LostWrite write,
            ReconciledTable table,
            HandOver handOver) {
        ReplayTarget target = serving.apply(handOver, table);
        Item held = target.read(List.of(write.key())).get(write.key());
        ResolutionDecision decision = ResolutionDecision.of(request.decision(), write.key(), write.version(), held);
        // What a crash before the decision was recorded has written already is in place, whatever was seen before.
        if (decision instanceof ResolutionDecision.Write
                && !holding(table, held).equals(chosen.holding())) {
            return new Resolved(
                    write.id(), "ChangedMeanwhile", "the item was written since it was listed: list it again");
        }
        return switch (decision) {
            case ResolutionDecision.Refused refused -> new Resolved(write.id(), "Refused", refused.reason());
            case ResolutionDecision.InPlace inPlace -> kept(request, write, "nothing to write", inPlace.leftAsIs());
            case ResolutionDecision.Write toWrite ->
                target.write(List.of(toWrite.write())).getFirst()
                        ? kept(request, write, "wrote " + toWrite.write().paths(), toWrite.leftAsIs())
                        : new Resolved(
                                write.id(),
                                "ChangedMeanwhile",
                                "the item was written at the same moment: list it again");
        };
    }

    private Resolved kept(LostWriteRequest.Resolve request, LostWrite write, String done, List<?> leftAsIs) {
        String detail = leftAsIs.isEmpty() ? done : done + ", left as they are " + leftAsIs;
        keep(new RecordedResolution(
                request.group(),
                write.id(),
                write.table(),
                request.decision().label(),
                request.by(),
                time.instant(),
                detail));
        return new Resolved(write.id(), "Resolved", detail);
    }

    private void keep(RecordedResolution resolution) {
        evidence.write("failovers/" + resolution.group() + "/lost-writes/" + resolution.id() + ".json", resolution);
        resolutions.record(resolution);
    }

    /** What is looked at: the failover that the group has not come back from, and each move of late. */
    private List<HandOver> handOvers(String group) {
        plans.of(group);
        ControlRecord record = records.read(group).orElseThrow(() -> new UnknownGroup(group));
        Timeline timeline = records.timeline(group);
        Instant since = time.instant().minus(LOOKED_AT_FOR);
        Optional<HandOver> open = HandOver.open(record, timeline);
        return HandOver.all(record, timeline).stream()
                .filter(handOver -> open.filter(handOver::equals).isPresent()
                        || handOver.at().isAfter(since))
                .toList();
    }

    /** Each write once: two hand-overs that were close to each other tell of the same. */
    private List<Listed> listed(String group, List<HandOver> handOvers) {
        RecoveryPlan plan = plans.of(group);
        Set<String> told = new HashSet<>();
        List<Listed> listed = new ArrayList<>();
        for (HandOver handOver : handOvers.reversed()) {
            for (String name : plans.groups().tablesOf(group)) {
                ReconciledTable table = tables.apply(new Asked(name, plan, handOver));
                LostWriteListing.TableLosses losses = LostWriteListing.of(table, handOver, time.instant());
                listed.add(new Listed(handOver, table, losses.without(told)));
                losses.lost().forEach(write -> told.add(write.id()));
            }
        }
        return listed;
    }

    private Map<String, RecordedResolution> decided(String group) {
        return resolutions.of(group).stream()
                .collect(Collectors.toMap(RecordedResolution::id, Function.identity(), (first, second) -> first));
    }

    private Status status(String group, List<Listed> listed) {
        List<RecordedResolution> recorded = resolutions.of(group);
        Map<String, RecordedResolution> decided = decided(group);
        LossStatus status = listed.stream()
                .map(table -> LossStatus.of(table.handOver(), List.of(table.losses()), recorded))
                .reduce(LossStatus.NO_FAILOVER, LossStatus::and);
        List<LostWrite> lost =
                listed.stream().flatMap(table -> table.losses().lost().stream()).toList();
        return new Status(
                status.isClear(),
                status.label(),
                status.words(),
                lost.size(),
                lost.stream().filter(write -> !decided.containsKey(write.id())).count(),
                listed.stream()
                        .flatMap(table -> table.losses().unknown().stream()
                                .map(words -> table.table().name() + ": " + words))
                        .distinct()
                        .toList());
    }

    /** Names a state of an item without telling anything of it. */
    private static String holding(ReconciledTable table, @Nullable Item held) {
        return held == null ? "none" : Long.toHexString(table.keyHash().applyAsLong(held));
    }
}
