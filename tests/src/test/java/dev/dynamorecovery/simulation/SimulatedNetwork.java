package dev.dynamorecovery.simulation;

/** Three Regions and the ways between them. A fault counts up when it begins and down when it ends, so faults overlap. */
final class SimulatedNetwork {

    static final int REGIONS = 3;
    static final int PRIMARY = 0;
    static final int STANDBY = 1;
    static final int WITNESS = 2;

    private static final String[] NAMES = {"us-east-1", "us-east-2", "us-west-2"};

    private final int[] down = new int[REGIONS];
    private final int[] applicationOut = new int[REGIONS];
    private final int[] observerBlind = new int[REGIONS];
    private final int[][] cut = new int[REGIONS][REGIONS];

    static String name(int region) {
        return NAMES[region];
    }

    static int number(String name) {
        for (int region = 0; region < REGIONS; region++) {
            if (NAMES[region].equals(name)) {
                return region;
            }
        }
        throw new IllegalArgumentException(name);
    }

    /** The Region is dark: nothing in it answers anybody. */
    void down(int region, int change) {
        down[region] += change;
    }

    /** Packets of one direction are lost. */
    void cut(int from, int to, int change) {
        cut[from][to] += change;
    }

    /** The observer of a Region reaches no other, by a fault of its own. */
    void blind(int region, int change) {
        observerBlind[region] += change;
    }

    /** The application of a Region does not answer. */
    void applicationOut(int region, int change) {
        applicationOut[region] += change;
    }

    boolean applicationAnswers(int region) {
        return applicationOut[region] == 0;
    }

    boolean up(int region) {
        return down[region] == 0;
    }

    /** Whether a request gets there and its answer back. */
    boolean roundTrip(int from, int to) {
        return up(from) && up(to) && (from == to || (cut[from][to] == 0 && cut[to][from] == 0));
    }

    boolean probeSucceeds(int observer, int subject) {
        return roundTrip(observer, subject) && (observer == subject || observerBlind[observer] == 0);
    }

    /** Whether a replica of the control table has the majority of three that it needs. */
    boolean controlTableAnswers(int region) {
        for (int other = 0; other < REGIONS; other++) {
            if (other != region && roundTrip(region, other)) {
                return true;
            }
        }
        return false;
    }

    /** Whether writes get from one Region to the other. */
    boolean replicates(int from, int to) {
        return up(from) && up(to) && cut[from][to] == 0;
    }
}
