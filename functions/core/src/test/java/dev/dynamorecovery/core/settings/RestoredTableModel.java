package dev.dynamorecovery.core.settings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A table that takes rebuild steps as DynamoDB does, refusing those that DynamoDB would refuse. */
final class RestoredTableModel {

    private TableSettings settings;

    RestoredTableModel(TableSettings settings) {
        this.settings = settings;
    }

    TableSettings settings() {
        return settings;
    }

    void take(RebuildStep step) {
        switch (step) {
            case RebuildStep.SetTags set -> {
                var tags = new HashMap<>(settings.tags());
                tags.putAll(set.tags());
                settings = settings.withTags(tags);
            }
            case RebuildStep.DeleteGlobalIndex delete -> indexes(without(delete.index()));
            case RebuildStep.CreateGlobalIndex create -> {
                require(
                        create.index().capacity().getClass()
                                == settings.capacity().getClass(),
                        "billing of an index");
                var indexes = new ArrayList<>(without(create.index().name()));
                require(indexes.size() == settings.globalIndexes().size(), "an index of that name exists");
                indexes.add(create.index());
                indexes(indexes);
            }
            case RebuildStep.ChangeBilling change -> changeBilling(change);
            case RebuildStep.ChangeTableCapacity change -> {
                require(
                        change.capacity().getClass() == settings.capacity().getClass(),
                        "capacity of the other billing");
                capacity(change.capacity());
            }
            case RebuildStep.ChangeIndexCapacity change ->
                indexes(settings.globalIndexes().stream()
                        .map(index -> index.name().equals(change.index()) ? with(index, change.capacity()) : index)
                        .toList());
            case RebuildStep.ChangeTableClass change -> copy(change.tableClass(), settings.kmsKeyArn());
            case RebuildStep.EncryptWithKey encrypt -> copy(settings.tableClass(), encrypt.kmsKeyArn());
            case RebuildStep.EncryptWithOwnedKey owned -> copy(settings.tableClass(), null);
            case RebuildStep.DisableStream disable -> stream(null);
            case RebuildStep.EnableStream enable -> {
                require(settings.streamView() == null, "a stream is changed only by disabling it first");
                stream(enable.view());
            }
            case RebuildStep.DisableTimeToLive disable -> {
                require(Objects.equals(settings.timeToLiveAttribute(), disable.attribute()), "time to live to disable");
                timeToLive(null);
            }
            case RebuildStep.EnableTimeToLive enable -> {
                require(settings.timeToLiveAttribute() == null, "time to live is changed only by disabling it first");
                timeToLive(enable.attribute());
            }
            case RebuildStep.DisablePointInTimeRecovery disable -> recovery(null);
            case RebuildStep.EnablePointInTimeRecovery enable -> recovery(enable.recoveryPeriodDays());
            case RebuildStep.RegisterScalableTarget register -> register(register.target());
            case RebuildStep.PutScalingPolicy put -> putPolicy(put);
            case RebuildStep.PutResourcePolicy put -> policy(put.portablePolicy());
            case RebuildStep.ChangeDeletionProtection change -> protection(change.isProtected());
        }
    }

    private void changeBilling(RebuildStep.ChangeBilling change) {
        var names = settings.globalIndexes().stream().map(GlobalIndex::name).toList();
        require(
                change.capacityByIndex().keySet().equals(Set.copyOf(names)),
                "provisioned capacity for every index in the same call");
        var indexes = settings.globalIndexes().stream()
                .map(index -> with(
                        index, Objects.requireNonNull(change.capacityByIndex().get(index.name()))))
                .toList();
        capacity(change.capacity());
        indexes(indexes);
    }

    private void register(ScalableTarget target) {
        var targets = byName();
        var existing = targets.get(target.name());
        targets.put(
                target.name(),
                new ScalableTarget(
                        target.index(),
                        target.dimension(),
                        target.minimumUnits(),
                        target.maximumUnits(),
                        target.suspension(),
                        existing == null ? List.of() : existing.policies(),
                        existing == null ? List.of() : existing.otherPolicies()));
        targets(List.copyOf(targets.values()));
    }

