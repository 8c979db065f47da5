package dev.dynamorecovery.simulation;

/** A call that did not come back: not reached, not answered, or the caller was killed. Whether it had an effect is open. */
final class Disturbance extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Disturbance(String message) {
        super(message, null, false, false);
    }
}
