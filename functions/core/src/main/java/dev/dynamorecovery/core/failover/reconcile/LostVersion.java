package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.item.Item;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of an item that writers of one Region left, and that a write of the other Region has replaced whose writer had
 * not seen it. Nobody decided against it: last-writer-wins did.
 *
 * @param region whose writers lost
 * @param keys the item's key attributes
 * @param overwritten the change in that Region's log that replaced the state: it names the loss
 * @param overwrittenAt its stamp
 * @param writtenAt the stamp of the last write that is lost; empty where the log does not reach back to it
 * @param writes how many writes are lost with the state, each made on the one before; 0 where that is not known
 * @param base the last state that both sides had built on; empty where the logs do not reach back to it
 * @param lost the state; null where the item had been deleted
 * @param winner what replaced it; null where that was a deletion
 * @param certain whether it is lost if every writer was in time. Otherwise it is lost if what replaced it is a write that the
 *     Region which was left had taken late; or nothing is lost, and replication had combined two writes of the other Region
 */
public record LostVersion(
        String region,
        Item keys,
        ChangePosition overwritten,
        Instant overwrittenAt,
        Optional<Instant> writtenAt,
        int writes,
        Optional<Base> base,
        @Nullable Item lost,
        @Nullable Item winner,
        boolean certain) {

    /** @param item null where there was no item */
    public record Base(@Nullable Item item) {}

    boolean namesTheSameAs(LostVersion other) {
        return region.equals(other.region) && overwritten.equals(other.overwritten);
    }

    /** Which and where, without any of the item's data. */
    @Override
    public String toString() {
        return "LostVersion[in %s, overwritten at %s]".formatted(region, overwrittenAt);
    }
}
