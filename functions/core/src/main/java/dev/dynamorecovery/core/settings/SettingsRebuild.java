package dev.dynamorecovery.core.settings;

import static java.util.stream.Collectors.toMap;

import dev.dynamorecovery.core.settings.RebuildStep.ChangeBilling;
import dev.dynamorecovery.core.settings.RebuildStep.ChangeDeletionProtection;
import dev.dynamorecovery.core.settings.RebuildStep.ChangeIndexCapacity;
import dev.dynamorecovery.core.settings.RebuildStep.ChangeTableCapacity;
import dev.dynamorecovery.core.settings.RebuildStep.ChangeTableClass;
import dev.dynamorecovery.core.settings.RebuildStep.CreateGlobalIndex;
import dev.dynamorecovery.core.settings.RebuildStep.DeleteGlobalIndex;
import dev.dynamorecovery.core.settings.RebuildStep.DisablePointInTimeRecovery;
import dev.dynamorecovery.core.settings.RebuildStep.DisableStream;
import dev.dynamorecovery.core.settings.RebuildStep.DisableTimeToLive;
import dev.dynamorecovery.core.settings.RebuildStep.EnablePointInTimeRecovery;
import dev.dynamorecovery.core.settings.RebuildStep.EnableStream;
import dev.dynamorecovery.core.settings.RebuildStep.EnableTimeToLive;
import dev.dynamorecovery.core.settings.RebuildStep.EncryptWithKey;
import dev.dynamorecovery.core.settings.RebuildStep.EncryptWithOwnedKey;
import dev.dynamorecovery.core.settings.RebuildStep.PutResourcePolicy;
import dev.dynamorecovery.core.settings.RebuildStep.PutScalingPolicy;
import dev.dynamorecovery.core.settings.RebuildStep.RegisterScalableTarget;
import dev.dynamorecovery.core.settings.RebuildStep.SetTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The ordered steps that turn the settings a table has into those it must have.
 *
 * <p>Tags come first: they say whose copy the table is. Deletion protection comes last, so that a rebuild that stops
 * half-way leaves a table that can be deleted. A setting that an existing table cannot change (key, local indexes)
 * gets no step: it stays a difference. Nor does a tag, a scaling target or a policy that somebody has added to the copy:
 * a restore brings none, so it is named and left to people.
 */
public final class SettingsRebuild {

    private final TableSettings expected;
    private final TableSettings observed;
    private final List<RebuildStep> steps = new ArrayList<>();

    private SettingsRebuild(TableSettings expected, TableSettings observed) {
        this.expected = expected;
        this.observed = observed;
    }

    /** The steps still to take, in their order; empty when nothing is left that a rebuild could mend. */
    public static List<RebuildStep> steps(TableSettings expected, TableSettings observed) {
        var rebuild = new SettingsRebuild(expected, observed);
        rebuild.tags();
        rebuild.indexes();
        rebuild.tableClass();
        rebuild.encryption();
        rebuild.stream();
        rebuild.timeToLive();
        rebuild.pointInTimeRecovery();
        rebuild.autoScaling();
        rebuild.resourcePolicy();
        rebuild.deletionProtection();
        return List.copyOf(rebuild.steps);
    }

    private void tags() {
        var missing = new TreeMap<>(expected.tags());
        missing.entrySet().removeAll(observed.tags().entrySet());
        if (!missing.isEmpty()) {
            steps.add(new SetTags(missing));
        }
    }

    /** Deletes, then pays, then creates: an index is made under the billing it is to have. */
    private void indexes() {
        var wanted = byName(expected.globalIndexes(), GlobalIndex::name);
        var kept = new TreeMap<String, GlobalIndex>();
        for (var index : observed.globalIndexes()) {
            var target = wanted.get(index.name());
            if (target != null
                    && target.key().equals(index.key())
                    && target.projection().equals(index.projection())) {
                kept.put(index.name(), index);
            } else {
                steps.add(new DeleteGlobalIndex(index.name()));
            }
        }
        capacity(wanted, kept);
        wanted.values().stream()
                .filter(index -> !kept.containsKey(index.name()))
                .map(CreateGlobalIndex::new)
                .forEach(steps::add);
    }

