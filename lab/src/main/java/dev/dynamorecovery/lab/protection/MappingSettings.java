package dev.dynamorecovery.lab.protection;

/**
 * How the stack has streams delivered to its change log.
 *
 * @param functionArn the logging function, with its alias
 * @param lostBatchQueueArn where Lambda tells what it gave up
 */
public record MappingSettings(
        String functionArn,
        String lostBatchQueueArn,
        int batchSize,
        int batchWindowSeconds,
        int parallelizationFactor,
        int maximumRetryAttempts,
        int maximumRecordAgeSeconds,
        boolean bisect,
        boolean reportsItemFailures,
        int tumblingWindowSeconds,
        String filterPattern) {

    /** Lambda names the shard of a batch only where there is such a window; checkpoints need the name. */
    public static final int TUMBLING_WINDOW_SECONDS = 900;

    /** Every change, and nothing else. */
    public static final String EVERY_CHANGE = "{\"eventName\":[\"INSERT\",\"MODIFY\",\"REMOVE\"]}";
}
