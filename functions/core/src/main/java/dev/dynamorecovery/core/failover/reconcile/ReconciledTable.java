package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.derivation.TableLog;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * A table of a group, and what is known of it in both Regions.
 *
 * @param left its log in the Region that was left
 * @param entered its log in the Region that was entered
 * @param heartbeats tells the suite's own items, which are no data
 * @param keyHash a hash of an item, or of its key, under a secret key: names it without telling anything of it
 */
public record ReconciledTable(
        String name,
        KeySchema keySchema,
        TableLog left,
        TableLog entered,
        Predicate<ItemKey> heartbeats,
        ToLongFunction<Item> keyHash) {}
