package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.core.changelog.Change;
import dev.dynamorecovery.core.changelog.ChangeAccount;
import dev.dynamorecovery.core.changelog.ChangeSource;
import dev.dynamorecovery.core.comparison.AttributeComparison;
import dev.dynamorecovery.core.comparison.AttributeDifference;
import dev.dynamorecovery.core.comparison.Disclosure;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.plan.ChangeAttributes;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How changes are told to people.
 *
 * @param told where items tell who wrote them
 * @param region the Region whose streams are logged
 * @param keyNames the names of the key attributes, the partition key first; empty where the table is gone
 * @param revealValues whether values are shown
 */
record ChangeDescription(ChangeAttributes told, String region, List<String> keyNames, boolean revealValues) {

    private static final Item NOTHING = new Item(Map.of());

    ChangeAccount account(Change change) {
        return ChangeAccount.of(change, told, region);
    }

    /** Where the change came from, in words. */
    static String words(ChangeSource source) {
        return switch (source) {
            case ChangeSource.Application application -> "application";
            case ChangeSource.TimeToLive timeToLive -> "expired (time to live)";
            case ChangeSource.Replicated replicated -> "replicated from " + replicated.region();
        };
    }

    /** The key attributes as they are typed: {@code userId=u-17}. */
    Map<String, String> key(Change change) {
        Map<String, String> key = new LinkedHashMap<>();
        keyNames.forEach(name -> key.put(name, ""));
        change.keys().attributes().forEach((name, value) -> key.put(name, text(value)));
        return key;
    }

    /** Every value that changed, before and after; empty unless values are to be shown. */
    List<AttributeDifference> values(Change change) {
        if (!revealValues) {
            return List.of();
        }
        return AttributeComparison.compare(
                change.before() == null ? NOTHING : change.before(),
                change.after() == null ? NOTHING : change.after(),
                Disclosure.REVEALED);
    }

    private static String text(AttributeValue value) {
        return switch (value) {
            case AttributeValue.Text text -> text.value();
            case AttributeValue.Numeric number -> number.value();
            case AttributeValue.Binary binary -> Base64.getEncoder().encodeToString(binary.value());
            case AttributeValue.Bool bool -> throw noKey();
            case AttributeValue.Null nothing -> throw noKey();
            case AttributeValue.ListOf list -> throw noKey();
            case AttributeValue.MapOf map -> throw noKey();
            case AttributeValue.TextSet set -> throw noKey();
            case AttributeValue.NumericSet set -> throw noKey();
            case AttributeValue.BinarySet set -> throw noKey();
        };
    }

    private static IllegalStateException noKey() {
        return new IllegalStateException(
                "a key attribute is a string, a number or bytes: the segment is not DynamoDB's");
    }
}
