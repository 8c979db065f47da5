package dev.dynamorecovery.core.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The differences between the settings a table must have and those it has, each by name. */
public final class SettingsComparison {

    private static final String NONE = "none";
    private static final String LOCAL_INDEXES = "localIndexes.";
    private static final String GLOBAL_INDEXES = "globalIndexes.";
    private static final String CAPACITY = ".capacity";

    private final List<SettingsDifference> differences = new ArrayList<>();

    private SettingsComparison() {}

    /** All differences, in a stable order; empty when the settings are the same. */
    public static List<SettingsDifference> between(TableSettings expected, TableSettings observed) {
        var comparison = new SettingsComparison();
        comparison.compareFixed("key", expected.key(), observed.key());
        comparison.compareLocalIndexes(expected, observed);
        comparison.compareGlobalIndexes(expected, observed);
        if (!ScaledCapacity.accepts(expected, null, expected.capacity(), observed.capacity())) {
            comparison.compare("capacity", expected.capacity(), observed.capacity());
        }
        comparison.compare("tableClass", expected.tableClass(), observed.tableClass());
        comparison.compare("timeToLive", expected.timeToLiveAttribute(), observed.timeToLiveAttribute());
        comparison.compare("stream", expected.streamView(), observed.streamView());
        comparison.compare(
                "pointInTimeRecoveryDays", expected.pointInTimeRecoveryDays(), observed.pointInTimeRecoveryDays());
        comparison.compare("deletionProtection", expected.deletionProtected(), observed.deletionProtected());
        comparison.compare("encryption", expected.kmsKeyArn(), observed.kmsKeyArn());
        comparison.compareEach("tags", expected.tags(), observed.tags());
        comparison.compareAutoScaling(expected, observed);
        comparison.compareAddable("resourcePolicy", expected.resourcePolicy(), observed.resourcePolicy());
        return List.copyOf(comparison.differences);
    }

    /** Those differences that no restore may make: of the key, and of which indexes there are, by what, with what. */
    public static List<SettingsDifference> ofShape(TableSettings expected, TableSettings observed) {
        return between(expected, observed).stream()
                .filter(difference -> difference.setting().equals("key")
                        || difference.setting().startsWith(LOCAL_INDEXES)
                        || (difference.setting().startsWith(GLOBAL_INDEXES)
                                && !difference.setting().endsWith(CAPACITY)))
                .toList();
    }

    private void compareLocalIndexes(TableSettings expected, TableSettings observed) {
        var before = byName(expected.localIndexes(), LocalIndex::name);
        var after = byName(observed.localIndexes(), LocalIndex::name);
        for (var name : union(before, after)) {
            compareFixed(LOCAL_INDEXES + name, before.get(name), after.get(name));
        }
    }

    private void compareGlobalIndexes(TableSettings expected, TableSettings observed) {
        var before = byName(expected.globalIndexes(), GlobalIndex::name);
        var after = byName(observed.globalIndexes(), GlobalIndex::name);
        for (var name : union(before, after)) {
            var setting = GLOBAL_INDEXES + name;
            var wanted = before.get(name);
            var found = after.get(name);
            if (wanted == null || found == null) {
                compare(setting, wanted, found);
                continue;
            }
            compare(setting + ".key", wanted.key(), found.key());
            compare(setting + ".projection", wanted.projection(), found.projection());
            if (!ScaledCapacity.accepts(expected, name, wanted.capacity(), found.capacity())) {
                compare(setting + CAPACITY, wanted.capacity(), found.capacity());
            }
        }
    }

    private void compareAutoScaling(TableSettings expected, TableSettings observed) {
        var before = byName(expected.autoScaling(), ScalableTarget::name);
        var after = byName(observed.autoScaling(), ScalableTarget::name);
        for (var name : union(before, after)) {
            var setting = "autoScaling." + name;
            var wanted = before.get(name);
            var found = after.get(name);
            if (wanted == null || found == null) {
                compareAddable(setting, wanted, found);
                if (wanted != null) {
                    compareFixed(setting + ".otherPolicies", wanted.otherPolicies(), List.of());
                }
                continue;
            }
            compare(setting, wanted.withoutPolicies(), found.withoutPolicies());
            compareEach(
                    setting + ".policies",
                    byName(wanted.policies(), ScalingPolicy::name),
                    byName(found.policies(), ScalingPolicy::name));
            compareFixed(setting + ".otherPolicies", wanted.otherPolicies(), found.otherPolicies());
        }
    }

    private <T> void compareEach(String setting, Map<String, T> expected, Map<String, T> observed) {
        for (var name : union(expected, observed)) {
            compareAddable(setting + "." + name, expected.get(name), observed.get(name));
        }
    }

    /** A rebuild adds and changes; what somebody has put on top it leaves alone. */
    private void compareAddable(String setting, @Nullable Object expected, @Nullable Object observed) {
        compare(setting, expected, observed, expected != null);
    }

    private void compare(String setting, @Nullable Object expected, @Nullable Object observed) {
        compare(setting, expected, observed, true);
    }

    private void compareFixed(String setting, @Nullable Object expected, @Nullable Object observed) {
        compare(setting, expected, observed, false);
    }

    private void compare(String setting, @Nullable Object expected, @Nullable Object observed, boolean rebuildable) {
        if (!Objects.equals(expected, observed)) {
            differences.add(new SettingsDifference(setting, shown(expected), shown(observed), rebuildable));
        }
    }

    private static String shown(@Nullable Object value) {
        return value == null ? NONE : value.toString();
    }

    private static <T> Map<String, T> byName(List<T> elements, Function<T, String> name) {
        return elements.stream().collect(Collectors.toMap(name, each -> each, (a, b) -> a, TreeMap::new));
    }

    private static Set<String> union(Map<String, ?> one, Map<String, ?> other) {
        var names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        return names;
    }
}
