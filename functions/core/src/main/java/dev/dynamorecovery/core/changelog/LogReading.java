package dev.dynamorecovery.core.changelog;

import java.util.List;

/**
 * What a reading of the log came to.
 *
 * @param changeCount how many changes were handed over
 * @param repeatedCount how many were dropped, for they had been handed over already: batches that came twice
 * @param segmentCount how many segments were read
 * @param gaps what could not be read
 */
public record LogReading(long changeCount, long repeatedCount, int segmentCount, List<Gap> gaps) {}
