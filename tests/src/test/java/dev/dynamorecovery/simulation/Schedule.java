package dev.dynamorecovery.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What goes wrong in one world, all of it drawn from the seed.
 *
 * @param faults what begins and ends when
 * @param chaos from 0 (processes run as they should) to 1: how often calls, messages and processes fail
 * @param wildClocks whether wall clocks are up to 90 s off
 * @param endsAtMillis when the last fault is over
 */
record Schedule(Kind kind, List<Fault> faults, double chaos, boolean wildClocks, long endsAtMillis) {

    /** The forms of what goes wrong besides an outage. */
    private static final List<Form> DRAWN = List.of(
            Form.LINK_CUT, Form.ONE_WAY_CUT, Form.OBSERVER_BLIND, Form.APPLICATION_OUT, Form.REPLICATION_STALLED);

    /** What a world is mainly about. */
    enum Kind {
        OUTAGE,
        FLAPPING,
        LINKS,
        DOUBLE_OUTAGE,
        CALM,
        /** A person moves a group whose Region is well, and its writers do not hear of it: only time closes their gates. */
        UNHEARD,
        /** Written by hand, and nobody meddles. */
        SCRIPTED
    }

    /** One fault. */
    record Fault(long fromMillis, long toMillis, Form form, int region, int other) {

        void begin(World world) {
            change(world, 1);
        }

        void end(World world) {
            change(world, -1);
        }

        private void change(World world, int change) {
            world.replication.settle();
            SimulatedNetwork network = world.network;
            switch (form) {
                case DARK -> network.down(region, change);
                case ISOLATED -> {
                    for (int away = 0; away < SimulatedNetwork.REGIONS; away++) {
                        network.cut(region, away, away == region ? 0 : change);
                        network.cut(away, region, away == region ? 0 : change);
                    }
                }
                case LINK_CUT -> {
                    network.cut(region, other, change);
                    network.cut(other, region, change);
                }
                case ONE_WAY_CUT -> network.cut(region, other, change);
                case OBSERVER_BLIND -> network.blind(region, change);
                case APPLICATION_OUT -> network.applicationOut(region, change);
                case REPLICATION_STALLED -> world.replication.stall(change);
                case HEARTBEATS_MISSING -> world.replication.unmeasured(change);
            }
            if (world.tells()) {
                world.tell("%s %s %s%s"
                        .formatted(
                                change > 0 ? "begins:" : "ends:",
                                form,
                                SimulatedNetwork.name(region),
                                other == region ? "" : " - " + SimulatedNetwork.name(other)));
            }
        }
    }

    /** The forms of faults. */
    enum Form {
        DARK,
        ISOLATED,
        LINK_CUT,
        ONE_WAY_CUT,
        OBSERVER_BLIND,
        APPLICATION_OUT,
        REPLICATION_STALLED,
        /** Nobody measures replication; only in worlds that are written by hand. */
        HEARTBEATS_MISSING
    }

    static Schedule draw(SplittableRandom random) {
        int lot = random.nextInt(100);
        Kind kind = lot < 45
                ? Kind.OUTAGE
                : lot < 60 ? Kind.FLAPPING : lot < 75 ? Kind.LINKS : lot < 88 ? Kind.DOUBLE_OUTAGE : Kind.CALM;
        List<Fault> faults = new ArrayList<>();
        long from = random.nextLong(3_000, 12_000);
        switch (kind) {
            case OUTAGE -> add(faults, from, random.nextLong(50_000, 150_000), random, SimulatedNetwork.PRIMARY);
            case FLAPPING -> {
                long at = from;
                for (int blip = random.nextInt(1, 5); blip > 0; blip--) {
                    long length = random.nextLong(2_000, 43_001);
                    add(faults, at, length, random, SimulatedNetwork.PRIMARY);
                    at += length + random.nextLong(4_000, 20_000);
                }
            }
            case LINKS -> {}
            case DOUBLE_OUTAGE -> {
                long first = random.nextLong(90_000, 130_000);
                add(faults, from, first, random, SimulatedNetwork.PRIMARY);
                add(faults, from + first, random.nextLong(60_000, 140_000), random, SimulatedNetwork.STANDBY);
            }
            case CALM, UNHEARD, SCRIPTED -> {}
        }
        int more = kind == Kind.LINKS ? random.nextInt(2, 6) : random.nextInt(100) < 45 ? random.nextInt(1, 4) : 0;
        for (int fault = 0; fault < more; fault++) {
            addAny(faults, random);
        }
        long ends = faults.stream().mapToLong(Fault::toMillis).max().orElse(30_000);
        double chaos = random.nextInt(3) == 0 ? 0 : random.nextDouble();
        return new Schedule(kind, faults, chaos, random.nextInt(6) == 0, ends);
    }

    /** A world in which nothing but the wait keeps two Regions from writing at once; all else is as troubled as it gets. */
    static Schedule drawUnheard(SplittableRandom random) {
        return new Schedule(Kind.UNHEARD, List.of(), 1, false, random.nextLong(60_000, 70_000));
    }

    private static void add(List<Fault> faults, long from, long length, SplittableRandom random, int region) {
        Form form = random.nextInt(3) == 0 ? Form.DARK : Form.ISOLATED;
        faults.add(new Fault(from, from + length, form, region, region));
    }

    private static void addAny(List<Fault> faults, SplittableRandom random) {
        Form form = DRAWN.get(random.nextInt(DRAWN.size()));
        int region = random.nextInt(SimulatedNetwork.REGIONS);
        boolean link = form == Form.LINK_CUT || form == Form.ONE_WAY_CUT;
        int other = !link ? region : (region + random.nextInt(1, 3)) % SimulatedNetwork.REGIONS;
        long from = random.nextLong(1_000, 90_000);
        faults.add(new Fault(from, from + random.nextLong(2_000, 110_000), form, region, other));
    }
}
