package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.baseline.BaselineDocument;
import dev.dynamorecovery.core.baseline.BaselineManifest;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The baselines in the evidence bucket. */
public final class StoredBaselines {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final ObjectStore evidence;

    /** Those in that bucket. */
    public StoredBaselines(ObjectStore evidence) {
        this.evidence = evidence;
    }

    /**
     * The name of a baseline: its instant, so that names sort by time, and a few digits that tell two baselines of one
     * second apart.
     */
    public static String name(Instant instant, String execution) {
        return STAMP.format(instant) + "-" + "%08x".formatted(execution.hashCode());
    }

    /** The baseline of that name. */
    public Optional<BaselineManifest> find(String table, String baseline) {
        return names(table).contains(baseline) ? Optional.of(read(table, baseline)) : Optional.empty();
    }

    /** The newest baseline of the table that is not younger than the restore point, or else the newest of all. */
    public Optional<BaselineManifest> newest(String table, Instant restorePoint) {
        List<String> names = names(table);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String nextSecond = STAMP.format(restorePoint.plus(1, ChronoUnit.SECONDS));
        return Optional.of(read(
                table,
                names.stream()
                        .filter(name -> name.compareTo(nextSecond) < 0)
                        .reduce((older, newer) -> newer)
                        .orElse(names.getLast())));
    }

    /**
     * The baseline from which the change log leads to the restore point: the newest that is not younger, or else the oldest
     * of all, from which the way leads back.
     */
    public Optional<BaselineManifest> nearest(String table, Instant restorePoint) {
        List<String> names = names(table);
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String nextSecond = STAMP.format(restorePoint.plus(1, ChronoUnit.SECONDS));
        return Optional.of(read(
                table,
                names.stream()
                        .filter(name -> name.compareTo(nextSecond) < 0)
                        .reduce((older, newer) -> newer)
                        .orElse(names.getFirst())));
    }

    /** The manifest of a baseline that exists. */
    public BaselineManifest read(String table, String baseline) {
        String key = new BaselineKeys(table).manifest(baseline);
        try (InputStream in = evidence.open(key)) {
            return BaselineDocument.read(in.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The baseline '" + key + "' could not be read", unreadable);
        }
    }

    private List<String> names(String table) {
        BaselineKeys keys = new BaselineKeys(table);
        return keys.baselines(evidence.list(keys.prefix()));
    }
}
