package dev.dynamorecovery.lab.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The metrics of one Region. It forgets what is older than three hours, and more than 20,000 samples of one metric. */
public final class Metrics {

    private static final Duration KEPT = Duration.ofHours(3);
    private static final int MOST_SAMPLES = 20_000;

    private final Map<MetricId, Deque<Sample>> samples = new ConcurrentHashMap<>();

    public void put(MetricId metric, Sample sample) {
        Deque<Sample> kept = samples.computeIfAbsent(metric, missing -> new ArrayDeque<>());
        synchronized (kept) {
            kept.addLast(sample);
            Instant oldest = sample.at().minus(KEPT);
            while (kept.size() > MOST_SAMPLES || kept.getFirst().at().isBefore(oldest)) {
                kept.removeFirst();
            }
        }
    }

    /** The samples of a metric from an instant on and before another. */
    public List<Sample> samples(MetricId metric, Instant from, Instant until) {
        Deque<Sample> kept = samples.get(metric);
        if (kept == null) {
            return List.of();
        }
        List<Sample> found = new ArrayList<>();
        synchronized (kept) {
            for (Sample sample : kept) {
                if (!sample.at().isBefore(from) && sample.at().isBefore(until)) {
                    found.add(sample);
                }
            }
        }
        return found;
    }

    /** Every metric that has been measured. */
    public Set<MetricId> metrics() {
        return Set.copyOf(samples.keySet());
    }
}
