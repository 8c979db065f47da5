package dev.dynamorecovery.lab.region;

import dev.dynamorecovery.lab.front.Passage;
import dev.dynamorecovery.lab.plane.Replication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The Regions of a lab, whose outages a drill or an operator brings about and ends. */
public final class Regions implements Passage {

    private final List<String> names;
    private final Replication replication;
    private final Map<String, String> callerRegions = new ConcurrentHashMap<>();
    private final Map<String, List<Outage>> outages = new ConcurrentHashMap<>();
    private final Object changed = new Object();

    /** @param names the Regions that have a stack, the primary first */
    public Regions(List<String> names, Replication replication) {
        this.names = List.copyOf(names);
        this.replication = replication;
    }

    /** The Regions that have a stack, the primary first. */
    public List<String> names() {
        return names;
    }

    /** Says where whoever calls with an access key id is; callers that nobody knows are outside of all Regions. */
    public void locate(String accessKeyId, String region) {
        callerRegions.put(accessKeyId, region);
    }

    /**
     * Begins an outage, in place of one of the same kind; those of other kinds go on.
     *
     * @throws IllegalArgumentException when the lab has no stack in the Region
     */
    public void outage(String region, Outage outage) {
        require(region);
        synchronized (changed) {
            List<Outage> now = new ArrayList<>(outages(region));
            now.removeIf(other -> other.kind().equals(outage.kind()));
            now.add(outage);
            outages.put(region, List.copyOf(now));
            if (outage instanceof Outage.Dead) {
                replication.isolate(region);
            }
        }
    }

    /** Ends every outage of a Region. */
    public void restore(String region) {
        require(region);
        synchronized (changed) {
            outages.remove(region);
            replication.rejoin(region);
            changed.notifyAll();
        }
    }

    /** What is wrong with a Region; empty when all is well. */
    public List<Outage> outages(String region) {
        return outages.getOrDefault(region, List.of());
    }

    /** How changes travel between the Regions. */
    public Replication replication() {
        return replication;
    }

    public boolean alive(String region) {
        return outages(region).stream().noneMatch(Outage.Dead.class::isInstance);
    }

    /** Waits while a Region is dead. */
    public void awaitAlive(String region) throws InterruptedException {
        synchronized (changed) {
            while (!alive(region)) {
                changed.wait();
            }
        }
    }

    @Override
    public Fate of(String accessKeyId, String region, String service, String operation) {
        String caller = callerRegions.getOrDefault(accessKeyId, "");
        if (!alive(region) || !alive(caller)) {
            return new Fate.Dropped();
        }
        Duration delay = Duration.ZERO;
        Fate refused = null;
        for (Outage outage : outages(region)) {
            switch (outage) {
                case Outage.Dead dead -> {
                    return new Fate.Dropped();
                }
                case Outage.CutOff cutOff -> {
                    if (cutOff.callerRegions().contains(caller)) {
                        return new Fate.Dropped();
                    }
                }
                case Outage.Slow slow -> delay = slow.delay();
                case Outage.Erroring erroring -> refused = new Fate.Refused(erroring.status());
                case Outage.ControlPlaneRefused control -> {
                    if (refused == null && ControlPlane.has(service, operation)) {
                        refused = new Fate.Refused(503);
                    }
                }
            }
        }
        return refused == null ? new Fate.Through(delay) : refused;
    }

    /**
     * Refuses a Region that the lab does not run.
     *
     * @throws IllegalArgumentException naming those that it runs
     */
    public void require(String region) {
        if (!names.contains(region)) {
            throw new IllegalArgumentException(
                    "Region " + region + " is none of the lab's: give one of " + String.join(", ", names));
        }
    }
}
