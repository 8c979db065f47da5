package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.core.changelog.Change;

/** Where a listing of the log goes, change by change. */
interface LogOutput {

    /** Writes one change. Returns false when nobody reads any more. */
    boolean change(Change change);

    /** Writes what there is to say behind the last change. */
    void end(LogSummary summary);
}
