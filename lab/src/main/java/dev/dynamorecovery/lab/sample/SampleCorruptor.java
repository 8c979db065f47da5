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
            store.overwrite(broughtBack(item));
            resurrected.add(item.keyText());
            done.accept(++written);
        }
        return new Corruption(overwritten, deleted, resurrected);
    }

    /**
     * Corrupts the orders table while others change the same orders: one change for each order, of some attributes only,
     * so that what others write to the rest of it stays.
     *
     * @param live what the table holds as others change it
     * @param erased orders deleted earlier, to be brought back
     * @param done told after each write how many there were
     */
    public BadChanges corruptAmongOthers(SampleModel live, int overwrites, List<SampleItem> erased, IntConsumer done) {
        List<String> keys =
                new ArrayList<>(new TreeSet<>(live.itemsOf(SampleTable.ORDERS).keySet()));
        shuffle(keys);
        Set<String> changed = new TreeSet<>();
        for (String key : keys) {
            Map<String, AttributeValue> order = live.get(SampleTable.ORDERS, key);
            if (changed.size() < overwrites && order != null && tamper(order, changed.size())) {
                changed.add(key);
                done.accept(changed.size());
            }
        }
        if (changed.size() < overwrites) {
            throw new IllegalArgumentException(overwrites + " orders were to be corrupted, and there were "
                    + changed.size() + ": seed more items");
        }
        Set<String> created = new TreeSet<>();
        for (SampleItem item : erased) {
            store.overwrite(broughtBack(item));
            created.add(item.keyText());
            done.accept(changed.size() + created.size());
        }
        return new BadChanges(changed, created);
    }

    private boolean tamper(Map<String, AttributeValue> order, int turn) {
        return store.tamper(new SampleWrite.Update(SampleTable.ORDERS, order, spoiled(order, turn)));
    }

    private static SampleItem broughtBack(SampleItem item) {
        return new SampleItem(item.table(), WriterName.FAULTY_RELEASE.signed(item.attributes()));
    }

    /** An order with one defect, signed by the faulty release; the kinds take turns. */
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
        return WriterName.FAULTY_RELEASE.signed(spoiled);
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