    private void capacity(Map<String, GlobalIndex> wanted, Map<String, GlobalIndex> kept) {
        if (!expected.capacity().getClass().equals(observed.capacity().getClass())) {
            var capacities = new TreeMap<String, Capacity>();
            wanted.values().stream()
                    .filter(index -> kept.containsKey(index.name()))
                    .forEach(index -> capacities.put(index.name(), index.capacity()));
            steps.add(new ChangeBilling(expected.capacity(), capacities));
            return;
        }
        if (!isAccepted(null, expected.capacity(), observed.capacity())) {
            steps.add(new ChangeTableCapacity(expected.capacity()));
        }
        for (var index : kept.values()) {
            var target = Objects.requireNonNull(wanted.get(index.name())).capacity();
            if (!isAccepted(index.name(), target, index.capacity())) {
                steps.add(new ChangeIndexCapacity(index.name(), target));
            }
        }
    }

    private boolean isAccepted(@Nullable String index, Capacity wanted, Capacity found) {
        return wanted.equals(found) || ScaledCapacity.accepts(expected, index, wanted, found);
    }

    private void tableClass() {
        if (expected.tableClass() != observed.tableClass()) {
            steps.add(new ChangeTableClass(expected.tableClass()));
        }
    }

    private void encryption() {
        var wanted = expected.kmsKeyArn();
        if (!Objects.equals(wanted, observed.kmsKeyArn())) {
            steps.add(wanted == null ? new EncryptWithOwnedKey() : new EncryptWithKey(wanted));
        }
    }

    private void stream() {
        var wanted = expected.streamView();
        if (wanted == observed.streamView()) {
            return;
        }
        if (observed.streamView() != null) {
            steps.add(new DisableStream());
        }
        if (wanted != null) {
            steps.add(new EnableStream(wanted));
        }
    }

    private void timeToLive() {
        var wanted = expected.timeToLiveAttribute();
        var found = observed.timeToLiveAttribute();
        if (Objects.equals(wanted, found)) {
            return;
        }
        if (found != null) {
            steps.add(new DisableTimeToLive(found));
        }
        if (wanted != null) {
            steps.add(new EnableTimeToLive(wanted));
        }
    }

    private void pointInTimeRecovery() {
        var wanted = expected.pointInTimeRecoveryDays();
        if (!Objects.equals(wanted, observed.pointInTimeRecoveryDays())) {
            steps.add(wanted == null ? new DisablePointInTimeRecovery() : new EnablePointInTimeRecovery(wanted));
        }
    }

    private void autoScaling() {
        var wanted = byName(expected.autoScaling(), ScalableTarget::name);
        var found = byName(observed.autoScaling(), ScalableTarget::name);
        for (var target : wanted.values()) {
            var existing = found.get(target.name());
            if (existing == null || !existing.withoutPolicies().equals(target.withoutPolicies())) {
                steps.add(new RegisterScalableTarget(target));
            }
            scalingPolicies(target, existing == null ? List.of() : existing.policies());
        }
    }

    private void scalingPolicies(ScalableTarget target, List<ScalingPolicy> found) {
        target.policies().stream()
                .filter(policy -> !found.contains(policy))
                .forEach(policy -> steps.add(new PutScalingPolicy(target, policy)));
    }

    private void resourcePolicy() {
        var wanted = expected.resourcePolicy();
        if (wanted != null && !wanted.equals(observed.resourcePolicy())) {
            steps.add(new PutResourcePolicy(wanted));
        }
    }

    private void deletionProtection() {
        if (expected.deletionProtected() != observed.deletionProtected()) {
            steps.add(new ChangeDeletionProtection(expected.deletionProtected()));
        }
    }

    private static <T> Map<String, T> byName(List<T> elements, Function<T, String> name) {
        return elements.stream().collect(toMap(name, each -> each, (a, b) -> a, TreeMap::new));
    }
}
