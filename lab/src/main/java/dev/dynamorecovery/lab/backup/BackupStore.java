package dev.dynamorecovery.lab.backup;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/** The vaults of every account and Region, what is in them, and every job. */
final class BackupStore {

    private final Map<String, Vault> vaults = new ConcurrentSkipListMap<>();
    private final Map<String, RecoveryPoint> points = new LinkedHashMap<>();
    private final Queue<Job> jobs = new ConcurrentLinkedQueue<>();

    /** False when there is such a vault already. */
    boolean add(Vault vault) {
        return vaults.putIfAbsent(vault.arn(), vault) == null;
    }

    void remove(Vault vault) {
        vaults.remove(vault.arn());
    }

    Optional<Vault> vault(String arn) {
        return Optional.ofNullable(vaults.get(arn));
    }

    Collection<Vault> vaults() {
        return vaults.values();
    }

    void add(RecoveryPoint point) {
        synchronized (points) {
            points.put(point.arn(), point);
        }
    }

    void remove(RecoveryPoint point) {
        synchronized (points) {
            points.remove(point.arn());
        }
    }

    /** Those whose retention is not over, oldest first. */
    List<RecoveryPoint> points(Instant now) {
        synchronized (points) {
            points.values().removeIf(point -> point.expired(now));
            return List.copyOf(points.values());
        }
    }

    void add(Job job) {
        jobs.add(job);
    }

    /** The jobs of a kind in an account's Region, newest first. */
    List<Job> jobs(Job.Kind kind, String region, String account) {
        return jobs.stream()
                .filter(job -> job.kind() == kind
                        && job.region().equals(region)
                        && job.account().equals(account))
                .toList()
                .reversed();
    }
}
