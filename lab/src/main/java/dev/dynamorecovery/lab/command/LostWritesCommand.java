package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.plan.PlannedRegion;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RegionRole;
import dev.dynamorecovery.lab.command.Console.Style;
import dev.dynamorecovery.lab.execution.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code recovery lost-writes}: what last-writer-wins dropped in a failover, and what becomes of it. */
@Command(
        name = "lost-writes",
        header = "List the writes that last-writer-wins dropped when a group moved, and decide on each.",
        description = {
            "%nBy both Regions' change logs. A group comes back only when every lost write is decided upon: keep writes it"
                    + " over what the table holds, merge adds what it alone had changed, discard leaves it lost. Where the"
                    + " logs do not know all, that is said, and a person has to accept it. After a planned move it is looked at"
                    + " for a day what a write may have replaced that a process which stood still sent late.%n"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./recovery lost-writes orders --reveal-values",
            "  ./recovery lost-writes orders --merge 5f2c9a1b00d4e7aa --by ada@example.com",
            "  ./recovery lost-writes orders --discard all --by ada@example.com",
            "  ./recovery lost-writes orders --accept-unknown 'the log was off for a day' --by ada@example.com"
        })
final class LostWritesCommand implements Callable<Integer> {

    private static final String ALL = "all";

    private final CommandContext context;

    @Parameters(index = "0", paramLabel = "GROUP", description = "The failover group: its plan's name.")
    private String group = "";

    @Option(names = "--keep", paramLabel = "ID", description = "Write the lost write over what the table holds.")
    private List<String> keep = List.of();

    @Option(names = "--merge", paramLabel = "ID", description = "Add what the lost write alone had changed.")
    private List<String> merge = List.of();

    @Option(names = "--discard", paramLabel = "ID", description = "Leave it lost; 'all' for every one that is open.")
    private List<String> discard = List.of();

    @Option(
            names = "--accept-unknown",
            paramLabel = "REASON",
            description = "Accept that writes may be lost which no log knows.")
    private @Nullable String acceptUnknown;

    @Option(names = "--by", paramLabel = "NAME", description = "You; it stays with each decision.")
    private @Nullable String by;

    @Option(names = "--reveal-values", description = "Show values, not their types alone.")
    private boolean revealValues;

    @Mixin
    private GroupOptions options = new GroupOptions();

    @Mixin
    private OutputOptions output = new OutputOptions();

    LostWritesCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        RecoveryPlan plan = GroupArguments.plan(group);
        boolean deciding = acceptUnknown != null || !(keep.isEmpty() && merge.isEmpty() && discard.isEmpty());
        String person = deciding ? GroupArguments.person("--by", by == null ? "" : by) : "";
        GroupCall call = new GroupCall(context, options);
        ArrayNode resolutions = Json.object().putArray("resolutions");
        if (deciding) {
            JsonNode before = ask(call, plan, listing(plan));
            decide(call, plan, person, before, resolutions);
        }
        JsonNode listing = ask(call, plan, listing(plan));
        ExitCode exitCode = listing.path("status").path("clear").asBoolean() ? ExitCode.OK : ExitCode.ATTENTION;
        if (output.isJson()) {
            ObjectNode json = listing.deepCopy();
            json.put("group", plan.name());
            json.set("resolutions", resolutions);
            context.console().line(Json.pretty(json.put("exitCode", exitCode.code())));
        } else {
            new LostWritesText(context.console(), plan.name(), options.target().typed()).print(listing, resolutions);
        }
        return exitCode.code();
    }

    private void decide(GroupCall call, RecoveryPlan plan, String person, JsonNode before, ArrayNode resolutions) {
        if (acceptUnknown != null) {
            ask(
                    call,
                    plan,
                    Json.object()
                            .put("request", "AcceptUnknown")
                            .put("group", plan.name())
                            .put("by", person)
                            .put("reason", GroupArguments.reason("--accept-unknown", acceptUnknown)));
        }
        resolve(call, plan, person, "Keep", keep, before, resolutions);
        resolve(call, plan, person, "Merge", merge, before, resolutions);
        resolve(call, plan, person, "Discard", discard, before, resolutions);
    }

    private void resolve(
            GroupCall call,
            RecoveryPlan plan,
            String person,
            String resolution,
            List<String> ids,
            JsonNode before,
            ArrayNode resolutions) {
        if (ids.isEmpty()) {
            return;
        }
        ObjectNode request = Json.object()
                .put("request", "Resolve")
                .put("group", plan.name())
                .put("resolution", resolution)
                .put("by", person);
        ArrayNode writes = request.putArray("writes");
        for (String id : meant(ids, before)) {
            writes.addObject().put("id", id).put("holding", holding(id, before));
        }
        ask(call, plan, request).path("resolutions").forEach(resolutions::add);
    }

    /** Only what nobody has to look at may be decided upon in one go. */
    private static List<String> meant(List<String> ids, JsonNode before) {
        if (!ids.equals(List.of(ALL))) {
            return ids;
        }
        List<String> open = new ArrayList<>();
        before.path("writes").forEach(write -> {
            if (write.path("resolution").isNull()) {
                open.add(write.path("id").asText());
            }
        });
        return open;
    }

    private static String holding(String id, JsonNode before) {
        for (JsonNode write : before.path("writes")) {
            if (write.path("id").asText().equals(id)) {
                return write.path("holding").asText();
            }
        }
        return "";
    }

    private ObjectNode listing(RecoveryPlan plan) {
        return Json.object().put("request", "List").put("group", plan.name()).put("revealValues", revealValues);
    }

    /** The witness holds no data and no log of it. */
    private JsonNode ask(GroupCall call, RecoveryPlan plan, ObjectNode request) {
        List<String> regions = plan.regions().stream()
                .filter(planned -> planned.role() != RegionRole.WITNESS)
                .map(PlannedRegion::region)
                .toList();
        return call.first(options.regions(regions), stack -> stack.ask(GroupStack.Function.RECONCILER, request));
    }

    /** What is said to people. */
    private record LostWritesText(Console console, String group, String target) {

        void print(JsonNode listing, ArrayNode resolutions) {
            for (JsonNode resolution : resolutions) {
                boolean done = resolution.path("outcome").asText().startsWith("Resolved");
                console.line(console.styled(done ? Style.GOOD : Style.BAD, done ? "✓ " : "✗ ")
                        + resolution.path("id").asText() + " "
                        + resolution.path("outcome").asText() + ": "
                        + resolution.path("detail").asText());
            }
            JsonNode status = listing.path("status");
            boolean clear = status.path("clear").asBoolean();
            console.line(console.styled(
                            clear ? Style.GOOD : Style.BAD,
                            (clear ? "✓ " : "✗ ") + status.path("status").asText())
                    + ": " + status.path("reason").asText());
            listing.path("handOvers").forEach(this::printHandOver);
            if (!listing.path("handOvers").isEmpty()) {
                console.line("  %d lost or perhaps lost, %d undecided"
                        .formatted(
                                status.path("lost").asLong(),
                                status.path("unresolved").asLong()));
            }
            status.path("unknown").forEach(unknown -> console.line("  unknown: " + unknown.asText()));
            listing.path("writes").forEach(this::print);
            if (listing.path("more").asLong() > 0) {
                console.line("  and " + listing.path("more").asLong() + " more, listed when these are decided upon");
            }
            if (status.path("unresolved").asLong() > 0) {
                console.line("  → ./recovery lost-writes " + group
                        + " --merge ID | --keep ID | --discard ID|all --by NAME" + target);
            }
        }

        private void printHandOver(JsonNode handOver) {
            console.line("  %s was left for %s at %s%s; a write sent late may come until %s"
                    .formatted(
                            handOver.path("left").asText(),
                            handOver.path("entered").asText(),
                            handOver.path("at").asText(),
                            handOver.path("open").asBoolean() ? "" : ", both held the same",
                            handOver.path("lateUntil").asText()));
        }

        private void print(JsonNode write) {
            console.line("");
            console.line("  " + write.path("id").asText() + "  "
                    + write.path("table").asText() + "  " + write.path("key").asText());
            console.line("    %s in %s, written %s, overwritten %s; %s"
                    .formatted(
                            write.path("certain").asBoolean() ? "lost" : "lost if what replaced it was sent late,",
                            write.path("lostIn").asText(),
                            write.path("writtenAt").isNull()
                                    ? "before the log"
                                    : write.path("writtenAt").asText(),
                            write.path("overwrittenAt").asText(),
                            write.path("resolution").isNull()
                                    ? "undecided"
                                    : write.path("resolution").asText()));
            write.path("differences").forEach(difference -> console.line("    " + difference.asText()));
        }
    }
}
