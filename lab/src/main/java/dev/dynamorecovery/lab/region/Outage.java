package dev.dynamorecovery.lab.region;

import java.time.Duration;
import java.util.Set;

/** What is wrong with a Region, as its callers see it; several outages of different kinds can hold at once. */
public sealed interface Outage {

    /**
     * Connections end without an answer, nothing is replicated to or from the Region, its functions, schedules and
     * event source mappings stand still, and what still runs there reaches nobody.
     */
    record Dead() implements Outage {}

    /** Every answer comes late, by real time. */
    record Slow(Duration delay) implements Outage {
        public Slow {
            if (delay.isNegative() || delay.isZero()) {
                throw new IllegalArgumentException("delay " + delay + " of a slow Region: give more than zero");
            }
        }
    }

    /** Every call is answered with a server error. */
    record Erroring(int status) implements Outage {
        public Erroring {
            if (status < 500 || status > 599) {
                throw new IllegalArgumentException(
                        "status " + status + " of an erroring Region: give a server error, 500 to 599");
            }
        }
    }

    /** Data planes work; whatever creates, changes, deletes or describes resources is answered with 503. */
    record ControlPlaneRefused() implements Outage {}

    /** Connections from callers in some Regions end without an answer; everybody else is served. */
    record CutOff(Set<String> callerRegions) implements Outage {
        public CutOff {
            callerRegions = Set.copyOf(callerRegions);
            if (callerRegions.isEmpty()) {
                throw new IllegalArgumentException("a Region is cut off from no Region: name at least one");
            }
        }
    }

    /** The word for it on the command line and in the control endpoint. */
    default String kind() {
        return switch (this) {
            case Dead dead -> "dead";
            case Slow slow -> "slow";
            case Erroring erroring -> "erroring";
            case ControlPlaneRefused refused -> "control-plane";
            case CutOff cutOff -> "cut-off";
        };
    }
}
