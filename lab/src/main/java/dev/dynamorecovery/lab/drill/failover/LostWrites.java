package dev.dynamorecovery.lab.drill.failover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.drill.DrillFailed;
import dev.dynamorecovery.lab.execution.Json;
import dev.dynamorecovery.lab.execution.Pause;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Has the suite list the writes that last-writer-wins dropped, holds the list against the users' ledger, and lets them go. */
final class LostWrites {

    private static final Set<String> OPEN = Set.of("Unsettled", "Unknown");

    private static final String FUNCTION = "LostWriteReconciler";
    /** The logs have to have every change of both Regions: batches are gathered for ten seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(3);

    private final DrilledMoves moves;
    private final String region;
    private final Set<String> dropped;
    private final Pause pause;

    /**
     * @param region whose stack is asked
     * @param overwritten acknowledged writes that another Region's writers had not seen
     */
    LostWrites(DrilledMoves moves, String region, Loss overwritten, Pause pause) {
        this.moves = moves;
        this.region = region;
        this.dropped = overwritten.notFound().stream()
                .map(write -> "userId=" + write.key())
                .collect(Collectors.toCollection(TreeSet::new));
        this.pause = pause;
    }

    /**
     * What was listed, by items.
     *
     * @param overwritten items of which acknowledged writes were dropped, by the ledger
     * @param listed how many of these are on the list
     * @param listedBeyond items on the list of which nobody was told that they were written
     */
    record Listing(long overwritten, long listed, long listedBeyond) {

        String words() {
            return String.format(
                    Locale.ROOT,
                    "%,d of the %,d items are listed whose acknowledged writes were dropped, and %,d more; discarded",
                    listed,
                    overwritten,
                    listedBeyond);
        }
    }

    /** Lists them, and decides as somebody would who has looked: they stay lost. */
    Listing listAndDiscard() throws InterruptedException {
        JsonNode listing = settled();
        Set<String> keys = new TreeSet<>();
        ObjectNode resolve = Json.object()
                .put("request", "Resolve")
                .put("group", FailoverSite.GROUP)
                .put("resolution", "Discard")
                .put("by", "drill");
        ArrayNode writes = resolve.putArray("writes");
        for (JsonNode write : listing.path("writes")) {
            keys.add(write.path("key").asText());
            writes.addObject()
                    .put("id", write.path("id").asText())
                    .put("holding", write.path("holding").asText());
        }
        if (!writes.isEmpty()) {
            for (JsonNode resolution : moves.ask(region, FUNCTION, resolve).path("resolutions")) {
                if (!resolution.path("outcome").asText().equals("Resolved")) {
                    throw new DrillFailed("a lost write could not be discarded: " + resolution, null);
                }
            }
        }
        long listed = dropped.stream().filter(keys::contains).count();
        return new Listing(dropped.size(), listed, keys.size() - listed);
    }

    /** The list, once both logs are so far that nothing is open. */
    private JsonNode settled() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonNode listing = moves.ask(
                    region,
                    FUNCTION,
                    Json.object()
                            .put("request", "List")
                            .put("group", FailoverSite.GROUP)
                            .put("revealValues", false));
            JsonNode status = listing.path("status");
            if (!OPEN.contains(status.path("status").asText())) {
                return listing;
            }
            if (System.nanoTime() > deadline) {
                throw new DrillFailed(
                        "which writes are lost is not known after " + PATIENCE.toMinutes() + " minutes: "
                                + status.path("reason").asText(),
                        null);
            }
            pause.of(LOOK_INTERVAL);
        }
    }
}
