package dev.dynamorecovery.lab.dns;

/**
 * What a health check says of an endpoint: the contrary of before only after so many answers in a row. New ones are
 * healthy until there is reason to think otherwise, as Route 53's are.
 */
final class EndpointHealth {

    private final int threshold;
    private boolean healthy = true;
    private int contrary;

    EndpointHealth(int threshold) {
        this.threshold = threshold;
    }

    void observe(boolean answered) {
        contrary = answered == healthy ? 0 : contrary + 1;
        if (contrary >= threshold) {
            healthy = answered;
            contrary = 0;
        }
    }

    boolean healthy() {
        return healthy;
    }
}
