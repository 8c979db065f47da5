package dev.dynamorecovery.core.changelog;

/**
 * Where the changes of one segment come from.
 *
 * @param table the table's name
 * @param stream the label of its stream
 * @param shard the shard's identifier, or {@link ChangePosition#UNNAMED_SHARD}
 */
record SegmentSource(String table, String stream, String shard) {}
