package dev.dynamorecovery.lab.eventsource;

import java.util.List;

/** The function of a mapping. */
@FunctionalInterface
interface BatchFunction {

    /**
     * Invokes the function with a batch and waits for its end.
     *
     * @param items identifier and event JSON of each record
     */
    Outcome invoke(List<Item> items) throws InterruptedException;

    /** One record of a batch. */
    record Item(String identifier, String json) {}
}
