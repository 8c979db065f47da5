package dev.dynamorecovery.lab.machine.expression;

import java.util.Random;
import java.util.UUID;

/** The one source of chance of a run: seeded in tests, so that the same run happens again. */
public final class Entropy {

    private final Random random;

    public Entropy(Random random) {
        this.random = random;
    }

    /** A number from 0 (included) to 1 (excluded). */
    public synchronized double fraction() {
        return random.nextDouble();
    }

    /** A random (version 4) UUID. */
    public synchronized UUID uuid() {
        long high = (random.nextLong() & 0xFFFFFFFFFFFF0FFFL) | 0x4000L;
        long low = (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
        return new UUID(high, low);
    }
}
