package dev.dynamorecovery.lab.sample;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.Delete;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** Turns sample writes into DynamoDB's conditional requests. */
final class SampleWriteExpressions {

    private SampleWriteExpressions() {}

    static TransactWriteItem toItem(SampleWrite write, String tableName) {
        return switch (write) {
            case SampleWrite.Insert insert ->
                TransactWriteItem.builder().put(put(insert, tableName)).build();
            case SampleWrite.Update update ->
                TransactWriteItem.builder().update(update(update, tableName)).build();
            case SampleWrite.Delete delete ->
                TransactWriteItem.builder().delete(delete(delete, tableName)).build();
        };
    }

    static Put put(SampleWrite.Insert insert, String tableName) {
        return Put.builder()
                .tableName(tableName)
                .item(insert.item())
                .conditionExpression("attribute_not_exists(#key)")
                .expressionAttributeNames(
                        Map.of("#key", insert.table().keyAttributes().getFirst()))
                .build();
    }

    static Update update(SampleWrite.Update update, String tableName) {
        Changes changes = changes(update);
        changes.names().put("#version", "version");
        changes.values().put(":before", SampleGenerator.attribute(update.before(), "version"));
        return changes.on(update, tableName, "#version = :before");
    }

    /** The same change by somebody who asks for no version, of an item that is there. */
    static Update tampering(SampleWrite.Update update, String tableName) {
        Changes changes = changes(update);
        changes.names().put("#key", update.table().keyAttributes().getFirst());
        return changes.on(update, tableName, "attribute_exists(#key)");
    }

    private record Changes(String expression, Map<String, String> names, Map<String, AttributeValue> values) {

        Update on(SampleWrite.Update update, String tableName, String condition) {
            return Update.builder()
                    .tableName(tableName)
                    .key(update.table().keyOf(update.before()))
                    .updateExpression(expression)
                    .conditionExpression(condition)
                    .expressionAttributeNames(names)
                    .expressionAttributeValues(values)
                    .build();
        }
    }

    private static Changes changes(SampleWrite.Update update) {
        Map<String, String> names = new HashMap<>();
        Map<String, AttributeValue> values = new HashMap<>();
        List<String> sets = new ArrayList<>();
        List<String> removes = new ArrayList<>();
        TreeSet<String> attributes = new TreeSet<>(update.before().keySet());
        attributes.addAll(update.after().keySet());
        int position = 0;
        for (String attribute : attributes) {
            AttributeValue after = update.after().get(attribute);
            // Whoever writes signs, also where he believes that he wrote last.
            boolean signature = attribute.equals(WriterName.ATTRIBUTE);
            if (!signature && after != null && after.equals(update.before().get(attribute))) {
                continue;
            }
            String name = "#a" + position;
            names.put(name, attribute);
            if (after == null) {
                removes.add(name);
            } else {
                sets.add(name + " = :a" + position);
                values.put(":a" + position, after);
            }
            position++;
        }
        String expression = (sets.isEmpty() ? "" : "SET " + String.join(", ", sets))
                + (removes.isEmpty() ? "" : " REMOVE " + String.join(", ", removes));
        return new Changes(expression.strip(), names, values);
    }

    static Delete delete(SampleWrite.Delete delete, String tableName) {
        return Delete.builder()
                .tableName(tableName)
                .key(delete.table().keyOf(delete.before()))
                .conditionExpression("attribute_exists(#key)")
                .expressionAttributeNames(
                        Map.of("#key", delete.table().keyAttributes().getFirst()))
                .build();
    }
}
