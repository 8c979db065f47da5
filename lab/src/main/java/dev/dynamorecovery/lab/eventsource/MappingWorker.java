package dev.dynamorecovery.lab.eventsource;

import java.io.IOException;

/** What reads a mapping's source and hands batches to its function, until it is closed. */
interface MappingWorker extends AutoCloseable {

    /** Whether the source holds nothing that is not yet processed or given up. */
    boolean drained() throws IOException, InterruptedException;

    /** Returns when nothing is delivered any more; what was on its way is delivered again by a later worker. */
    @Override
    void close();
}
