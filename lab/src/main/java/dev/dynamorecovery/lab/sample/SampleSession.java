package dev.dynamorecovery.lab.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One thread's view of the sample application: it decides the next change to the users and orders it owns. */
final class SampleSession {

    private final SampleModel model;
    private final SplittableRandom random;
    private final SampleUsers users;
    private final SampleOrders orders;
    private final int number;
    private final List<String> ownUserKeys = new ArrayList<>();
    private final List<String> ownOrderKeys = new ArrayList<>();
    private int ordersPlaced;

    SampleSession(SampleModel model, SplittableRandom random, int number, int sessionCount) {
        this.model = model;
        this.random = random;
        this.number = number;
        this.users = new SampleUsers(random.split());
        this.orders = new SampleOrders(random.split());
        for (String userKey :
                model.itemsOf(SampleTable.USERS).keySet().stream().sorted().toList()) {
            if (Math.floorMod(userKey.hashCode(), sessionCount) == number) {
                ownUserKeys.add(userKey);
            }
        }
        for (String orderKey :
                model.itemsOf(SampleTable.ORDERS).keySet().stream().sorted().toList()) {
            String userKey = orderKey.substring(0, orderKey.indexOf('/'));
            if (Math.floorMod(userKey.hashCode(), sessionCount) == number) {
                ownOrderKeys.add(orderKey);
            }
        }
    }

    /** The writes of the next change; they have not happened yet. */
    List<SampleWrite> next() {
        int choice = random.nextInt(10);
        if (choice < 3 || ownOrderKeys.isEmpty()) {
            return ownUserKeys.isEmpty() ? placeOrder() : changeUser();
        }
        if (choice < 5) {
            return placeOrder();
        }
        int position = random.nextInt(ownOrderKeys.size());
        Map<String, AttributeValue> order = model.get(SampleTable.ORDERS, ownOrderKeys.get(position));
        if (order == null) {
            ownOrderKeys.remove(position);
            return placeOrder();
        }
        return advance(order);
    }

    /** Leaves alone what somebody else has changed. */
    void forget(List<SampleWrite> writes) {
        for (SampleWrite write : writes) {
            if (write instanceof SampleWrite.Update update && update.table() == SampleTable.ORDERS) {
                ownOrderKeys.remove(SampleTable.ORDERS.keyTextOf(update.before()));
            } else if (write instanceof SampleWrite.Delete delete && delete.table() == SampleTable.ORDERS) {
                ownOrderKeys.remove(SampleTable.ORDERS.keyTextOf(delete.before()));
            }
        }
    }

    private List<SampleWrite> changeUser() {
        String userKey = ownUserKeys.get(random.nextInt(ownUserKeys.size()));
        Map<String, AttributeValue> user = model.get(SampleTable.USERS, userKey);
        if (user == null) {
            throw new IllegalStateException("the model lost the user " + userKey);
        }
        return List.of(new SampleWrite.Update(SampleTable.USERS, user, users.changed(user)));
    }

    private List<SampleWrite> placeOrder() {
        if (ownUserKeys.isEmpty()) {
            throw new IllegalStateException("too few users for so many writer threads: give fewer threads");
        }
        String userId = ownUserKeys.get(random.nextInt(ownUserKeys.size()));
        String orderId = String.format(Locale.ROOT, "order-%02d-%07d", number, ordersPlaced++);
        Map<String, AttributeValue> order = orders.placed(userId, orderId);
        ownOrderKeys.add(SampleTable.ORDERS.keyTextOf(order));
        return List.of(new SampleWrite.Insert(SampleTable.ORDERS, order));
    }

    private List<SampleWrite> advance(Map<String, AttributeValue> order) {
        return switch (SampleOrders.statusOf(order)) {
            case PLACED -> random.nextInt(4) == 0 ? cancelUnpaid(order) : pay(order);
            case PAID -> random.nextInt(4) == 0 ? refund(order) : ship(order);
            case SHIPPED -> ownUserKeys.isEmpty() ? placeOrder() : changeUser();
            case CANCELLED -> erase(order);
        };
    }

    private List<SampleWrite> pay(Map<String, AttributeValue> order) {
        List<SampleWrite> writes = new ArrayList<>();
        writes.add(inStatus(order, OrderStatus.PAID));
        orders.charges(order).forEach(charge -> writes.add(new SampleWrite.Insert(SampleTable.TRANSACTIONS, charge)));
        return writes;
    }

    private List<SampleWrite> refund(Map<String, AttributeValue> order) {
        Map<String, AttributeValue> refund =
                orders.refund(order, transactionsOf(order).size());
        return List.of(
                inStatus(order, OrderStatus.CANCELLED), new SampleWrite.Insert(SampleTable.TRANSACTIONS, refund));
    }

    private static List<SampleWrite> cancelUnpaid(Map<String, AttributeValue> order) {
        return List.of(inStatus(order, OrderStatus.CANCELLED));
    }

    private static List<SampleWrite> ship(Map<String, AttributeValue> order) {
        return List.of(inStatus(order, OrderStatus.SHIPPED));
    }

    private List<SampleWrite> erase(Map<String, AttributeValue> order) {
        List<SampleWrite> writes = new ArrayList<>();
        writes.add(new SampleWrite.Delete(SampleTable.ORDERS, order));
        transactionsOf(order)
                .forEach(transaction -> writes.add(new SampleWrite.Delete(SampleTable.TRANSACTIONS, transaction)));
        return writes;
    }

    private static SampleWrite inStatus(Map<String, AttributeValue> order, OrderStatus status) {
        return new SampleWrite.Update(SampleTable.ORDERS, order, SampleOrders.inStatus(order, status));
    }

    private List<Map<String, AttributeValue>> transactionsOf(Map<String, AttributeValue> order) {
        String orderId = SampleGenerator.attribute(order, "orderId").s();
        List<Map<String, AttributeValue>> transactions = new ArrayList<>();
        for (int sequence = 1; ; sequence++) {
            Map<String, AttributeValue> transaction = model.get(SampleTable.TRANSACTIONS, orderId + "/" + sequence);
            if (transaction == null) {
                return transactions;
            }
            transactions.add(transaction);
        }
    }
}
