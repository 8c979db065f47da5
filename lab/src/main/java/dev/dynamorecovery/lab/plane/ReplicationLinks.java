package dev.dynamorecovery.lab.plane;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What lies between the Regions: how long a change is on its way, and where none gets through. */
final class ReplicationLinks {

    /** "Usually under a second", AWS says of eventual replication and promises nothing. Real time, never scaled. */
    static final Duration DEFAULT_LAG = Duration.ofMillis(100);

    private final Map<RegionPair, Duration> lags = new ConcurrentHashMap<>();
    private final Set<RegionPair> paused = ConcurrentHashMap.newKeySet();
    private final Set<RegionPair> cut = ConcurrentHashMap.newKeySet();
    private final Set<String> isolated = ConcurrentHashMap.newKeySet();

    Duration lag(RegionPair pair) {
        return lags.getOrDefault(pair, DEFAULT_LAG);
    }

    void lag(RegionPair pair, Duration lag) {
        if (lag.isNegative()) {
            throw new IllegalArgumentException("lag " + lag + " is negative: give zero or more");
        }
        lags.put(pair, lag);
    }

    boolean paused(RegionPair pair) {
        return paused.contains(pair);
    }

    void paused(RegionPair pair, boolean now) {
        set(paused, pair, now);
    }

    boolean cut(RegionPair pair) {
        return cut.contains(pair);
    }

    void cut(RegionPair pair, boolean now) {
        set(cut, pair, now);
    }

    void isolated(String region, boolean now) {
        set(isolated, region, now);
    }

    /** Whether anything gets from one Region to the other at all. */
    boolean connected(RegionPair pair) {
        return !cut.contains(pair) && !isolated.contains(pair.from()) && !isolated.contains(pair.to());
    }

    /** Whether changes flow: eventual replication can also be paused by itself. */
    boolean flows(RegionPair pair) {
        return connected(pair) && !paused.contains(pair);
    }

    private static <T> void set(Set<T> members, T member, boolean in) {
        if (in) {
            members.add(member);
        } else {
            members.remove(member);
        }
    }
}
