package dev.dynamorecovery.lab.front;

import java.util.Optional;

/** Answers requests that know their server by name, as clients of function URLs do; they need no signature. */
public interface HostHandler {

    /** No names. */
    static HostHandler none() {
        return new HostHandler() {
            @Override
            public Optional<String> region(String host) {
                return Optional.empty();
            }

            @Override
            public LabResponse handle(String host, LabRequest request) {
                throw new IllegalStateException("host " + host + " is nobody's");
            }
        };
    }

    /**
     * The Region in which the server of a name stands; empty when the name is none of these servers'.
     *
     * @param host in lower case, without a port
     */
    Optional<String> region(String host);

    /** Answers a request to a server of which {@link #region} knows. */
    LabResponse handle(String host, LabRequest request) throws InterruptedException;
}
