package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.replay.request.ReplayKeys;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** The changes of one slice or partition in the work bucket. */
final class PartitionedChanges {

    private final ReplayKeys keys;
    private final ObjectStore work;

    PartitionedChanges(ReplayKeys keys, ObjectStore work) {
        this.keys = keys;
        this.work = work;
    }

    /** The changes of one slice, in the order of their positions. */
    List<Change> sorted(List<String> objects) {
        List<Change> changes = new ArrayList<>();
        objects.forEach(object -> read(object, changes));
        changes.sort(Comparator.comparing(Change::position));
        return changes;
    }

    /** The objects of a partition, those of each slice together, in the order of the slices. */
    List<List<String>> slices(int partition) {
        String prefix = keys.changes(partition);
        List<List<String>> slices = new ArrayList<>();
        String slice = "";
        for (String object : work.list(prefix)) {
            String next = object.substring(prefix.length(), object.lastIndexOf('-'));
            if (!next.equals(slice)) {
                slices.add(new ArrayList<>());
                slice = next;
            }
            slices.getLast().add(object);
        }
        return slices;
    }

    private void read(String object, List<Change> changes) {
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(new GZIPInputStream(work.open(object))))) {
            int count = in.readInt();
            for (int i = 0; i < count; i++) {
                changes.add(ChangeRecords.read(in));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The changes in '" + object + "' could not be read", unreadable);
        }
    }

    void write(String object, List<Change> changes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
            out.writeInt(changes.size());
            for (Change change : changes) {
                ChangeRecords.write(out, change);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing changes to memory failed", impossible);
        }
        work.write(object, bytes.toByteArray());
    }
}
