package dev.dynamorecovery.core.settings;

import dev.dynamorecovery.core.item.KeySchema;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a table that a restore could lose or change, in an order of their own so that equal settings are
 * equal values. A setting that could not be read is an error of the reader, never an absent value here. Replicas are
 * none of them: a restored table is a table of its own. Nor are alarms, scheduled scaling, contributor insights and
 * Kinesis destinations, which belong to other services' configuration.
 *
 * @param key the primary key, hash attribute first
 * @param capacity the table's own capacity; each global index has its own
 * @param timeToLiveAttribute the attribute that holds an item's expiry, or null when items do not expire
 * @param streamView what the stream tells, or null when there is no stream
 * @param pointInTimeRecoveryDays the recovery period, or null when point-in-time recovery is off
 * @param kmsKeyArn the key of the customer's or of AWS's key service, or null for a key that DynamoDB owns
 * @param tags sorted by key; those that AWS itself sets ({@code aws:…}) are left out, since nobody else can set them
 * @param resourcePolicy the policy as JSON with sorted fields, the table's own ARN written as
 *     {@link ResourcePolicies#OWN_ARN}, or null when there is none
 */
public record TableSettings(
        List<KeyAttribute> key,
        List<LocalIndex> localIndexes,
        List<GlobalIndex> globalIndexes,
        Capacity capacity,
        TableClass tableClass,
        @Nullable String timeToLiveAttribute,
        @Nullable StreamView streamView,
        @Nullable Integer pointInTimeRecoveryDays,
        boolean deletionProtected,
        @Nullable String kmsKeyArn,
        Map<String, String> tags,
        List<ScalableTarget> autoScaling,
        @Nullable String resourcePolicy) {

    private static final String TAG_PREFIX_OF_AWS = "aws:";

    public TableSettings {
        if (key.isEmpty() || key.size() > 2) {
            throw new IllegalArgumentException("key = " + key + ": a table has one or two key attributes");
        }
        key = List.copyOf(key);
        localIndexes = localIndexes.stream()
                .sorted(Comparator.comparing(LocalIndex::name))
                .toList();
        globalIndexes = globalIndexes.stream()
                .sorted(Comparator.comparing(GlobalIndex::name))
                .toList();
        autoScaling = autoScaling.stream()
                .sorted(Comparator.comparing(ScalableTarget::name))
                .toList();
        var settable = new TreeMap<>(tags);
        settable.keySet().removeIf(name -> name.startsWith(TAG_PREFIX_OF_AWS));
        tags = Collections.unmodifiableMap(settable);
    }

    /** The names of the primary key's attributes. */
    public KeySchema keySchema() {
        var hash = key.getFirst().name();
        return key.size() == 1
                ? KeySchema.of(hash)
                : KeySchema.of(hash, key.getLast().name());
    }

    /** The same settings with other tags. */
    public TableSettings withTags(Map<String, String> otherTags) {
        return new TableSettings(
                key,
                localIndexes,
                globalIndexes,
                capacity,
                tableClass,
                timeToLiveAttribute,
                streamView,
                pointInTimeRecoveryDays,
                deletionProtected,
                kmsKeyArn,
                otherTags,
                autoScaling,
                resourcePolicy);
    }

    /** The same settings with expiry by another attribute, or with none. */
    public TableSettings withTimeToLive(@Nullable String attribute) {
        return new TableSettings(
                key,
                localIndexes,
                globalIndexes,
                capacity,
                tableClass,
                attribute,
                streamView,
                pointInTimeRecoveryDays,
                deletionProtected,
                kmsKeyArn,
                tags,
                autoScaling,
                resourcePolicy);
    }
}
