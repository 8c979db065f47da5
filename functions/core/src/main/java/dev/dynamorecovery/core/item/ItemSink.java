package dev.dynamorecovery.core.item;

import java.util.List;

/** Takes the items of a scan, one after the other. */
@FunctionalInterface
public interface ItemSink {

    /** Takes one item. */
    void accept(Item item);

    /** A sink that hands each item to all of these, in order: one scan serves several readers. */
    static ItemSink all(List<ItemSink> sinks) {
        return item -> sinks.forEach(sink -> sink.accept(item));
    }
}
