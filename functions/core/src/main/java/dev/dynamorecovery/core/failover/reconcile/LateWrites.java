package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.changelog.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds what a write may have replaced that the Region which was left has taken after the hand-over, for its process or the
 * network stood still between the look at the gate and the sending. Such a write is never acknowledged; but it is young, and
 * wins over what the serving Region wrote meanwhile.
 *
 * <p>In the logs it looks like a write of the serving Region that replication has combined with the one before. Whatever can
 * be either is told, as what is perhaps lost.
 */
final class LateWrites {

    private final HandOver handOver;
    private final RegionHistory left;
    private final RegionHistory entered;

    LateWrites(HandOver handOver, RegionHistory left, RegionHistory entered) {
        this.handOver = handOver;
        this.left = left;
        this.entered = entered;
    }

    List<LostVersion> perhapsLost() {
        List<LostVersion> perhaps = new ArrayList<>();
        for (int overwriting = 0; overwriting < entered.size(); overwriting++) {
            if (!handOver.longBefore(entered.change(overwriting).at())) {
                late(overwriting).ifPresent(perhaps::add);
            }
        }
        return perhaps;
    }

    /** What is lost with that change of the serving Region's log, if the other Region has written it late. */
    private Optional<LostVersion> late(int overwriting) {
        for (int late : left.leaving(entered.after(overwriting))) {
            if (handOver.mayBeLate(left.change(late).at())
                    && !isAfter(left.change(late), entered.change(overwriting).at())
                    && !hadSeen(late, overwriting)) {
                return Optional.of(lostAt(overwriting, late));
            }
        }
        return Optional.empty();
    }

    private boolean isAfter(Change change, Instant stamp) {
        return change.at().isAfter(stamp.plus(handOver.clockTolerance()));
    }

    /**
     * Whether the Region that was left held the overwritten state when it wrote, or its own late writes upon it. The same state
     * from before it was written in the serving Region, or with older ones of that Region after it, is another one.
     */
    private boolean hadSeen(int late, int overwriting) {
        boolean fromThere = overwriting == 0 || entered.origin(overwriting - 1) == RegionHistory.Origin.REPLICA;
        Instant since =
                fromThere ? Instant.MIN : entered.change(overwriting - 1).at().minus(handOver.clockTolerance());
        ItemVersion state = entered.before(overwriting);
        for (int earlier = late - 1; earlier >= 0; earlier--) {
            if (left.after(earlier).equals(state) && !left.change(earlier).at().isBefore(since)) {
                return true;
            }
            if (isOlder(left.after(earlier), overwriting - 1)) {
                return false;
            }
        }
        return fromThere && left.before(0).equals(state);
    }

    private boolean isOlder(ItemVersion state, int than) {
        return entered.leaving(state).stream().anyMatch(index -> index < than);
    }

    private boolean everHeld(ItemVersion state, int late) {
        return left.before(0).equals(state) || left.leaving(state).stream().anyMatch(index -> index < late);
    }

    private LostVersion lostAt(int overwriting, int late) {
        Change change = entered.change(overwriting);
        int writes = 0;
        Optional<LostVersion.Base> base = Optional.empty();
        for (int earlier = overwriting - 1; earlier >= 0 && base.isEmpty(); earlier--) {
            writes++;
            if (everHeld(entered.before(earlier), late)) {
                base = Optional.of(new LostVersion.Base(entered.before(earlier).item()));
            }
        }
        return new LostVersion(
                entered.region(),
                change.keys(),
                change.position(),
                change.at(),
                overwriting == 0
                        ? Optional.empty()
                        : Optional.of(entered.change(overwriting - 1).at()),
                writes,
                base,
                change.before(),
                change.after(),
                false);
    }
}
