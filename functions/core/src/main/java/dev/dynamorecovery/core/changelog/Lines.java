package dev.dynamorecovery.core.changelog;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Cuts bytes into lines, of which one is in memory at a time. */
final class Lines {

    private final InputStream in;
    private byte[] buffer = new byte[64 * 1024];
    private int from;
    private int to;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end, null behind the last. Throws {@link EOFException} when the last has no end. */
    byte @Nullable [] next() throws IOException {
        int searched = from;
        while (true) {
            for (int at = searched; at < to; at++) {
                if (buffer[at] == '\n') {
                    byte[] line = Arrays.copyOfRange(buffer, from, at);
                    from = at + 1;
                    return line;
                }
            }
            searched = to - from;
            makeRoom();
            int count = in.read(buffer, to, buffer.length - to);
            if (count < 0) {
                if (to > 0) {
                    throw new EOFException();
                }
                return null;
            }
            to += count;
        }
    }

    private void makeRoom() {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, to * 2);
        }
    }
}
