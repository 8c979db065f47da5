package dev.dynamorecovery.core.changelog;

import java.util.List;

/**
 * Changes looked up backwards.
 *
 * @param changes the changes, the newest first
 * @param segmentCount how many segments were read
 * @param gaps what could not be read on the way
 */
public record LatestChanges(List<Change> changes, int segmentCount, List<Gap> gaps) {}
