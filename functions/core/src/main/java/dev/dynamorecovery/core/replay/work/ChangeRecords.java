package dev.dynamorecovery.core.replay.work;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeOrigin;
import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.item.Item;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Changes as bytes between the steps of a replay. Items are in canonical form, so that nothing is parsed twice. */
final class ChangeRecords {

    private static final int NO_ITEM = -1;

    private ChangeRecords() {}

    static void write(DataOutputStream out, Change change) throws IOException {
        out.writeUTF(change.position().stream());
        out.writeUTF(change.position().shard());
        out.writeUTF(change.position().sequence());
        out.writeLong(Instant.EPOCH.until(change.at(), ChronoUnit.NANOS));
        out.writeUTF(change.origin().name());
        item(out, change.keys());
        item(out, change.before());
        item(out, change.after());
    }

    private static void item(DataOutputStream out, @Nullable Item item) throws IOException {
        if (item == null) {
            out.writeInt(NO_ITEM);
            return;
        }
        byte[] canonical = item.canonicalForm();
        out.writeInt(canonical.length);
        out.write(canonical);
    }

    static Change read(DataInputStream in) throws IOException {
        ChangePosition position = new ChangePosition(in.readUTF(), in.readUTF(), in.readUTF());
        Instant at = Instant.EPOCH.plusNanos(in.readLong());
        ChangeOrigin origin = ChangeOrigin.valueOf(in.readUTF());
        @Nullable Item keys = item(in);
        if (keys == null) {
            throw new IOException("A change without a key");
        }
        return new Change(position, at, keys, item(in), item(in), origin);
    }

    private static @Nullable Item item(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == NO_ITEM) {
            return null;
        }
        byte[] canonical = in.readNBytes(length);
        return Item.ofCanonical(canonical, 0, canonical.length);
    }
}
