package dev.dynamorecovery.lab.drill.failover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.control.TimelineEntry;
import dev.dynamorecovery.core.failover.vote.RegionView;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.lab.drill.DrillFailed;
import dev.dynamorecovery.lab.drill.DrillListener;
import dev.dynamorecovery.lab.execution.Pause;
import dev.dynamorecovery.lab.region.Outage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Lets users write through a name, takes the Region away that serves them, counts what the suite's failover cost them, and
 * brings them back. What is counted comes from the users' own ledger, not from the suite.
 */
public final class FailoverDrill {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(200);
    /** The plan asks for 30 seconds of good votes on the target before it may serve. */
    private static final Duration WELL_FOR = Duration.ofSeconds(32);

    /** Begins as all keys do that are no data. */
    private static final String MARK_KEY = "recovery:heartbeat#drill-";

    private final FailoverSite site;
    private final FailoverDrillSettings settings;
    private final DrillListener listener;
    private final Clock clock;
    private final Pause pause;
    private final String primary;
    private final String standby;
    private final Ledger ledger = new Ledger();
    private final DrilledMoves moves;
    private long toldRevision;

    public FailoverDrill(
            FailoverSite site, FailoverDrillSettings settings, DrillListener listener, Clock clock, Pause pause) {
        this.site = site;
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.pause = pause;
        List<String> regions = site.lab().regions().names();
        this.primary = regions.getFirst();
        this.standby = regions.get(1);
        this.moves = new DrilledMoves(site, pause);
    }

    public FailoverDrillResult run(Instant startedAt) throws InterruptedException {
        site.lab().regions().replication().lag(primary, standby, settings.replicationLag());
        site.lab().regions().replication().lag(standby, primary, settings.replicationLag());
        awaitReady();
        try (ApplicationUsers users =
                new ApplicationUsers(site.name(), site.port(), site.names(), ledger, clock, settings.thinkTime())) {
            listener.phaseStarted("Users write through " + site.name());
            users.start(settings.users(), settings.seed());
            if (!ledger.awaitMore(settings.writesBefore(), PATIENCE)) {
                throw new DrillFailed("the application took no writes in " + primary, null);
            }
            listener.phaseFinished(String.format(Locale.ROOT, "%,d writes acknowledged", ledger.size()));
            FailoverDrillResult.WayOut out = wayOut();
            FailoverDrillResult.WayBack back = wayBack();
            return new FailoverDrillResult(
                    settings,
                    out,
                    back,
                    site.records(standby).timeline(FailoverSite.GROUP),
                    site.plan().objectives().rto(),
                    site.plan().objectives().rpo(),
                    Duration.between(startedAt, clock.instant()));
        }
    }

    private void awaitReady() throws InterruptedException {
        listener.phaseStarted("Observers in three Regions look at each other");
        moves.startSchedules();
        await("the observers", () -> site.record().isPresent() && well(standby, primary) && ready(standby));
        listener.phaseFinished(
                standby + " has been seen well for " + WELL_FOR.toSeconds() + " s, and could take the load");
    }

    /** Whether every observer outside the serving Region has seen the other well for long enough. */
    private boolean well(String region, String serving) {
        List<Vote> votes = site.ballots(standby).read(FailoverSite.GROUP).stream()
                .filter(vote -> vote.subject().equals(region))
                .filter(vote -> !vote.observer().equals(serving))
                .toList();
        return votes.size() > 1
                && votes.stream()
                        .allMatch(vote -> vote.view() == RegionView.HEALTHY
                                && vote.heldFor().compareTo(WELL_FOR) > 0);
    }

    private boolean ready(String region) {
        return site.readiness(standby).read(FailoverSite.GROUP).stream()
                .anyMatch(report -> report.region().equals(region) && report.ready());
    }

    private FailoverDrillResult.WayOut wayOut() throws InterruptedException {
        listener.phaseStarted(primary + " goes dark");
        Instant outageAt = clock.instant();
        site.lab().regions().outage(primary, new Outage.Dead());
        // On such a day everybody changes something: no control plane has to answer for a failover.
        others().forEach(region -> site.lab().regions().outage(region, new Outage.ControlPlaneRefused()));
        await(
                "a failover",
                () -> site.record()
                        .map(record -> record.servingRegion().equals(standby))
                        .orElse(false));
        // As soon as the target serves: nothing of the dark Region can arrive any more.
        Map<String, String> found = items(standby);
        await(
                "the first write in " + standby,
                () -> ledger.firstOf(standby, outageAt).isPresent());
        await("the end of the failover", () -> state() == ControlState.AWAITING_ACKNOWLEDGEMENT);
        Instant end = clock.instant();
        List<Acknowledged> ofPrimary = ledger.of(primary);
        Loss loss = Loss.of(ofPrimary, found, ledger.of(standby));
        JsonNode outcome = moves.outcomeOfClaim(site.record().orElseThrow());
        Duration silence = ledger.longestSilence(outageAt.minusSeconds(1), end);
        listener.phaseFinished(String.format(
                Locale.ROOT,
                "%s serves; the users got no success for %d s; %,d of %,d acknowledged writes are not there",
                standby,
                silence.toSeconds(),
                loss.notFound().size(),
                loss.acknowledged()));
        return new FailoverDrillResult.WayOut(
                primary,
                standby,
                outageAt,
                silence,
                loss.acknowledged(),
                loss.notFound().size(),
                loss.rpo(outageAt),
                outcome.path("verified").asBoolean(),
                outcome.path("rto"));
    }

