package dev.dynamorecovery.core.store;

import java.io.InputStream;
import java.util.List;

/** A store whose user can be killed at any write. */
public final class DyingObjectStore implements ObjectStore {

    /** Thrown in place of a write, or right after it. */
    public static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final ObjectStore store;
    private int writesLeft = Integer.MAX_VALUE;
    private boolean dieAfterWriting;
    private int writes;

    public DyingObjectStore(ObjectStore store) {
        this.store = store;
    }

    /** Writes that were done. */
    public int writes() {
        return writes;
    }

    /** Dies at the write after that many, before or after it is done. */
    public void dieAfter(int count, boolean afterWriting) {
        writesLeft = count;
        dieAfterWriting = afterWriting;
    }

    /** Lives again. */
    public void revive() {
        writesLeft = Integer.MAX_VALUE;
    }

    @Override
    public void write(String key, byte[] content) {
        boolean dies = writesLeft-- == 0;
        if (dies && !dieAfterWriting) {
            throw new Killed();
        }
        store.write(key, content);
        writes++;
        if (dies) {
            throw new Killed();
        }
    }

    @Override
    public InputStream open(String key) {
        return store.open(key);
    }

    @Override
    public List<String> list(String prefix) {
        return store.list(prefix);
    }
}
