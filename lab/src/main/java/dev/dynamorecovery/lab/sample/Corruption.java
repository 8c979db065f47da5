package dev.dynamorecovery.lab.sample;

import java.util.Set;
import java.util.TreeSet;

/** What a corruptor did, by the keys of the orders it did it to. */
public record Corruption(Set<String> overwritten, Set<String> deleted, Set<String> resurrected) {

    /** Every key that was touched. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>(overwritten);
        keys.addAll(deleted);
        keys.addAll(resurrected);
        return keys;
    }
}
