package dev.dynamorecovery.core.changelog;

import java.time.Instant;
import java.util.Optional;

/**
 * A record that can't be logged.
 *
 * @param sequence its sequence number, by which Lambda isolates it
 * @param at the time of its change, where it says one
 * @param cause why, in words, without any of its data
 */
public record UnloggedRecord(String sequence, Optional<Instant> at, String cause) {}
