package dev.dynamorecovery.core.failover.traffic;

/** Asks a name server, as clients do, and remembers nothing. */
public interface NameResolution {

    /**
     * The answer for a name.
     *
     * @throws Unresolved when the name has no answer, or nobody answers
     */
    NameAnswer resolve(String name);

    /** A name without an answer. */
    final class Unresolved extends RuntimeException {

        private static final long serialVersionUID = 1L;

        public Unresolved(String message) {
            super(message);
        }
    }
}
