package dev.dynamorecovery.core.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.changelog.ChangeAccount.Action;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.plan.ChangeAttributes;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeAccountTest {

    private static final Instant AT = Instant.parse("2026-11-22T10:13:19Z");
    private static final ChangeAttributes TOLD =
            new ChangeAttributes(Optional.of("updatedBy"), Optional.of("txn"), Optional.of("origin"));

    private final SampleHistory table = new SampleHistory();

    @Test
    void shouldTellWhoCreatedAnItemAndWithWhat() {
        assertThat(account(table.put(item("total", "7", "updatedBy", "checkout", "txn", "t-1"), AT)))
                .isEqualTo(new ChangeAccount(
                        Action.CREATED,
                        new ChangeSource.Application(),
                        Optional.of("checkout"),
                        Optional.of("t-1"),
                        List.of("total", "txn", "updatedBy")));
    }

    @Test
    void shouldNameTheAttributesThatWereSetChangedAndRemoved() {
        table.put(item("kept", "1", "changed", "1", "removed", "1"), AT);

        assertThat(account(table.put(item("kept", "1", "changed", "2", "set", "1"), AT))
                        .attributes())
                .containsExactly("changed", "removed", "set");
    }

    @Test
    void shouldNotTakeAnEarlierTransactionForThatOfTheChange() {
        table.put(item("total", "7", "txn", "t-1"), AT);

        assertThat(account(table.put(item("total", "8", "txn", "t-1"), AT)).transaction())
                .isEmpty();
        assertThat(account(table.put(item("total", "9", "txn", "t-2"), AT)).transaction())
                .contains("t-2");
    }

    @Test
    void shouldTellReplicatedChangesFromThoseOfThisRegion() {
        assertThat(account(table.put(item("origin", "eu-west-1"), AT)).source())
                .isEqualTo(new ChangeSource.Replicated("eu-west-1"));
        assertThat(account(table.put(item("origin", "us-east-1"), AT)).source())
                .isEqualTo(new ChangeSource.Application());
    }

    @Test
    void shouldKnowTheRegionThatOlderGlobalTablesKeepThemselves() {
        var change = table.put(item("aws:rep:updateregion", "eu-west-1"), AT);

        assertThat(ChangeAccount.of(change, ChangeAttributes.NONE, "us-east-1").source())
                .isEqualTo(new ChangeSource.Replicated("eu-west-1"));
    }

    @Test
    void shouldTellExpiryFromDeletionAndBlameNobodyForEither() {
        var item = item("updatedBy", "checkout");
        table.put(item, AT);
        var deleted = account(table.delete(item, AT));
        table.put(item, AT);
        var expired = account(table.expire(item, AT));

        assertThat(deleted)
                .isEqualTo(new ChangeAccount(
                        Action.DELETED, new ChangeSource.Application(), Optional.empty(), Optional.empty(), List.of()));
        assertThat(expired.source()).isEqualTo(new ChangeSource.TimeToLive());
        assertThat(expired.writer()).isEmpty();
    }

    @Test
    void shouldTellNothingWhereThePlanNamesNoAttributes() {
        var change = table.put(item("updatedBy", "checkout", "txn", "t-1"), AT);

        assertThat(ChangeAccount.of(change, ChangeAttributes.NONE, "us-east-1")).satisfies(account -> {
            assertThat(account.writer()).isEmpty();
            assertThat(account.transaction()).isEmpty();
        });
    }

    private static ChangeAccount account(Change change) {
        return ChangeAccount.of(change, TOLD, "us-east-1");
    }

    private static Item item(String... namesAndValues) {
        var attributes = new HashMap<String, AttributeValue>();
        attributes.put("id", new AttributeValue.Text("a"));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            attributes.put(namesAndValues[i], new AttributeValue.Text(namesAndValues[i + 1]));
        }
        return new Item(attributes);
    }
}
