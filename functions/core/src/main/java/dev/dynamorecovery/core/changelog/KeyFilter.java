package dev.dynamorecovery.core.changelog;

/**
 * A Bloom filter of item keys: tells for certain that a segment does not hold a key, or that it may.
 *
 * @param bits the filter, a multiple of 8 bytes; not a copy
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record KeyFilter(byte[] bits) {}
