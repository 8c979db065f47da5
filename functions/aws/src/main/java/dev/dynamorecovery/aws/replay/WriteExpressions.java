package dev.dynamorecovery.aws.replay;

import dev.dynamorecovery.aws.item.SdkItems;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.replay.AttributeEdit;
import dev.dynamorecovery.core.replay.AttributePath;
import dev.dynamorecovery.core.replay.ItemEdits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The expressions of one conditional write: what has to hold, and what is changed. */
final class WriteExpressions {

    private final Map<String, String> placeholders = new LinkedHashMap<>();
    private final Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> values =
            new LinkedHashMap<>();
    private final List<String> conditions = new ArrayList<>();
    private final List<String> settings = new ArrayList<>();
    private final List<String> removals = new ArrayList<>();

    private WriteExpressions() {}

    /** There is no item of the key that this attribute belongs to. */
    static WriteExpressions absent(String keyAttribute) {
        WriteExpressions expressions = new WriteExpressions();
        expressions.conditions.add("attribute_not_exists(" + expressions.name(keyAttribute) + ")");
        return expressions;
    }

    /** Every attribute of the item is what it was. */
    static WriteExpressions unchanged(Item item) {
        WriteExpressions expressions = new WriteExpressions();
        item.attributes().forEach((name, value) -> expressions.holds(expressions.name(name), value));
        return expressions;
    }

    /** Every value is what it was, and becomes what it has to become; the item is there. */
    static WriteExpressions edited(String keyAttribute, ItemEdits edits) {
        WriteExpressions expressions = new WriteExpressions();
        expressions.conditions.add("attribute_exists(" + expressions.name(keyAttribute) + ")");
        edits.edits().forEach(expressions::edit);
        return expressions;
    }

    private void edit(AttributeEdit edit) {
        String path = path(edit.path());
        @Nullable AttributeValue from = edit.from();
        if (from == null) {
            conditions.add("attribute_not_exists(" + path + ")");
            if (edit.path().names().size() > 1) {
                // Of a map that has gone, too, no entry exists; but then there is nothing to set one in.
                conditions.add("attribute_type(" + path(edit.path().parent()) + ", " + value(MAP) + ")");
            }
        } else {
            holds(path, from);
        }
        @Nullable AttributeValue to = edit.to();
        if (to == null) {
            removals.add(path);
        } else {
            settings.add(path + " = " + value(SdkItems.toSdk(to)));
        }
    }

    private static final software.amazon.awssdk.services.dynamodb.model.AttributeValue MAP =
            software.amazon.awssdk.services.dynamodb.model.AttributeValue.fromS("M");

    private void holds(String path, AttributeValue value) {
        conditions.add(path + " = " + value(SdkItems.toSdk(value)));
    }

    private String path(AttributePath path) {
        return path.names().stream().map(this::name).collect(Collectors.joining("."));
    }

    private String name(String name) {
        return placeholders.computeIfAbsent(name, none -> "#n" + placeholders.size());
    }

    private String value(software.amazon.awssdk.services.dynamodb.model.AttributeValue value) {
        String placeholder = ":v" + values.size();
        values.put(placeholder, value);
        return placeholder;
    }

    String condition() {
        return String.join(" AND ", conditions);
    }

    String update() {
        return (settings.isEmpty() ? "" : "SET " + String.join(", ", settings))
                + (removals.isEmpty() ? "" : " REMOVE " + String.join(", ", removals));
    }

    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        placeholders.forEach((name, placeholder) -> names.put(placeholder, name));
        return names;
    }

    /** The values by their placeholders, or null for none, as DynamoDB wants it. */
    @Nullable
    Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> values() {
        return values.isEmpty() ? null : values;
    }
}
