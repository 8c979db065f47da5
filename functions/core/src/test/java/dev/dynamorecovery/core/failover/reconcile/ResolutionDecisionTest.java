package dev.dynamorecovery.core.failover.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.changelog.ChangePosition;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.replay.AttributePath;
import dev.dynamorecovery.core.replay.ItemWrite;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ResolutionDecisionTest {

    private static final Item KEYS = new Item(Map.of("id", new AttributeValue.Text("k")));
    private static final ItemKey KEY = ItemKey.of(KEYS, KeySchema.of("id"));

    private static Item item(String... namesAndValues) {
        Map<String, AttributeValue> attributes = new HashMap<>(KEYS.attributes());
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put(namesAndValues[i], new AttributeValue.Text(namesAndValues[i + 1]));
        }
        return new Item(attributes);
    }

    private static LostVersion lost(Optional<LostVersion.Base> base, @Nullable Item lost, @Nullable Item winner) {
        return new LostVersion(
                "us-east-1",
                KEYS,
                new ChangePosition("2026-11-01T00:00:00.000", "shard-0", "1"),
                Instant.parse("2026-11-23T01:00:00Z"),
                Optional.empty(),
                1,
                base,
                lost,
                winner,
                true);
    }

    private static Optional<LostVersion.Base> base(@Nullable Item item) {
        return Optional.of(new LostVersion.Base(item));
    }

    private static Item written(ResolutionDecision decision, Item found) {
        assertThat(decision).isInstanceOf(ResolutionDecision.Write.class);
        ItemWrite write = ((ResolutionDecision.Write) decision).write();
        assertThat(write).isInstanceOf(ItemWrite.Change.class);
        return ((ItemWrite.Change) write).edits().appliedTo(found).orElseThrow();
    }

    @Test
    void shouldMergeWhatOnlyTheLostWriteChanged() {
        Item found = item("name", "Ann", "city", "Rome", "changedBy", "b");
        LostVersion version = lost(
                base(item("name", "Ann", "city", "Oslo", "changedBy", "x")),
                item("name", "Anna", "city", "Bonn", "changedBy", "a", "phone", "1"),
                found);

        ResolutionDecision decision = ResolutionDecision.of(LossResolution.MERGE, KEY, version, found);

        assertThat(written(decision, found))
                .isEqualTo(item("name", "Anna", "city", "Rome", "changedBy", "b", "phone", "1"));
        assertThat(((ResolutionDecision.Write) decision).leftAsIs())
                .containsExactly(new AttributePath(List.of("changedBy")), new AttributePath(List.of("city")));
    }

    @Test
    void shouldFindAMergeDoneThatWasDoneBefore() {
        LostVersion version =
                lost(base(item("name", "Ann")), item("name", "Anna"), item("name", "Ann", "city", "Rome"));

        assertThat(ResolutionDecision.of(LossResolution.MERGE, KEY, version, item("name", "Anna", "city", "Rome")))
                .isEqualTo(new ResolutionDecision.InPlace(List.of()));
    }

    @Test
    void shouldNotMergeWithoutACommonState() {
        LostVersion version = lost(Optional.empty(), item("name", "Anna"), item("city", "Rome"));

        assertThat(ResolutionDecision.of(LossResolution.MERGE, KEY, version, item("city", "Rome")))
                .isInstanceOf(ResolutionDecision.Refused.class);
    }

    @Test
    void shouldNotMergeADeletion() {
        LostVersion version = lost(base(item("name", "Ann")), null, item("name", "Anna"));

        assertThat(ResolutionDecision.of(LossResolution.MERGE, KEY, version, item("name", "Anna")))
                .isInstanceOf(ResolutionDecision.Refused.class);
    }

    @Test
    void shouldPutALostItemBackWhereItIsKept() {
        Item found = item("city", "Rome");
        LostVersion version = lost(base(null), item("name", "Anna"), found);

        assertThat(written(ResolutionDecision.of(LossResolution.KEEP, KEY, version, found), found))
                .isEqualTo(item("name", "Anna"));
        assertThat(ResolutionDecision.of(LossResolution.KEEP, KEY, version, null))
                .isEqualTo(new ResolutionDecision.Write(new ItemWrite.Create(KEY, item("name", "Anna")), List.of()));
    }

    @Test
    void shouldDeleteAgainWhereALostDeletionIsKept() {
        Item found = item("city", "Rome");

        assertThat(ResolutionDecision.of(LossResolution.KEEP, KEY, lost(base(found), null, found), found))
                .isEqualTo(new ResolutionDecision.Write(new ItemWrite.Delete(KEY, found), List.of()));
    }

    @Test
    void shouldWriteNothingWhereTheLostWriteIsDiscarded() {
        assertThat(ResolutionDecision.of(
                        LossResolution.DISCARD, KEY, lost(base(null), item("name", "Anna"), item()), item()))
                .isEqualTo(new ResolutionDecision.InPlace(List.of()));
    }

    @Test
    void shouldRefuseMoreValuesThanOneWriteTakes() {
        String[] many = IntStream.range(0, 202).mapToObj(i -> "a" + i).toArray(String[]::new);
        LostVersion version = lost(base(item()), item(many), item());

        assertThat(ResolutionDecision.of(LossResolution.KEEP, KEY, version, item()))
                .isInstanceOf(ResolutionDecision.Refused.class);
    }
}
