package dev.dynamorecovery.core.comparison;

import dev.dynamorecovery.core.digest.Fingerprint;
import dev.dynamorecovery.core.digest.ItemState;
import dev.dynamorecovery.core.digest.WholeItem;
import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHasher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Names the attributes in which two states differ where a fingerprint is all that is left of one of them, or of both. */
final class FingerprintComparison {

    private final ItemHasher hasher;
    private final ShownValues shown;

    FingerprintComparison(ItemHasher hasher, Disclosure disclosure) {
        this.hasher = hasher;
        this.shown = new ShownValues(disclosure);
    }

    List<AttributeDifference> compare(ItemState expected, ItemState actual) {
        Map<String, Long> from = hashes(expected);
        Map<String, Long> to = hashes(actual);
        Function<String, ShownValue> expectedValue = values(expected);
        Function<String, ShownValue> actualValue = values(actual);
        Set<String> names = new TreeSet<>(from.keySet());
        names.addAll(to.keySet());
        List<AttributeDifference> differences = new ArrayList<>();
        for (String name : names) {
            @Nullable Long before = from.get(name);
            @Nullable Long after = to.get(name);
            if (after == null) {
                differences.add(new AttributeDifference.Absent(name, expectedValue.apply(name)));
            } else if (before == null) {
                differences.add(new AttributeDifference.Unexpected(name, actualValue.apply(name)));
            } else if (!before.equals(after)) {
                differences.add(
                        new AttributeDifference.ChangedHash(name, expectedValue.apply(name), actualValue.apply(name)));
            }
        }
        return List.copyOf(differences);
    }

    private Map<String, Long> hashes(ItemState state) {
        return switch (state) {
            case Fingerprint fingerprint -> fingerprint.attributes();
            case WholeItem whole -> whole.fingerprint(hasher).attributes();
        };
    }

    private Function<String, ShownValue> values(ItemState state) {
        return switch (state) {
            case Fingerprint ignored -> name -> ShownValue.UNKNOWN;
            case WholeItem whole -> {
                Item item = whole.item();
                yield name -> {
                    @Nullable AttributeValue value = item.attribute(name);
                    return value == null ? ShownValue.UNKNOWN : shown.show(value);
                };
            }
        };
    }
}
