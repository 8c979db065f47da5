package dev.dynamorecovery.core.changelog;

/** Says which changes a reader wants. */
@FunctionalInterface
public interface ChangeSelection {

    /** Every change. */
    ChangeSelection ALL = change -> true;

    /** Whether the change is wanted. */
    boolean wants(Change change);
}