    private void putPolicy(RebuildStep.PutScalingPolicy put) {
        var targets = byName();
        var target = targets.get(put.target().name());
        require(target != null, "a policy needs its target");
        var policies = new TreeMap<String, ScalingPolicy>();
        Objects.requireNonNull(target).policies().forEach(policy -> policies.put(policy.name(), policy));
        policies.put(put.policy().name(), put.policy());
        targets.put(
                target.name(),
                new ScalableTarget(
                        target.index(),
                        target.dimension(),
                        target.minimumUnits(),
                        target.maximumUnits(),
                        target.suspension(),
                        List.copyOf(policies.values()),
                        target.otherPolicies()));
        targets(List.copyOf(targets.values()));
    }

    private Map<String, ScalableTarget> byName() {
        var targets = new TreeMap<String, ScalableTarget>();
        settings.autoScaling().forEach(target -> targets.put(target.name(), target));
        return targets;
    }

    private List<GlobalIndex> without(String index) {
        return settings.globalIndexes().stream()
                .filter(each -> !each.name().equals(index))
                .toList();
    }

    private static GlobalIndex with(GlobalIndex index, Capacity capacity) {
        return new GlobalIndex(index.name(), index.key(), index.projection(), capacity);
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalStateException("DynamoDB refuses: " + what);
        }
    }

    private void indexes(List<GlobalIndex> indexes) {
        settings = of(indexes, settings.capacity(), settings.autoScaling());
    }

    private void capacity(Capacity capacity) {
        settings = of(settings.globalIndexes(), capacity, settings.autoScaling());
    }

    private void targets(List<ScalableTarget> targets) {
        settings = of(settings.globalIndexes(), settings.capacity(), targets);
    }

    private TableSettings of(List<GlobalIndex> indexes, Capacity capacity, List<ScalableTarget> targets) {
        return new TableSettings(
                settings.key(),
                settings.localIndexes(),
                indexes,
                capacity,
                settings.tableClass(),
                settings.timeToLiveAttribute(),
                settings.streamView(),
                settings.pointInTimeRecoveryDays(),
                settings.deletionProtected(),
                settings.kmsKeyArn(),
                settings.tags(),
                targets,
                settings.resourcePolicy());
    }

    private void copy(TableClass tableClass, @Nullable String kmsKeyArn) {
        settings = switches(
                tableClass,
                settings.timeToLiveAttribute(),
                settings.streamView(),
                settings.pointInTimeRecoveryDays(),
                settings.deletionProtected(),
                kmsKeyArn,
                settings.resourcePolicy());
    }

    private void stream(@Nullable StreamView view) {
        settings = switches(
                settings.tableClass(),
                settings.timeToLiveAttribute(),
                view,
                settings.pointInTimeRecoveryDays(),
                settings.deletionProtected(),
                settings.kmsKeyArn(),
                settings.resourcePolicy());
    }

    private void timeToLive(@Nullable String attribute) {
        settings = switches(
                settings.tableClass(),
                attribute,
                settings.streamView(),
                settings.pointInTimeRecoveryDays(),
                settings.deletionProtected(),
                settings.kmsKeyArn(),
                settings.resourcePolicy());
    }

    private void recovery(@Nullable Integer days) {
        settings = switches(
                settings.tableClass(),
                settings.timeToLiveAttribute(),
                settings.streamView(),
                days,
                settings.deletionProtected(),
                settings.kmsKeyArn(),
                settings.resourcePolicy());
    }

    private void policy(String resourcePolicy) {
        settings = switches(
                settings.tableClass(),
                settings.timeToLiveAttribute(),
                settings.streamView(),
                settings.pointInTimeRecoveryDays(),
                settings.deletionProtected(),
                settings.kmsKeyArn(),
                resourcePolicy);
    }

    private void protection(boolean isProtected) {
        settings = switches(
                settings.tableClass(),
                settings.timeToLiveAttribute(),
                settings.streamView(),
                settings.pointInTimeRecoveryDays(),
                isProtected,
                settings.kmsKeyArn(),
                settings.resourcePolicy());
    }

    private TableSettings switches(
            TableClass tableClass,
            @Nullable String timeToLive,
            @Nullable StreamView stream,
            @Nullable Integer recoveryDays,
            boolean isProtected,
            @Nullable String kmsKeyArn,
            @Nullable String resourcePolicy) {
        return new TableSettings(
                settings.key(),
                settings.localIndexes(),
                settings.globalIndexes(),
                settings.capacity(),
                tableClass,
                timeToLive,
                stream,
                recoveryDays,
                isProtected,
                kmsKeyArn,
                settings.tags(),
                settings.autoScaling(),
                resourcePolicy);
    }
}
