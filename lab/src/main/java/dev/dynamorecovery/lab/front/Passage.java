package dev.dynamorecovery.lab.front;

import java.time.Duration;

/** Decides what becomes of a signed request before its service sees it. */
@FunctionalInterface
public interface Passage {

    /** What becomes of a request. */
    sealed interface Fate {

        /** It is served, after a delay. */
        record Through(Duration delay) implements Fate {}

        /** The connection ends without an answer; the service never sees the request. */
        record Dropped() implements Fate {}

        /** It is answered with a server error; the service never sees the request. */
        record Refused(int status) implements Fate {}

        /** It is answered with an error of the service; the service never sees the request. */
        record Failed(ServiceError error) implements Fate {}
    }

    /** Lets everything through at once. */
    static Passage free() {
        return (accessKeyId, region, service, operation) -> new Fate.Through(Duration.ZERO);
    }

    /**
     * Called from many threads at once.
     *
     * @param accessKeyId the caller
     * @param region of the service that is called
     * @param service the signing name
     */
    Fate of(String accessKeyId, String region, String service, String operation);
}
