package dev.dynamorecovery.core.restore;

/** Looks at what a restore's admission depends on, and changes nothing. */
public interface RestoreObserver {

    RestoreObservations observe(RecoveryRequest.Restore request);

    /** The table of that name, with its window and its plan. */
    SourceTable table(String name);
}
