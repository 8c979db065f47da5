package dev.dynamorecovery.core.changelog;

import dev.dynamorecovery.core.digest.CorruptedDataException;
import dev.dynamorecovery.core.store.ObjectNotFoundException;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens segments that are what the index says was written; of the others it notes what is unknown without them. */
final class SegmentStore {

    private final String table;
    private final ObjectStore bucket;
    private final List<Gap> gaps = new ArrayList<>();
    private int opened;

    SegmentStore(String table, ObjectStore bucket) {
        this.table = table;
        this.bucket = bucket;
    }

    /** The segment's changes; null when it is missing or not what was written, which is noted. */
    @Nullable
    SegmentDecoder open(SegmentEntry entry) {
        if (!entry.table().equals(table) || !entry.objectKey().startsWith(SegmentPath.of(table))) {
            throw new ForeignSegmentException(table, entry);
        }
        opened++;
        try (InputStream in = bucket.open(entry.objectKey())) {
            byte[] content = in.readAllBytes();
            if (!Sha256.hex(content).equals(entry.sha256())) {
                note(entry, GapCause.SEGMENT_CORRUPT, "is not what was written: its SHA-256 differs");
                return null;
            }
            return new SegmentDecoder(entry, content);
        } catch (ObjectNotFoundException missing) {
            note(entry, GapCause.SEGMENT_MISSING, "is not in the bucket");
            return null;
        } catch (CorruptedDataException unreadable) {
            note(entry, unreadable);
            return null;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Segment '" + entry.objectKey() + "' could not be read", unreadable);
        }
    }

    /** The next change; null behind the last one that can be read. */
    @Nullable
    Change next(SegmentEntry entry, SegmentDecoder decoder) {
        try {
            return decoder.next();
        } catch (CorruptedDataException unreadable) {
            note(entry, unreadable);
            return null;
        }
    }

    int opened() {
        return opened;
    }

    List<Gap> gaps() {
        return List.copyOf(gaps);
    }

    private void note(SegmentEntry entry, CorruptedDataException unreadable) {
        note(entry, GapCause.SEGMENT_CORRUPT, "can't be read: " + unreadable.getMessage());
    }

    private void note(SegmentEntry entry, GapCause cause, String how) {
        gaps.add(new Gap(
                table,
                entry.oldest(),
                entry.newest().plus(1, ChronoUnit.MICROS),
                cause,
                "segment '%s' with %d changes %s".formatted(entry.objectKey(), entry.changeCount(), how)));
    }
}
