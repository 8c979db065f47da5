package dev.dynamorecovery.lab.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What must hold in and between the sample tables, whatever wrote them. */
public final class SampleInvariants {

    private SampleInvariants() {}

    /** Fails with the first thing that does not hold. */
    public static void assertHold(SampleModel model) {
        Map<String, List<Map<String, AttributeValue>>> transactionsByOrder = new HashMap<>();
        model.itemsOf(SampleTable.TRANSACTIONS)
                .values()
                .forEach(transaction -> transactionsByOrder
                        .computeIfAbsent(text(transaction, "orderId"), id -> new ArrayList<>())
                        .add(transaction));
        model.itemsOf(SampleTable.ORDERS).forEach((key, order) -> {
            assertThat(model.get(SampleTable.USERS, text(order, "userId")))
                    .as("the user of order %s", key)
                    .isNotNull();
            assertOrderHolds(order, transactionsByOrder.getOrDefault(text(order, "orderId"), List.of()));
            transactionsByOrder.remove(text(order, "orderId"));
        });
        assertThat(transactionsByOrder.keySet())
                .as("transactions without an order")
                .isEmpty();
    }

    private static void assertOrderHolds(
            Map<String, AttributeValue> order, List<Map<String, AttributeValue>> transactions) {
        long total = SampleGenerator.attribute(order, "lines").l().stream()
                .mapToLong(line -> number(line.m(), "quantity") * number(line.m(), "unitPrice"))
                .sum();
        assertThat(number(order, "total")).isEqualTo(total).isPositive();
        long charged = sum(transactions, "CHARGE");
        long refunded = sum(transactions, "REFUND");
        switch (OrderStatus.valueOf(text(order, "status"))) {
            case PLACED -> assertThat(transactions).isEmpty();
            case PAID, SHIPPED -> {
                assertThat(charged).isEqualTo(total);
                assertThat(refunded).isZero();
            }
            case CANCELLED -> assertThat(refunded).isEqualTo(charged);
        }
        assertThat(transactions)
                .allSatisfy(
                        transaction -> assertThat(text(transaction, "userId")).isEqualTo(text(order, "userId")));
    }

    private static long sum(List<Map<String, AttributeValue>> transactions, String kind) {
        return transactions.stream()
                .filter(transaction -> text(transaction, "kind").equals(kind))
                .mapToLong(transaction -> number(transaction, "amount"))
                .sum();
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return SampleGenerator.attribute(item, name).s();
    }

    private static long number(Map<String, AttributeValue> item, String name) {
        return Attributes.longOf(SampleGenerator.attribute(item, name));
    }
}
