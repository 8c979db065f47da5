package dev.dynamorecovery.core.report;

import dev.dynamorecovery.core.comparison.AttributeDifference;
import dev.dynamorecovery.core.comparison.ItemDifference;
import java.util.List;

/**
 * One item that is not as expected.
 *
 * @param key the item's key, for people
 * @param attributes what differs in it, one line each; values only where the request asked for them
 */
public record NamedDifference(Kind kind, String key, List<String> attributes) {

    public NamedDifference {
        attributes = List.copyOf(attributes);
    }

    /** How an item can differ. */
    public enum Kind {
        MISSING,
        EXTRA,
        DIFFERENT
    }

    /** The report's form of a difference. */
    public static NamedDifference of(ItemDifference difference) {
        return switch (difference) {
            case ItemDifference.Missing missing ->
                new NamedDifference(Kind.MISSING, missing.key().toString(), List.of());
            case ItemDifference.Extra extra ->
                new NamedDifference(Kind.EXTRA, extra.key().toString(), List.of());
            case ItemDifference.Different different ->
                new NamedDifference(
                        Kind.DIFFERENT,
                        different.key().toString(),
                        different.attributes().stream()
                                .map(NamedDifference::described)
                                .toList());
        };
    }

    private static String described(AttributeDifference difference) {
        return switch (difference) {
            case AttributeDifference.Absent absent -> absent.path() + " is gone: expected " + absent.expected();
            case AttributeDifference.Unexpected unexpected ->
                unexpected.path() + " is not expected: found " + unexpected.actual();
            case AttributeDifference.ChangedType changed ->
                "%s has another type: expected %s, found %s"
                        .formatted(changed.path(), changed.expected(), changed.actual());
            case AttributeDifference.ChangedValue changed ->
                "%s has another value: expected %s, found %s"
                        .formatted(changed.path(), changed.expected(), changed.actual());
            case AttributeDifference.ChangedSet changed ->
                "%s has other elements: %d missing, %d extra: expected %s, found %s"
                        .formatted(
                                changed.path(),
                                changed.missingElements(),
                                changed.extraElements(),
                                changed.expected(),
                                changed.actual());
            case AttributeDifference.ChangedHash changed ->
                "%s differs: expected %s, found %s".formatted(changed.path(), changed.expected(), changed.actual());
        };
    }
}
