package dev.dynamorecovery.core.failover.traffic;

import java.util.List;
import java.util.Optional;

/** Asks an application, at addresses that were resolved before. */
public interface ApplicationProbe {

    /** What the application is asked for. */
    enum Request {
        /** Whether it is there: a GET, which writes nothing. */
        PRESENCE,
        /** To write something through its own way of writing, and to acknowledge it: a POST without a body. */
        WRITE
    }

    /**
     * Asks one of the addresses.
     *
     * @throws Unanswered when no whole answer came in time
     */
    Answer ask(String url, List<String> addresses, Request request);

    /**
     * @param status of HTTP
     * @param region the Region that the application says has answered, in the header {@code x-recovery-region}
     */
    record Answer(int status, Optional<String> region) {

        /** Whether the application did what it was asked. */
        public boolean successful() {
            return status >= 200 && status < 300;
        }
    }

    /** No answer. */
    final class Unanswered extends RuntimeException {

        private static final long serialVersionUID = 1L;
        private final boolean connected;

        /** @param connected whether there was a connection at least */
        public Unanswered(String message, boolean connected) {
            super(message);
            this.connected = connected;
        }

        public boolean connected() {
            return connected;
        }
    }
}
