package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.drill.DrillSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every drill can be told. */
final class DrillOptions {

    private static final int MOST_ITEMS = 2_000_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "The same seed makes the same data and the same damage (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "20000",
            description = "How many items to seed, at least, over the three tables (default: ${DEFAULT-VALUE}).")
    private int items = 20_000;

    @Option(
            names = "--lab",
            description = "Use the lab that './recovery lab' is running, emptying its example tables first (default: a"
                    + " lab of the drill's own, gone afterwards).")
    private boolean lab;

    @Option(names = "--keep", description = "Keep restored tables; a lab of the drill's own stays up until Ctrl-C.")
    private boolean keep;

    @Mixin
    private OutputOptions output = new OutputOptions();

    long seed() {
        return seed;
    }

    /** How many items to seed; refuses what makes no drill. */
    int items() {
        if (items < DrillSettings.LEAST_ITEMS || items > MOST_ITEMS) {
            throw CommandFailure.usage(
                    "--items",
                    Integer.toString(items),
                    "is out of range",
                    "give " + DrillSettings.LEAST_ITEMS + " to " + MOST_ITEMS);
        }
        return items;
    }

    boolean isInRunningLab() {
        return lab;
    }

    boolean isKept() {
        return keep;
    }

    boolean isJson() {
        return output.isJson();
    }
}
