package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.execution.Json;
import java.time.Duration;
import java.util.StringJoiner;

/** How the lab's Regions stand, for a person or for a program. */
final class RegionsText {

    private RegionsText() {}

    static void show(Console console, OutputOptions output, JsonNode state) {
        if (output.isJson()) {
            console.line(Json.pretty(state));
            return;
        }
        for (JsonNode region : state.path("regions")) {
            JsonNode outages = region.path("outages");
            String words = outages.isEmpty()
                    ? console.styled(Console.Style.GOOD, "well")
                    : console.styled(Console.Style.BAD, outages(outages));
            console.line(region.path("region").asText() + "  " + words);
        }
        for (JsonNode link : state.path("replication")) {
            console.line(
                    "  " + link.path("from").asText() + " → " + link.path("to").asText() + "  " + link(console, link));
        }
    }

    private static String outages(JsonNode outages) {
        StringJoiner words = new StringJoiner(", ");
        for (JsonNode outage : outages) {
            String kind = outage.path("kind").asText();
            words.add(
                    switch (kind) {
                        case "slow" ->
                            "slow by "
                                    + Durations.text(Duration.ofMillis(
                                            outage.path("delayMillis").asLong()));
                        case "erroring" ->
                            "erroring with " + outage.path("status").asInt();
                        case "control-plane" -> "control planes refused";
                        case "cut-off" ->
                            "cut off from "
                                    + String.join(
                                            " and ",
                                            outage.path("from")
                                                    .valueStream()
                                                    .map(JsonNode::asText)
                                                    .toList());
                        default -> kind;
                    });
        }
        return words.toString();
    }

    private static String link(Console console, JsonNode link) {
        StringJoiner words = new StringJoiner(", ");
        words.add(
                "lag " + Durations.text(Duration.ofMillis(link.path("lagMillis").asLong())));
        if (link.path("cut").asBoolean()) {
            words.add(console.styled(Console.Style.BAD, "cut off"));
        }
        if (link.path("paused").asBoolean()) {
            words.add(console.styled(Console.Style.DOUBTFUL, "paused"));
        }
        long backlog = link.path("backlogChanges").asLong();
        if (backlog > 0) {
            words.add(backlog + (backlog == 1 ? " change on its way" : " changes on their way"));
        }
        return words.toString();
    }
}
