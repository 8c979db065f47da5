package dev.dynamorecovery.core.plan;

import dev.dynamorecovery.core.document.StrictObject;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The part of a plan's document that says how changes are logged. */
final class ChangeLogDocument {

    private static final String ATTRIBUTE = "name a top-level attribute, or leave the field out";

    private ChangeLogDocument() {}

    static ChangeLogPlan read(StrictObject plan) {
        var changeLog = plan.object("changeLog", Set.of("heartbeatKey", "writer", "transaction", "region"));
        return new ChangeLogPlan(
                changeLog.has("heartbeatKey") ? Optional.of(key(changeLog)) : Optional.empty(),
                new ChangeAttributes(
                        changeLog.optionalText("writer", ATTRIBUTE),
                        changeLog.optionalText("transaction", ATTRIBUTE),
                        changeLog.optionalText("region", ATTRIBUTE)));
    }

    private static Item key(StrictObject changeLog) {
        Map<String, AttributeValue> attributes = new LinkedHashMap<>();
        changeLog
                .scalarsByName("heartbeatKey", "give each key attribute of the table a text or a number")
                .forEach((name, value) -> attributes.put(
                        name,
                        value instanceof Number number
                                ? new AttributeValue.Numeric(number.toString())
                                : new AttributeValue.Text(value.toString())));
        return new Item(attributes);
    }
}
