package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.replay.AttributeEdit;
import dev.dynamorecovery.core.replay.AttributePath;
import dev.dynamorecovery.core.replay.ItemEdits;
import dev.dynamorecovery.core.replay.ItemWrite;
import dev.dynamorecovery.core.replay.ReplayDecision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is written for a person's word on a lost write, given what the serving Region's table holds now. */
public sealed interface ResolutionDecision {

    /**
     * The item is written, if it still is what it was where it matters.
     *
     * @param leftAsIs what both sides had changed: the serving Region's values stay
     */
    record Write(ItemWrite write, List<AttributePath> leftAsIs) implements ResolutionDecision {}

    /**
     * Nothing is to be written.
     *
     * @param leftAsIs what both sides had changed: the serving Region's values stay
     */
    record InPlace(List<AttributePath> leftAsIs) implements ResolutionDecision {}

    /** It can't be done that way; another one may. */
    record Refused(String reason) implements ResolutionDecision {}

    /**
     * Decides what is written.
     *
     * @param found what the table holds, or null when it holds no such item
     */
    static ResolutionDecision of(LossResolution resolution, ItemKey key, LostVersion version, @Nullable Item found) {
        return switch (resolution) {
            case DISCARD -> new InPlace(List.of());
            case KEEP -> kept(key, version.lost(), found);
            case MERGE -> merged(key, version, found);
        };
    }

    private static ResolutionDecision kept(ItemKey key, @Nullable Item lost, @Nullable Item found) {
        if (Objects.equals(lost, found)) {
            return new InPlace(List.of());
        }
        if (found == null) {
            return lost == null ? new InPlace(List.of()) : new Write(new ItemWrite.Create(key, lost), List.of());
        }
        return bounded(
                lost == null
                        ? new ItemWrite.Delete(key, found)
                        : new ItemWrite.Change(key, ItemEdits.between(found, lost)),
                List.of());
    }

    private static ResolutionDecision merged(ItemKey key, LostVersion version, @Nullable Item found) {
        @Nullable Item lost = version.lost();
        if (version.base().isEmpty()) {
            return new Refused("the logs do not reach back to the last state that both Regions knew,"
                    + " so nobody can say what each of them changed: keep or discard the write");
        }
        if (lost == null || found == null) {
            return new Refused("there is an item on one side only: keep or discard the write");
        }
        @Nullable Item known = version.base().get().item();
        Item base = known == null ? new Item(Map.of()) : known;
        List<AttributePath> changedHere = ItemEdits.between(base, found).paths();
        List<AttributeEdit> edits = new ArrayList<>();
        List<AttributePath> leftAsIs = new ArrayList<>();
        for (AttributeEdit edit : ItemEdits.between(base, lost).edits()) {
            ItemEdits alone = new ItemEdits(List.of(edit));
            boolean there = alone.appliedTo(found).filter(found::equals).isPresent();
            if (!there && changedHere.stream().anyMatch(edit.path()::overlaps)) {
                leftAsIs.add(edit.path());
            } else if (!there) {
                edits.add(edit);
            }
        }
        return edits.isEmpty()
                ? new InPlace(leftAsIs)
                : bounded(new ItemWrite.Change(key, new ItemEdits(List.copyOf(edits))), leftAsIs);
    }

    private static ResolutionDecision bounded(ItemWrite write, List<AttributePath> leftAsIs) {
        return write.conditionedValues() > ReplayDecision.MOST_CONDITIONED_VALUES
                ? new Refused(
                        "more values would change than one conditional write can hold: write the item by hand in the"
                                + " serving Region, then discard the lost write")
                : new Write(write, leftAsIs);
    }
}
