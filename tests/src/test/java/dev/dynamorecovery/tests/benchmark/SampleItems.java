package dev.dynamorecovery.tests.benchmark;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.AttributeValue.Bool;
import dev.dynamorecovery.core.item.AttributeValue.ListOf;
import dev.dynamorecovery.core.item.AttributeValue.MapOf;
import dev.dynamorecovery.core.item.AttributeValue.Numeric;
import dev.dynamorecovery.core.item.AttributeValue.Text;
import dev.dynamorecovery.core.item.AttributeValue.TextSet;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.KeySchema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Items of 1 KB as an order system has them: a dozen attributes, a nested map, a list, a set, and a longer text. */
final class SampleItems {

    static final KeySchema SCHEMA = KeySchema.of("userId", "orderId");

    private static final int TEXT_CHARACTERS = 745;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz      ";

    private SampleItems() {}

    /** The item of that number, always the same. */
    static Item item(int number) {
        Random random = new Random(number);
        Map<String, AttributeValue> attributes = new HashMap<>();
        attributes.put("userId", new Text("user-%08d".formatted(random.nextInt(100_000_000))));
        attributes.put("orderId", new Text("order-%010d".formatted(number)));
        attributes.put("status", new Text(random.nextBoolean() ? "SHIPPED" : "PAID"));
        attributes.put(
                "createdAt",
                new Text("2026-11-%02dT10:41:%02d.000Z".formatted(1 + random.nextInt(28), random.nextInt(60))));
        attributes.put("total", new Numeric("%d.%02d".formatted(random.nextInt(10_000), random.nextInt(100))));
        attributes.put("version", new Numeric(Integer.toString(random.nextInt(1000))));
        attributes.put("expiresAt", new Numeric(Long.toString(1_800_000_000L + random.nextInt(10_000_000))));
        attributes.put("gift", new Bool(random.nextBoolean()));
        attributes.put("tags", new TextSet(List.of("express", "web", "tag-" + random.nextInt(100))));
        attributes.put(
                "address",
                new MapOf(Map.of(
                        "street", new Text("Street " + random.nextInt(500)),
                        "city", new Text("Lisbon"),
                        "zip", new Text("1000-" + random.nextInt(999)))));
        attributes.put("lines", new ListOf(List.of(line(random), line(random))));
        attributes.put("note", new Text(text(random)));
        return new Item(attributes);
    }

    private static AttributeValue line(Random random) {
        return new MapOf(Map.of(
                "sku", new Text("sku-" + random.nextInt(100_000)),
                "quantity", new Numeric(Integer.toString(1 + random.nextInt(9))),
                "price", new Numeric("19.9" + random.nextInt(10))));
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder(TEXT_CHARACTERS);
        for (int i = 0; i < TEXT_CHARACTERS; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** The item's size as DynamoDB counts it: names and values, numbers at two digits a byte and one more. */
    static int bytes(Item item) {
        return map(item.attributes());
    }

    private static int map(Map<String, AttributeValue> entries) {
        return entries.entrySet().stream()
                .mapToInt(entry -> entry.getKey().length() + bytes(entry.getValue()))
                .sum();
    }

    private static int bytes(AttributeValue value) {
        return switch (value) {
            case Text text -> text.value().length();
            case Numeric number -> number.value().length() / 2 + 1;
            case AttributeValue.Binary binary -> binary.value().length;
            case Bool ignored -> 1;
            case AttributeValue.Null ignored -> 1;
            case ListOf list ->
                3
                        + list.values().stream()
                                .mapToInt(element -> 1 + bytes(element))
                                .sum();
            case MapOf map -> 3 + map.entries().size() + map(map.entries());
            case TextSet set -> set.values().stream().mapToInt(String::length).sum();
            case AttributeValue.NumericSet set ->
                set.values().stream()
                        .mapToInt(number -> number.length() / 2 + 1)
                        .sum();
            case AttributeValue.BinarySet set ->
                set.values().stream().mapToInt(bytes -> bytes.length).sum();
        };
    }
}
