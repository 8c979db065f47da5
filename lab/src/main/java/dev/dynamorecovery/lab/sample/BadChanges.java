package dev.dynamorecovery.lab.sample;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a bad writer did among others, by the keys of the orders it did it to. It deletes nothing.
 *
 * @param changed orders of which it changed some attributes
 * @param created orders that it brought back from the dead
 */
public record BadChanges(Set<String> changed, Set<String> created) {

    /** How many changes it made: one for each order. */
    public int changeCount() {
        return changed.size() + created.size();
    }

    /** Every key that was touched. */
    public Set<String> keys() {
        Set<String> keys = new TreeSet<>(changed);
        keys.addAll(created);
        return keys;
    }
}
