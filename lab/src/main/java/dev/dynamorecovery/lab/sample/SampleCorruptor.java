package dev.dynamorecovery.lab.sample;

import static dev.dynamorecovery.lab.sample.Attributes.number;
import static dev.dynamorecovery.lab.sample.Attributes.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A faulty release at work on the orders table: overwrites, deletes, and items brought back from the dead. */
public final class SampleCorruptor {

    private final SampleStore store;
    private final SplittableRandom random;

    public SampleCorruptor(SampleStore store, long seed) {
        this.store = store;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Corrupts the orders table.
     *
     * @param truth what the table held before; what is overwritten or deleted is picked from it
     * @param erased orders deleted earlier, to be resurrected
     * @param done told after each write how many there were
     */
    public Corruption corrupt(
            SampleModel truth, int overwrites, int deletes, List<SampleItem> erased, IntConsumer done) {
        List<String> keys =
                new ArrayList<>(new TreeSet<>(truth.itemsOf(SampleTable.ORDERS).keySet()));
        if (keys.size() < overwrites + deletes) {
            throw new IllegalArgumentException(overwrites + " overwrites and " + deletes + " deletes need as many"
                    + " orders, and there are " + keys.size() + ": seed more items");
        }
        shuffle(keys);
        int written = 0;
        Set<String> overwritten = new TreeSet<>();
        for (String key : keys.subList(0, overwrites)) {
            store.overwrite(new SampleItem(SampleTable.ORDERS, spoiled(order(truth, key), written)));
            overwritten.add(key);
            done.accept(++written);
        }
        Set<String> deleted = new TreeSet<>();
        for (String key : keys.subList(overwrites, overwrites + deletes)) {
            store.destroy(new SampleItem(SampleTable.ORDERS, order(truth, key)));
            deleted.add(key);
            done.accept(++written);
        }
        Set<String> resurrected = new TreeSet<>();
        for (SampleItem item : erased) {
            store.overwrite(item);
            resurrected.add(item.keyText());
            done.accept(++written);
        }
        return new Corruption(overwritten, deleted, resurrected);
    }

    /** An order with one defect; the kinds take turns. */
    public static Map<String, AttributeValue> spoiled(Map<String, AttributeValue> order, int turn) {
        Map<String, AttributeValue> spoiled = new HashMap<>(order);
        long total = Attributes.longOf(SampleGenerator.attribute(order, "total"));
        switch (turn % 5) {
            case 0 -> spoiled.put("total", number(total + 1));
            case 1 -> spoiled.put("total", text(Long.toString(total)));
            case 2 -> spoiled.put("status", text("UNDEFINED"));
            case 3 -> spoiled.put("lines", Attributes.list(List.of()));
            default -> spoiled.remove("createdAt");
        }
        return Map.copyOf(spoiled);
    }

    private static Map<String, AttributeValue> order(SampleModel truth, String key) {
        Map<String, AttributeValue> order = truth.get(SampleTable.ORDERS, key);
        if (order == null) {
            throw new IllegalStateException("the model lost the order " + key);
        }
        return order;
    }

    private void shuffle(List<String> keys) {
        for (int i = keys.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            String key = keys.get(i);
            keys.set(i, keys.get(other));
            keys.set(other, key);
        }
    }
}
