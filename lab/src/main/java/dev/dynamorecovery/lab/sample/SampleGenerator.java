package dev.dynamorecovery.lab.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Makes users, orders and transactions that fit together, the same ones for the same seed.
 *
 * <p>What holds between them: an order's total is the sum of its lines; every order has its user, every transaction its
 * order; the charges of an order that was paid sum to its total, and those of one called off were refunded. Money is in
 * integer cents.
 */
public final class SampleGenerator {

    /** The earliest instant in the data: fixed, so that a seed stands for the same data for ever. */
    static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    /** Where times to live point: no clock that the data meets gets there. */
    static final Instant FAR_FUTURE = Instant.parse("2100-01-01T00:00:00Z");

    private static final int ITEMS_PER_USER = 6;

    private final SampleUsers users;
    private final SampleOrders orders;
    private final SplittableRandom random;

    public SampleGenerator(long seed) {
        this.random = new SplittableRandom(seed);
        this.users = new SampleUsers(random.split());
        this.orders = new SampleOrders(random.split());
    }

    /** All items of a data set of at least that many items, users first, each item after those it refers to. */
    public List<SampleItem> items(int minimumItemCount) {
        List<SampleItem> items = new ArrayList<>(minimumItemCount + 8);
        int userCount = Math.max(1, minimumItemCount / ITEMS_PER_USER);
        for (int i = 0; i < userCount; i++) {
            items.add(new SampleItem(SampleTable.USERS, users.user(i)));
        }
        for (int i = 0; items.size() < minimumItemCount; i++) {
            addOrder(items, SampleUsers.userId(random.nextInt(userCount)), orderId(i));
        }
        return List.copyOf(items);
    }

    private static String orderId(int number) {
        return String.format(Locale.ROOT, "order-%08d", number);
    }

    private void addOrder(List<SampleItem> items, String userId, String orderId) {
        Map<String, AttributeValue> placed = orders.placed(userId, orderId);
        int fate = random.nextInt(10);
        if (fate < 2) {
            items.add(new SampleItem(SampleTable.ORDERS, placed));
            return;
        }
        List<Map<String, AttributeValue>> transactions = new ArrayList<>(orders.charges(placed));
        OrderStatus status = fate < 5 ? OrderStatus.PAID : fate < 8 ? OrderStatus.SHIPPED : OrderStatus.CANCELLED;
        if (status == OrderStatus.CANCELLED) {
            transactions.add(orders.refund(placed, transactions.size()));
        }
        items.add(new SampleItem(SampleTable.ORDERS, SampleOrders.inStatus(placed, status)));
        transactions.forEach(transaction -> items.add(new SampleItem(SampleTable.TRANSACTIONS, transaction)));
    }

    static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw new IllegalStateException("a sample item has no attribute " + name);
        }
        return value;
    }
}
