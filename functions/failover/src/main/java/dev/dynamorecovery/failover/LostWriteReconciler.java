package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lists a group's lost writes, and carries out what people decide about them. Nothing is written without their word. */
final class LostWriteReconciler {

    /** How many are shown; the others are when these are decided upon. */
    static final int MOST_SHOWN = 500;

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

    private record Listed(ReconciledTable table, LostWriteListing.TableLosses losses) {}

    /** @param unknown what the logs do not know; empty when they know all */
    record Status(boolean clear, String status, String reason, long lost, long unresolved, List<String> unknown) {}

    /** @param more how many are not shown */
    record Listing(
            Status status,
            @Nullable String left,
            @Nullable String entered,
            @Nullable Instant handedOverAt,
            List<ListedWrite> writes,
            long more) {}

    /**
     * What became of one decision.
     *
     * @param outcome {@code Resolved}, {@code ResolvedBefore}, {@code Refused} or {@code ChangedMeanwhile}
     */
    record Resolved(String id, String outcome, String detail) {}

    Status status(String group) {
        Optional<HandOver> handOver = handOver(group);
        if (handOver.isEmpty()) {
            return none();
        }
        return status(group, handOver.get(), listed(group, handOver.get()));
    }

    Listing listing(String group, boolean revealValues) {
        Optional<HandOver> handOver = handOver(group);
        if (handOver.isEmpty()) {
            return new Listing(none(), null, null, null, List.of(), 0);
        }
        List<Listed> listed = listed(group, handOver.get());
        Map<String, RecordedResolution> decided = decided(group);
        List<ListedWrite> writes = new ArrayList<>();
        for (Listed table : listed) {
            List<LostWrite> lost = table.losses().lost().stream()
                    .limit(Math.max(0, MOST_SHOWN - writes.size()))
                    .toList();
            Map<ItemKey, Item> held = serving.apply(handOver.get(), table.table())
                    .read(lost.stream().map(LostWrite::key).distinct().toList());
            lost.forEach(write -> writes.add(ListedWrite.of(
                    write,
                    held.get(write.key()),
                    holding(table.table(), held.get(write.key())),
                    decided.get(write.id()),
                    revealValues)));
        }
        Status status = status(group, handOver.get(), listed);
        return new Listing(
                status,
                handOver.get().left(),
                handOver.get().entered(),
                handOver.get().at(),
                writes,
                status.lost() - writes.size());
    }

    List<Resolved> resolve(LostWriteRequest.Resolve request) {
        HandOver handOver = handOver(request.group())
                .orElseThrow(() -> new InvalidField(
                        "group", request.group(), "no Region has been left by a failover: there is nothing to decide"));
        Map<String, LostWriteRequest.Chosen> open = new HashMap<>();
        request.writes().forEach(chosen -> open.put(chosen.id(), chosen));
        Map<String, RecordedResolution> decided = decided(request.group());
        List<Resolved> results = new ArrayList<>();
        for (Listed table : listed(request.group(), handOver)) {
            for (LostWrite write : table.losses().lost()) {
                LostWriteRequest.Chosen chosen = open.remove(write.id());
                if (chosen == null) {
                    continue;
                }
                RecordedResolution before = decided.get(write.id());
                results.add(
                        before == null
                                ? resolved(request, chosen, write, table.table(), handOver)
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
        HandOver handOver = handOver(request.group())
                .orElseThrow(() -> new InvalidField(
                        "group", request.group(), "no Region has been left by a failover: there is nothing to accept"));
        RecordedResolution resolution = new RecordedResolution(
                request.group(),
                RecordedResolution.unknownOf(handOver),
                "",
                RecordedResolution.ACCEPTED,
                request.by(),
                time.instant(),
                request.reason());
        keep(resolution);
        return resolution;
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

    private Optional<HandOver> handOver(String group) {
        plans.of(group);
        ControlRecord record = records.read(group).orElseThrow(() -> new UnknownGroup(group));
        return record.fencedRegions().isEmpty() ? Optional.empty() : HandOver.of(record, records.timeline(group));
    }

    private List<Listed> listed(String group, HandOver handOver) {
        RecoveryPlan plan = plans.of(group);
        return plans.groups().tablesOf(group).stream()
                .map(name -> tables.apply(new Asked(name, plan, handOver)))
                .map(table -> new Listed(table, LostWriteListing.of(table, handOver, time.instant())))
                .toList();
    }

    private Map<String, RecordedResolution> decided(String group) {
        return resolutions.of(group).stream()
                .collect(Collectors.toMap(RecordedResolution::id, Function.identity(), (first, second) -> first));
    }

    private static Status none() {
        return new Status(true, LossStatus.NO_FAILOVER.label(), LossStatus.NO_FAILOVER.words(), 0, 0, List.of());
    }

    private Status status(String group, HandOver handOver, List<Listed> listed) {
        List<LostWriteListing.TableLosses> losses =
                listed.stream().map(Listed::losses).toList();
        List<RecordedResolution> recorded = resolutions.of(group);
        LossStatus status = LossStatus.of(handOver, losses, recorded);
        Map<String, RecordedResolution> decided = decided(group);
        List<LostWrite> lost =
                losses.stream().flatMap(table -> table.lost().stream()).toList();
        return new Status(
                status.isClear(),
                status.label(),
                status.words(),
                lost.size(),
                lost.stream().filter(write -> !decided.containsKey(write.id())).count(),
                losses.stream()
                        .flatMap(table -> table.unknown().stream().map(words -> table.table() + ": " + words))
                        .toList());
    }

    /** Names a state of an item without telling anything of it. */
    private static String holding(ReconciledTable table, @Nullable Item held) {
        return held == null ? "none" : Long.toHexString(table.keyHash().applyAsLong(held));
    }
}
