package dev.dynamorecovery.core.changelog;

import java.time.Duration;

/**
 * How Lambda delivers the stream, as far as it decides what a checkpoint proves.
 *
 * @param parallelizationFactor how many batches of a shard are under way at once; only with one is all before a
 *     checkpoint logged
 * @param maximumRecordAge how old a record gets before Lambda gives it up into the failure queue
 */
public record LogDelivery(int parallelizationFactor, Duration maximumRecordAge) {

    public LogDelivery {
        if (parallelizationFactor < 1 || parallelizationFactor > 10) {
            throw new IllegalArgumentException(
                    "A parallelization factor of " + parallelizationFactor + " does not exist: give 1 to 10");
        }
        if (maximumRecordAge.isNegative()) {
            // Lambda's -1: until the stream itself drops the record.
            maximumRecordAge = ChangeLogWriter.STREAM_RETENTION;
        }
    }
}
