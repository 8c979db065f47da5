package dev.dynamorecovery.lab.drill;

import java.time.Duration;

/**
 * How big a drill is, and by which seed.
 *
 * @param seed makes the same data, the same changes and the same damage
 * @param itemCount the least number of items to seed over the three tables
 * @param writerThreads threads of the application at work
 * @param thinkTime how long each of them rests after a change
 * @param calmThinkTime the same while restores go on beside it: a laptop's processors are shared with them
 * @param changes the changes the application makes before anything else happens
 * @param overwrites orders the faulty release overwrites
 * @param deletes orders it deletes
 * @param resurrections orders deleted long ago that it brings back
 */
public record DrillSettings(
        long seed,
        int itemCount,
        int writerThreads,
        Duration thinkTime,
        Duration calmThinkTime,
        int changes,
        int overwrites,
        int deletes,
        int resurrections) {

    /** The least number of items a drill makes sense with. */
    public static final int LEAST_ITEMS = 300;

    public DrillSettings {
        if (itemCount < LEAST_ITEMS) {
            throw new IllegalArgumentException("items " + itemCount + ": give at least " + LEAST_ITEMS);
        }
    }

    /** An undo drill of that size: one item in twenty changed, some brought back, and none deleted. */
    public static DrillSettings ofUndo(long seed, int itemCount) {
        DrillSettings restore = of(seed, itemCount);
        return new DrillSettings(
                seed,
                itemCount,
                restore.writerThreads(),
                restore.thinkTime(),
                restore.calmThinkTime(),
                restore.changes(),
                itemCount / 20,
                0,
                restore.resurrections());
    }

    /** A drill of that size, the damage in proportion: one item in a hundred overwritten, one in two hundred deleted. */
    public static DrillSettings of(long seed, int itemCount) {
        return new DrillSettings(
                seed,
                itemCount,
                4,
                Duration.ofMillis(5),
                Duration.ofMillis(40),
                Math.max(60, itemCount / 50),
                Math.max(3, itemCount / 100),
                Math.max(2, itemCount / 200),
                Math.max(1, Math.min(20, itemCount / 500)));
    }
}
