package dev.dynamorecovery.core.changelog;

/** The index gave a segment that belongs to another table's log. */
public final class ForeignSegmentException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ForeignSegmentException(String table, SegmentEntry entry) {
        super(
                "The log of table '%s' was asked for, and the index gave a segment of table '%s' at '%s': read that table's own log"
                        .formatted(table, entry.table(), entry.objectKey()));
    }
}
