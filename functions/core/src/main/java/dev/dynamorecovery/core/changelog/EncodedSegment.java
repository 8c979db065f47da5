package dev.dynamorecovery.core.changelog;

/** A segment ready to be written: what the index is to know of it, and its bytes. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record EncodedSegment(SegmentEntry entry, byte[] content) {}
