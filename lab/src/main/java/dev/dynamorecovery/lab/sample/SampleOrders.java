package dev.dynamorecovery.lab.sample;

import static dev.dynamorecovery.lab.sample.Attributes.bool;
import static dev.dynamorecovery.lab.sample.Attributes.list;
import static dev.dynamorecovery.lab.sample.Attributes.longOf;
import static dev.dynamorecovery.lab.sample.Attributes.map;
import static dev.dynamorecovery.lab.sample.Attributes.number;
import static dev.dynamorecovery.lab.sample.Attributes.text;
import static dev.dynamorecovery.lab.sample.SampleGenerator.attribute;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes and changes sample orders and the transactions that pay and refund them. */
final class SampleOrders {

    private final SplittableRandom random;

    SampleOrders(SplittableRandom random) {
        this.random = random;
    }

    /** A new order, not paid yet. Its total is the sum of quantity times unit price over its lines. */
    Map<String, AttributeValue> placed(String userId, String orderId) {
        List<AttributeValue> lines = new ArrayList<>();
        long totalCents = 0;
        int lineCount = 1 + random.nextInt(4);
        for (int i = 0; i < lineCount; i++) {
            long quantity = 1L + random.nextInt(5);
            long unitPriceCents = 99L + random.nextInt(20_000);
            totalCents += quantity * unitPriceCents;
            lines.add(map(Map.of(
                    "sku", text(String.format(Locale.ROOT, "sku-%05d", random.nextInt(20_000))),
                    "quantity", number(quantity),
                    "unitPrice", number(unitPriceCents))));
        }
        Map<String, AttributeValue> order = new HashMap<>();
        order.put("userId", text(userId));
        order.put("orderId", text(orderId));
        order.put("status", text(OrderStatus.PLACED.name()));
        order.put("createdAt", text(someInstant().toString()));
        order.put("total", number(totalCents));
        order.put("lines", list(lines));
        order.put("giftWrap", bool(random.nextInt(8) == 0));
        if (random.nextInt(5) == 0) {
            order.put("notes", text("Leave it at the door, s'il vous plaît"));
        }
        order.put("version", number(1));
        order.put(WriterName.ATTRIBUTE, WriterName.APPLICATION.value());
        return Map.copyOf(order);
    }

    /** The order in another status, one version on. */
    static Map<String, AttributeValue> inStatus(Map<String, AttributeValue> order, OrderStatus status) {
        Map<String, AttributeValue> changed = new HashMap<>(order);
        changed.put("status", text(status.name()));
        changed.put("version", number(longOf(attribute(order, "version")) + 1));
        return Map.copyOf(changed);
    }

    static OrderStatus statusOf(Map<String, AttributeValue> order) {
        return OrderStatus.valueOf(attribute(order, "status").s());
    }

    /** The charges that pay an order: one to three instalments that sum to its total, numbered from 1. */
    List<Map<String, AttributeValue>> charges(Map<String, AttributeValue> order) {
        long remainingCents = longOf(attribute(order, "total"));
        int instalments = 1 + random.nextInt(3);
        List<Map<String, AttributeValue>> charges = new ArrayList<>();
        for (int sequence = 1; sequence <= instalments; sequence++) {
            int left = instalments - sequence;
            long amountCents = left == 0 ? remainingCents : remainingCents / (left + 1);
            remainingCents -= amountCents;
            charges.add(transaction(order, sequence, amountCents, "CHARGE"));
        }
        return charges;
    }

    /** The one refund that gives back all that was charged for an order. */
    Map<String, AttributeValue> refund(Map<String, AttributeValue> order, int chargeCount) {
        return transaction(order, chargeCount + 1, longOf(attribute(order, "total")), "REFUND");
    }

    private Map<String, AttributeValue> transaction(
            Map<String, AttributeValue> order, int sequence, long amountCents, String kind) {
        return Map.of(
                "orderId",
                attribute(order, "orderId"),
                "sequence",
                number(sequence),
                "userId",
                attribute(order, "userId"),
                "amount",
                number(amountCents),
                "kind",
                text(kind),
                "at",
                text(someInstant().toString()),
                WriterName.ATTRIBUTE,
                WriterName.APPLICATION.value());
    }

    private Instant someInstant() {
        return SampleGenerator.EPOCH.plus(Duration.ofSeconds(random.nextInt(30_000_000)));
    }
}
