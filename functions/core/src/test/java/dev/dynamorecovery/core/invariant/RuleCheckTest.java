package dev.dynamorecovery.core.invariant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.SamplePlans;
import dev.dynamorecovery.core.plan.Verification;
import dev.dynamorecovery.core.plan.Verification.Extent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleCheckTest {

    private static final KeySchema SCHEMA = KeySchema.of("id");
    private static final String NO_TABLE = "a table that does not exist";

    @Test
    void shouldKeepEveryRuleOfThePackagedPlansOnAGoodOrder() {
        var check = withoutHeartbeat(
                SamplePlans.orders().verification(), KeySchema.of("userId", "orderId"), existing("u1"));

        check.accept(order("u1", "300", "2", "100", "1", "100"));

        assertThat(check.findings().results()).hasSize(4).allSatisfy(result -> {
            assertThat(result.checkedItems()).isEqualTo(1);
            assertThat(result.violations()).isZero();
            assertThat(result.uncheckedItems()).isZero();
        });
    }

    @Test
    void shouldNameTheOrderWhoseTotalIsNotTheSumOfItsLinesAndWhoseUserIsGone() {
        var check = withoutHeartbeat(
                SamplePlans.orders().verification(), KeySchema.of("userId", "orderId"), existing("u2"));

        check.accept(order("u1", "301", "2", "100", "1", "100"));

        assertThat(check.findings().results())
                .filteredOn(result -> result.violations() == 1)
                .extracting(RuleResult::rule, RuleResult::violatingKeys)
                .containsExactly(
                        tuple("the total is the sum of the lines", List.of("userId=u1, orderId=o1")),
                        tuple("the order belongs to a user", List.of("userId=u1, orderId=o1")));
    }

    @ParameterizedTest
    @CsvSource({"users,userId,", "orders,userId,orderId", "transactions,orderId,sequence"})
    void shouldNotHoldTheHeartbeatToTheRulesOfData(String name, String partitionKey, @Nullable String sortKey) {
        var plan = SamplePlans.packaged(name);
        var schema = new KeySchema(partitionKey, sortKey);
        var heartbeat = plan.changeLog().heartbeatIn(schema).orElseThrow();
        var beat = new HashMap<>(heartbeat.of("us-east-1").attributes());
        beat.put("beat", number("7"));
        var check = new RuleCheck(plan.verification(), schema, heartbeat::covers, existing());

        check.accept(item(beat));

        assertThat(check.findings().items()).isZero();
        assertThat(check.findings().judged(plan.verification())).allSatisfy(result -> {
            assertThat(result.checkedItems()).isZero();
            assertThat(result.violations()).isZero();
            assertThat(result.uncheckedItems()).isZero();
        });
    }

    @Test
    void shouldKeepTheRulesOfUsersAndTransactions() {
        var users = withoutHeartbeat(SamplePlans.packaged("users").verification(), KeySchema.of("userId"), existing());
        users.accept(item(Map.of(
                "userId", text("u1"),
                "balance", number("-250"),
                "version", number("1"),
                "active", new AttributeValue.Bool(true),
                "deletedAt", new AttributeValue.Null())));
        var transactions = withoutHeartbeat(
                SamplePlans.packaged("transactions").verification(), KeySchema.of("orderId", "sequence"), everything());
        transactions.accept(item(Map.of(
                "orderId", text("o1"),
                "sequence", number("1"),
                "userId", text("u1"),
                "amount", number("250"),
                "kind", text("REFUND"),
                "at", text("2026-01-01T00:00:00Z"))));

        assertThat(users.findings().results()).allSatisfy(RuleCheckTest::isClean);
        assertThat(transactions.findings().results()).allSatisfy(RuleCheckTest::isClean);
        assertThat(transactions.findings().sums())
                .singleElement()
                .satisfies(sum -> assertThat(sum.sum()).isEqualByComparingTo("-250"));
        assertThat(transactions
                        .findings()
                        .judged(SamplePlans.packaged("transactions").verification()))
                .last()
                .satisfies(result -> assertThat(result.violations()).isEqualTo(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a + 1           | JSONata error T2001 at character",
                "$sum(a)         | JSONata error",
                "$number(a) = 1  | JSONata",
                "nothing         | neither true nor false",
                "1               | neither true nor false",
                "$assert(false)  | JSONata error D3141",
                "$error(a)       | JSONata error",
                "($f := function($x){$f($x)}; $f(1))     | does not end",
                "($f := function($x){1 + $f($x)}; $f(1)) | does not end"
            })
    void shouldNeverTakeAnExpressionWithoutAnAnswerForKept(String expression, String reason) {
        var check = withoutHeartbeat(SamplePlans.invariant("rule", expression), SCHEMA, existing());

        check.accept(item(Map.of("id", text("1"), "a", text("top secret"))));

        assertThat(check.findings().results()).singleElement().satisfies(result -> {
            assertThat(result.checkedItems()).isZero();
            assertThat(result.uncheckedItems()).isEqualTo(1);
            assertThat(result.errors())
                    .singleElement()
                    .asString()
                    .contains(reason)
                    .doesNotContain("secret");
        });
    }

    @Test
    void shouldGoOnAfterAnItemThatCouldNotBeDecided() {
        var check = withoutHeartbeat(SamplePlans.invariant("rule", "a + 1 > 0"), SCHEMA, existing());

        check.accept(item(Map.of("id", text("1"), "a", text("x"))));
        check.accept(item(Map.of("id", text("2"), "a", number("1"))));

        var result = check.findings().results().getFirst();
        assertThat(result.checkedItems()).isEqualTo(1);
        assertThat(result.violations()).isZero();
        assertThat(result.uncheckedItems()).isEqualTo(1);
    }

    @Test
    void shouldEvaluateMoreItemsThanOneEngineCould() {
        var check = withoutHeartbeat(SamplePlans.invariant("rule", "$sum(lines.(q * p)) = 6"), SCHEMA, existing());
        var lines = new AttributeValue.ListOf(List.of(
                new AttributeValue.MapOf(Map.of("q", number("1"), "p", number("2"))),
                new AttributeValue.MapOf(Map.of("q", number("2"), "p", number("2")))));

        for (var id = 0; id < 20_000; id++) {
            check.accept(item(Map.of("id", text("i" + id), "lines", lines)));
        }

        assertThat(check.findings().results().getFirst().checkedItems()).isEqualTo(20_000);
        assertThat(check.findings().results().getFirst().violations()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740993", "0.1234567890123456789", "1E+125", "-9007199254740993"})
    void shouldLeaveUndecidedWhatADoubleCannotCompute(String number) {
        var check = withoutHeartbeat(SamplePlans.invariant("rule", "a * 1 = a"), SCHEMA, existing());

        check.accept(item(Map.of("id", text("1"), "a", number(number))));

        assertThat(check.findings().results().getFirst().uncheckedItems()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"9007199254740992", "0.5", "-12.25", "1E+2", "0"})
    void shouldComputeWithWhatADoubleHoldsToTheDigit(String number) {
        var check = withoutHeartbeat(
                SamplePlans.invariant("rule", "a * 1 = a and $type(a) = \"number\""), SCHEMA, existing());

        check.accept(item(Map.of("id", text("1"), "a", number(number))));

        assertThat(check.findings().results().getFirst()).satisfies(RuleCheckTest::isClean);
    }

    @Test
    void shouldTellLargeNumbersApartThatADoubleWouldTakeForEqual() {
        var check = withoutHeartbeat(SamplePlans.invariant("rule", "a = b"), SCHEMA, existing());

        check.accept(item(Map.of("id", text("1"), "a", number("9007199254740993"), "b", number("9007199254740992"))));
        check.accept(item(Map.of("id", text("2"), "a", number("9007199254740993"), "b", number("9007199254740993.0"))));

        assertThat(check.findings().results().getFirst().violatingKeys()).containsExactly("id=1");
    }

    @Test
    void shouldSeeEveryTypeOfAttribute() {
        var check = withoutHeartbeat(
                SamplePlans.invariant(
                        "rule",
                        "n = null and b = \"AQI=\" and \"x\" in ss and 2 in ns and \"Aw==\" in bs and m.deep[1] = true"),
                SCHEMA,
                existing());

        check.accept(item(Map.of(
                "id", text("1"),
                "n", new AttributeValue.Null(),
                "b", new AttributeValue.Binary(new byte[] {1, 2}),
                "ss", new AttributeValue.TextSet(List.of("x", "y")),
                "ns", new AttributeValue.NumericSet(List.of("1", "2.0")),
                "bs", new AttributeValue.BinarySet(List.of(new byte[] {3})),
                "m",
                        new AttributeValue.MapOf(Map.of(
                                "deep",
                                new AttributeValue.ListOf(List.of(number("1"), new AttributeValue.Bool(true))))))));

        assertThat(check.findings().results().getFirst()).satisfies(RuleCheckTest::isClean);
    }

    @Test
    void shouldCountEveryViolationAndNameTheFirstHundred() {
        var check = withoutHeartbeat(SamplePlans.invariant("rule", "false"), SCHEMA, existing());

        for (var id = 0; id < 250; id++) {
            check.accept(item(Map.of("id", text("i" + id))));
        }

        var result = check.findings().results().getFirst();
        assertThat(result.violations()).isEqualTo(250);
        assertThat(result.violatingKeys()).hasSize(100).startsWith("id=i0", "id=i1");
    }

    @Test
    void shouldAskForEachReferencedItemOnceAndAHundredAtATime() {
        var asked = new ArrayList<Set<ItemKey>>();
        ReferencedItems items = (table, schema, keys) -> {
            asked.add(Set.copyOf(keys));
            return Set.copyOf(keys);
        };
        var check = withoutHeartbeat(reference(true), SCHEMA, items);

        for (var round = 0; round < 3; round++) {
            for (var user = 0; user < 150; user++) {
                check.accept(item(Map.of("id", text("i" + round + "-" + user), "owner", text("u" + user))));
            }
            check.findings();
        }

        assertThat(asked).extracting(Set::size).containsExactly(100, 50);
        assertThat(check.findings().results().getFirst().checkedItems()).isEqualTo(450);
    }

    @Test
    void shouldHoldAnItemWithoutTheReferenceAgainstARequiredOneOnly() {
        var required = withoutHeartbeat(reference(true), SCHEMA, everything());
        var optional = withoutHeartbeat(reference(false), SCHEMA, everything());
        var item = item(Map.of("id", text("1")));
        var empty = item(Map.of("id", text("2"), "owner", new AttributeValue.Null()));

        List.of(required, optional).forEach(check -> {
            check.accept(item);
            check.accept(empty);
        });

        assertThat(required.findings().results().getFirst().violatingKeys()).containsExactly("id=1", "id=2");
        assertThat(optional.findings().results().getFirst().checkedItems()).isZero();
        assertThat(optional.findings().results().getFirst().uncheckedItems()).isZero();
    }

    @Test
    void shouldHoldHalfAKeyAndATypeThatNoKeyHasAgainstAReference() {
        var plan = new Verification(
                new Extent.Full(),
                List.of(),
                List.of(new Verification.Reference("r", "orders", Map.of("userId", "u", "orderId", "o"), false)),
                List.of());
        var check = withoutHeartbeat(plan, SCHEMA, everything());

        check.accept(item(Map.of("id", text("half"), "u", text("u1"))));
        check.accept(item(Map.of("id", text("type"), "u", text("u1"), "o", new AttributeValue.Bool(true))));

        assertThat(check.findings().results().getFirst().violatingKeys()).containsExactly("id=half", "id=type");
    }

    @Test
    void shouldLeaveReferencesUndecidedToATableThatCannotBeAsked() {
        ReferencedItems none = (table, schema, keys) -> {
            throw new ReferencedItems.UncheckableReference(NO_TABLE);
        };
        var check = withoutHeartbeat(reference(true), SCHEMA, none);

        check.accept(item(Map.of("id", text("1"), "owner", text("u1"))));
        check.accept(item(Map.of("id", text("2"), "owner", text("u1"))));

        assertThat(check.findings().results().getFirst())
                .isEqualTo(new RuleResult(RuleKind.REFERENCE, "owned", 0, 0, 2, List.of(), List.of(NO_TABLE)));
    }

    @Test
    void shouldGiveNoAnswerAboutASumThatLeavesAnItemOut() {
        var plan = SamplePlans.aggregate("sum", "a", "0");
        var check = withoutHeartbeat(plan, SCHEMA, existing());

        check.accept(item(Map.of("id", text("1"), "a", number("-5"))));
        check.accept(item(Map.of("id", text("2"))));

        assertThat(check.findings().judged(plan)).singleElement().satisfies(result -> {
            assertThat(result.violations()).isZero();
            assertThat(result.uncheckedItems()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @CsvSource({"5, 0", "0, 0", "-1, 1"})
    void shouldHoldTheSumAgainstItsBound(String amount, long violations) {
        var plan = SamplePlans.aggregate("sum", "a", "0");
        var check = withoutHeartbeat(plan, SCHEMA, existing());

        check.accept(item(Map.of("id", text("1"), "a", number(amount))));

        assertThat(check.findings().judged(plan).getFirst().violations()).isEqualTo(violations);
    }

    /** However a table is cut into parts, the findings add up to those of the whole. */
    @Property(tries = 50, seed = "20261122")
    void shouldFindTheSameInPartsAsInTheWhole(
            @ForAll @Size(max = 40) List<@IntRange(min = -3, max = 3) Integer> amounts,
            @ForAll @IntRange(min = 0, max = 40) int cut) {
        var plan = new Verification(
                new Extent.Full(),
                SamplePlans.invariant("positive", "a > 0").invariants(),
                reference(true).references(),
                SamplePlans.aggregate("sum", "a", "0").aggregates());
        var items = new ArrayList<Item>();
        for (var index = 0; index < amounts.size(); index++) {
            var amount = amounts.get(index);
            items.add(
                    item(Map.of("id", text("i" + index), "a", number(amount.toString()), "owner", text("u" + amount))));
        }
        var at = Math.min(cut, items.size());

        var parts = found(plan, items.subList(0, at)).plus(found(plan, items.subList(at, items.size())));
        var whole = found(plan, items);

        assertThat(parts)
                .usingRecursiveComparison()
                .ignoringFields("sums")
                .ignoringCollectionOrder()
                .isEqualTo(whole);
        assertThat(parts.sums().getFirst().sum())
                .isEqualByComparingTo(whole.sums().getFirst().sum());
        assertThat(RuleFindings.none().plus(whole)).isEqualTo(whole);
        assertThat(whole.sums().getFirst().sum())
                .isEqualByComparingTo(BigDecimal.valueOf(
                        amounts.stream().mapToInt(Integer::intValue).sum()));
    }

    @Test
    void shouldSampleTheSameItemsEveryTimeAndAboutAsManyAsAsked() {
        var plan = new Verification(
                new Extent.Sampled(20), SamplePlans.invariant("rule", "true").invariants(), List.of(), List.of());
        var counts = new HashSet<Long>();
        for (var round = 0; round < 2; round++) {
            var check = withoutHeartbeat(plan, SCHEMA, existing());
            for (var id = 0; id < 2_000; id++) {
                check.accept(item(Map.of("id", text("i" + id))));
            }
            assertThat(check.findings().items()).isEqualTo(2_000);
            counts.add(check.findings().results().getFirst().checkedItems());
        }

        assertThat(counts).singleElement().satisfies(count -> assertThat(count).isBetween(320L, 480L));
    }

    @Test
    void shouldNameNoMoreThanTheCapWhenResultsAddUp() {
        var keys = new ArrayList<String>();
        var errors = new ArrayList<String>();
        for (var index = 0; index < 80; index++) {
            keys.add("id=" + index);
            errors.add("error " + index);
        }
        var part = new RuleResult(RuleKind.INVARIANT, "rule", 80, 80, 80, keys, errors);

        var sum = part.plus(part);

        assertThat(sum.violations()).isEqualTo(160);
        assertThat(sum.violatingKeys()).hasSize(RuleResult.MOST_KEYS);
        assertThat(sum.errors()).hasSize(RuleResult.MOST_ERRORS);
    }

    @Test
    void shouldAskInTimeWhenManyItemsReferToTheSameFew() {
        var asked = new ArrayList<Set<ItemKey>>();
        ReferencedItems items = (table, schema, keys) -> {
            asked.add(Set.copyOf(keys));
            return Set.of();
        };
        var check = withoutHeartbeat(reference(true), SCHEMA, items);

        for (var id = 0; id < 10_001; id++) {
            check.accept(item(Map.of("id", text("i" + id), "owner", text("gone"))));
        }

        assertThat(asked).hasSize(1);
        assertThat(check.findings().results().getFirst().violations()).isEqualTo(10_001);
    }

    @Test
    void shouldNotAddUpResultsOfTwoRules() {
        var one = new RuleResult(RuleKind.INVARIANT, "one", 1, 0, 0, List.of(), List.of());
        var other = new RuleResult(RuleKind.INVARIANT, "other", 1, 0, 0, List.of(), List.of());

        assertThatThrownBy(() -> one.plus(other)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AggregateSum("one", BigDecimal.ONE, 1, 0, List.of())
                        .plus(new AggregateSum("other", BigDecimal.ONE, 1, 0, List.of())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static RuleFindings found(Verification plan, List<Item> items) {
        var check = withoutHeartbeat(plan, SCHEMA, existing("u1", "u2"));
        items.forEach(check::accept);
        return check.findings();
    }

    private static void isClean(RuleResult result) {
        assertThat(result.checkedItems()).isPositive();
        assertThat(result.violations()).isZero();
        assertThat(result.uncheckedItems()).isZero();
    }

    private static Verification reference(boolean required) {
        return new Verification(
                new Extent.Full(),
                List.of(),
                List.of(new Verification.Reference("owned", "users", Map.of("userId", "owner"), required)),
                List.of());
    }

    private static ReferencedItems existing(String... users) {
        var keys = new HashSet<ItemKey>();
        for (var user : users) {
            keys.add(ItemKey.of(item(Map.of("userId", text(user))), KeySchema.of("userId")));
        }
        return (table, schema, asked) -> {
            var existing = new HashSet<>(asked);
            existing.retainAll(keys);
            return existing;
        };
    }

    private static ReferencedItems everything() {
        return (table, schema, asked) -> Set.copyOf(asked);
    }

    private static Item order(String user, String total, String... quantitiesAndPrices) {
        var lines = new ArrayList<AttributeValue>();
        for (var index = 0; index < quantitiesAndPrices.length; index += 2) {
            lines.add(new AttributeValue.MapOf(Map.of(
                    "quantity", number(quantitiesAndPrices[index]),
                    "unitPrice", number(quantitiesAndPrices[index + 1]))));
        }
        return item(new HashMap<>(Map.of(
                "userId", text(user),
                "orderId", text("o1"),
                "status", text("PAID"),
                "version", number("2"),
                "total", number(total),
                "lines", new AttributeValue.ListOf(lines))));
    }

    private static Item item(Map<String, AttributeValue> attributes) {
        return new Item(attributes);
    }

    private static AttributeValue text(String value) {
        return new AttributeValue.Text(value);
    }

    private static AttributeValue number(String value) {
        return new AttributeValue.Numeric(value);
    }

    private static RuleCheck withoutHeartbeat(Verification plan, KeySchema schema, ReferencedItems referencedItems) {
        return new RuleCheck(plan, schema, key -> false, referencedItems);
    }
}
