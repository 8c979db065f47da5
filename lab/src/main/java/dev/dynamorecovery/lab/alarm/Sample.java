package dev.dynamorecovery.lab.alarm;

import java.time.Instant;

/**
 * Measurements of one instant, as a set: their number, sum and extremes.
 *
 * @param count how many measurements; a fraction is allowed, as CloudWatch allows it
 */
public record Sample(Instant at, double count, double sum, double minimum, double maximum) {

    /** One measurement. */
    public static Sample of(Instant at, double value) {
        return new Sample(at, 1, value, value, value);
    }
}
