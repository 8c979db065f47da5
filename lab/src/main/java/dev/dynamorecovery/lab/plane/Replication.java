package dev.dynamorecovery.lab.plane;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Replication between the Regions, as a drill sets it: late, paused, cut off. */
public final class Replication implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Replication.class.getName());
    private static final long LOOK_MILLIS = 5;

    /** One way from one Region to another, as it stands. */
    public record Link(String from, String to, Duration lag, boolean paused, boolean cut, long backlogChanges) {}

    private record Way(String table, RegionPair pair) {}

    private final ReplicationLinks links = new ReplicationLinks();
    private final List<GlobalTable> globalTables = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<Way, ReplicationLatency> newest = new ConcurrentHashMap<>();
    private final List<Consumer<ReplicationLatency>> observers = new CopyOnWriteArrayList<>();
    private final EventualReplication eventual;
    private final StrongReplication strong;
    private volatile @Nullable Thread deliverer;

    Replication(EngineTables engine) {
        ReplicaWriter writer = new ReplicaWriter(engine);
        this.eventual = new EventualReplication(links, writer, this::observed);
        this.strong = new StrongReplication(links, writer);
    }

    /** Makes every change be on its way for so long, in real time; a tenth of a second unless set. */
    public void lag(String from, String to, Duration lag) {
        links.lag(new RegionPair(from, to), lag);
    }

    /** Holds eventual replication from one Region to another back until {@link #resume}; writes go on in both. */
    public void pause(String from, String to) {
        links.paused(new RegionPair(from, to), true);
    }

    public void resume(String from, String to) {
        links.paused(new RegionPair(from, to), false);
    }

    /** Cuts two Regions off from each other, until {@link #heal}: nothing is replicated, neither way. */
    public void cut(String one, String other) {
        links.cut(new RegionPair(one, other), true);
        links.cut(new RegionPair(other, one), true);
    }

    public void heal(String one, String other) {
        links.cut(new RegionPair(one, other), false);
        links.cut(new RegionPair(other, one), false);
    }

    /** Cuts a Region off from all others, until {@link #rejoin}, whatever is set for its single ways. */
    public void isolate(String region) {
        links.isolated(region, true);
    }

    public void rejoin(String region) {
        links.isolated(region, false);
    }

    /** How one way stands. */
    public Link link(String from, String to) {
        RegionPair pair = new RegionPair(from, to);
        long backlog = eventual.backlog(eventualTables(), pair)
                + strongTables().stream()
                        .mapToInt(global -> StrongReplication.missed(global, to))
                        .sum();
        return new Link(from, to, links.lag(pair), links.paused(pair), !links.connected(pair), backlog);
    }

    /** The newest latency of a table from one Region to another; empty when nothing has arrived yet. */
    public Optional<ReplicationLatency> latency(String table, String from, String to) {
        return Optional.ofNullable(newest.get(new Way(table, new RegionPair(from, to))));
    }

    /** Tells an observer of every latency from now on: what CloudWatch would be told. */
    public void observe(Consumer<ReplicationLatency> observer) {
        observers.add(observer);
    }

    /** Delivers what is due now; happens by itself in a lab, some milliseconds later. */
    public void deliver() throws IOException {
        eventual.deliver(eventualTables());
        for (GlobalTable global : strongTables()) {
            strong.catchUp(global);
        }
    }

    /**
     * Waits until every Region has every change.
     *
     * @throws IllegalStateException when it is not so in time; the message names the ways that are behind
     */
    public void awaitDelivered(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Link> behind = behind();
        while (!behind.isEmpty()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("replication was still behind after " + patience + ": " + behind);
            }
            Thread.sleep(LOOK_MILLIS);
            behind = behind();
        }
    }

    @Override
    public void close() {
        Thread running = deliverer;
        if (running != null) {
            running.interrupt();
        }
    }

    ReplicationLinks links() {
        return links;
    }

    StrongReplication strong() {
        return strong;
    }

    void add(GlobalTable global) {
        globalTables.add(global);
    }

    void remove(GlobalTable global) {
        globalTables.remove(global);
    }

    /** Delivers from now on whatever is due, until closed. */
    void start() {
        deliverer = Thread.ofVirtual().name("replication").start(this::deliverUntilClosed);
    }

    private void deliverUntilClosed() {
        while (true) {
            try {
                Thread.sleep(LOOK_MILLIS);
                deliver();
            } catch (InterruptedException closed) {
                return;
            } catch (IOException | RuntimeException failure) {
                // Positions stay where they were, so the next round tries the same changes again.
                LOGGER.log(Level.WARNING, "changes could not be replicated", failure);
            }
        }
    }

    private List<Link> behind() {
        return globalTables.stream()
                .flatMap(global -> global.replicas().stream()
                        .flatMap(source ->
                                global.others(source.name()).stream().map(other -> link(source.name(), other.name()))))
                .filter(link -> link.backlogChanges() > 0)
                .distinct()
                .toList();
    }

    private List<GlobalTable> eventualTables() {
        return globalTables.stream().filter(global -> !global.strong()).toList();
    }

    private List<GlobalTable> strongTables() {
        return globalTables.stream().filter(GlobalTable::strong).toList();
    }

    private void observed(ReplicationLatency latency) {
        newest.put(new Way(latency.table(), new RegionPair(latency.source(), latency.receiver())), latency);
        observers.forEach(observer -> observer.accept(latency));
    }
}