    private FailoverDrillResult.WayBack wayBack() throws InterruptedException {
        listener.phaseStarted(primary + " is back");
        if (!ledger.awaitMore(settings.writesBefore(), PATIENCE)) {
            throw new DrillFailed("the application took no writes in " + standby, null);
        }
        site.lab().regions().names().forEach(site.lab().regions()::restore);
        awaitArrived(primary, standby);
        moves.acknowledge(standby);
        listener.phaseFinished("what it had not replicated has arrived; a person has acknowledged the failover");

        listener.phaseStarted("What last-writer-wins dropped");
        // The first write over an item in the other Region tells what it did not see.
        Loss overwritten = Loss.of(ledger.of(primary), items(standby), ledger.of(standby));
        LostWrites lost = new LostWrites(moves, standby, overwritten, pause);
        LostWrites.Listing listing = lost.listAndDiscard();
        listener.phaseFinished(listing.words());

        listener.phaseStarted("Observers look at " + primary + " again");
        await("the observers", () -> well(primary, standby) && ready(primary));
        listener.phaseFinished(primary + " has been seen well for " + WELL_FOR.toSeconds() + " s");

        listener.phaseStarted("Fail back to " + primary);
        Instant backAt = clock.instant();
        JsonNode outcome = moves.failBack(primary, this::tell);
        await(
                "the first write in " + primary,
                () -> ledger.firstOf(primary, backAt).isPresent());
        Duration silence = ledger.longestSilence(backAt, clock.instant());
        awaitArrived(standby, primary);
        Loss left = Loss.of(ledger.of(standby), items(primary), since(primary, backAt));
        boolean verified = outcome.path("verified").asBoolean();
        String detail = String.format(
                Locale.ROOT,
                "%s serves; the users got no success for %d s; %,d of %,d acknowledged writes are not there",
                primary,
                silence.toSeconds(),
                left.notFound().size(),
                left.acknowledged());
        if (verified) {
            listener.phaseFinished(detail);
        } else {
            listener.phaseFailed(outcome.path("reason").asText() + "; " + detail);
        }
        return new FailoverDrillResult.WayBack(
                listing.overwritten(),
                listing.listed(),
                listing.listedBeyond(),
                silence,
                left.notFound().size(),
                verified);
    }

    private List<String> others() {
        return site.lab().regions().names().stream()
                .filter(region -> !region.equals(primary))
                .toList();
    }

    private List<Acknowledged> since(String region, Instant from) {
        return ledger.of(region).stream()
                .filter(write -> !write.at().isBefore(from))
                .toList();
    }

    private ControlState state() {
        return site.record().map(ControlRecord::state).orElse(ControlState.STEADY);
    }

    /** Tells what is new in the group's history. */
    private void tell() {
        for (TimelineEntry entry :
                site.records(standby).timeline(FailoverSite.GROUP).entries()) {
            if (entry.revision() > toldRevision) {
                toldRevision = entry.revision();
                listener.noted(entry.at(), entry.event() + "  " + entry.detail());
            }
        }
    }

    /** Waits until all has arrived that a Region has written so far; users may write on meanwhile. */
    private void awaitArrived(String from, String to) throws InterruptedException {
        AttributeValue mark = AttributeValue.fromS(clock.instant().toString());
        Map<String, AttributeValue> key = Map.of("userId", AttributeValue.fromS(MARK_KEY + from));
        site.auditor(from)
                .putItem(request -> request.tableName(site.table())
                        .item(Map.of("userId", AttributeValue.fromS(MARK_KEY + from), "mark", mark)));
        await(
                "the writes of " + from + " in " + to,
                () -> mark.equals(site.auditor(to)
                        .getItem(request ->
                                request.tableName(site.table()).key(key).consistentRead(true))
                        .item()
                        .get("mark")));
    }

    /** What each item holds in a Region: the write that made it. */
    private Map<String, String> items(String region) {
        Map<String, String> writes = new HashMap<>();
        site.auditor(region)
                .scanPaginator(request -> request.tableName(site.table()).consistentRead(true))
                .items()
                .forEach(item -> {
                    AttributeValue write = item.get(ApplicationServer.WRITE);
                    AttributeValue key = item.get("userId");
                    if (write != null && key != null) {
                        writes.put(key.s(), write.s());
                    }
                });
        return writes;
    }

    private void await(String what, BooleanSupplier reached) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!reached.getAsBoolean()) {
            tell();
            if (System.nanoTime() > deadline) {
                throw new DrillFailed(
                        "waited for " + what + " for " + PATIENCE.toMinutes() + " minutes: "
                                + site.record()
                                        .map(record -> record.newest().detail())
                                        .orElse("no control record"),
                        null);
            }
            pause.of(LOOK_INTERVAL);
        }
        tell();
    }
}
