package dev.dynamorecovery.core.settings;

import dev.dynamorecovery.core.settings.ScalableTarget.Dimension;
import dev.dynamorecovery.core.settings.ScalableTarget.Suspension;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Settings for tests: one rich example, and arbitrary ones. */
public final class SampleSettings {

    static final List<KeyAttribute> KEY = List.of(
            new KeyAttribute("userId", KeyAttribute.Role.HASH, KeyAttribute.Type.S),
            new KeyAttribute("orderId", KeyAttribute.Role.RANGE, KeyAttribute.Type.S));

    private static final List<KeyAttribute> BY_STATUS = List.of(
            new KeyAttribute("status", KeyAttribute.Role.HASH, KeyAttribute.Type.S),
            new KeyAttribute("createdAt", KeyAttribute.Role.RANGE, KeyAttribute.Type.S));
    private static final Projection ALL = new Projection(Projection.Kind.ALL, List.of());

    private SampleSettings() {}

    /** Settings in which nothing is left at its default. */
    public static TableSettings rich() {
        return new TableSettings(
                KEY,
                List.of(new LocalIndex(
                        "by-total",
                        List.of(
                                KEY.getFirst(),
                                new KeyAttribute("total", KeyAttribute.Role.RANGE, KeyAttribute.Type.N)),
                        new Projection(Projection.Kind.INCLUDE, List.of("status", "createdAt")))),
                List.of(new GlobalIndex("by-status", BY_STATUS, ALL, new Capacity.Provisioned(10, 5))),
                new Capacity.Provisioned(20, 10),
                TableClass.STANDARD_INFREQUENT_ACCESS,
                "expiresAt",
                StreamView.NEW_AND_OLD_IMAGES,
                35,
                true,
                "arn:aws:kms:us-east-1:123456789012:key/0000",
                Map.of("recovery:plan", "orders", "team", "shop", "aws:cloudformation:stack-name", "shop"),
                List.of(
                        new ScalableTarget(
                                null,
                                Dimension.READ,
                                5,
                                100,
                                Suspension.NONE,
                                List.of(new ScalingPolicy("orders-read", 70, 60, 0, false)),
                                List.of()),
                        new ScalableTarget(
                                "by-status",
                                Dimension.WRITE,
                                5,
                                50,
                                new Suspension(true, false, false),
                                List.of(new ScalingPolicy("by-status-write", 80, 0, 0, true)),
                                List.of())),
                "{\"Resource\":\"${OwnTableArn}\"}");
    }

    /** What a restore leaves of settings: keys, indexes, capacity and encryption. */
    public static TableSettings afterRestore(TableSettings source) {
        return new TableSettings(
                source.key(),
                source.localIndexes(),
                source.globalIndexes(),
                source.capacity(),
                TableClass.STANDARD,
                null,
                null,
                null,
                false,
                source.kmsKeyArn(),
                Map.of(),
                List.of(),
                null);
    }

    /** Any settings over the one key schema. */
    static Arbitrary<TableSettings> any() {
        Arbitrary<Boolean> onDemand = Arbitraries.of(true, false);
        return onDemand.flatMap(isOnDemand -> {
            Arbitrary<Capacity> capacity = capacity(isOnDemand);
            return Combinators.combine(
                            indexes(capacity),
                            capacity,
                            optionals(),
                            Arbitraries.maps(Arbitraries.of("team", "recovery:plan", "cost"), Arbitraries.of("a", "b"))
                                    .ofMaxSize(3),
                            targets())
                    .as((indexes, own, optional, tags, targets) -> new TableSettings(
                            KEY,
                            List.of(),
                            indexes,
                            own,
                            optional.tableClass(),
                            optional.timeToLive(),
                            optional.stream(),
                            optional.recoveryDays(),
                            optional.isProtected(),
                            optional.kmsKeyArn(),
                            tags,
                            targets,
                            optional.resourcePolicy()));
        });
    }

    private record Optionals(
            TableClass tableClass,
            @Nullable String timeToLive,
            @Nullable StreamView stream,
            @Nullable Integer recoveryDays,
            boolean isProtected,
            @Nullable String kmsKeyArn,
            @Nullable String resourcePolicy) {}

    private static Arbitrary<Optionals> optionals() {
        return Combinators.combine(
                        Arbitraries.of(TableClass.class),
                        Arbitraries.of("expiresAt", "ttl").injectNull(0.3),
                        Arbitraries.of(StreamView.class).injectNull(0.3),
                        Arbitraries.of(1, 7, 35).injectNull(0.3),
                        Arbitraries.of(true, false),
                        Arbitraries.of("arn:aws:kms:a", "arn:aws:kms:b").injectNull(0.3),
                        Arbitraries.of("{\"a\":1}", "{\"a\":2}").injectNull(0.3))
                .as(Optionals::new);
    }

    private static Arbitrary<Capacity> capacity(boolean onDemand) {
        Arbitrary<Long> units = Arbitraries.longs().between(1, 4);
        return onDemand
                ? Combinators.combine(units.injectNull(0.5), units.injectNull(0.5))
                        .as(Capacity.OnDemand::new)
                : Combinators.combine(units, units).as(Capacity.Provisioned::new);
    }

    private static Arbitrary<List<GlobalIndex>> indexes(Arbitrary<Capacity> capacity) {
        return Combinators.combine(
                        Arbitraries.of("by-status", "by-time", "by-sku"),
                        Arbitraries.of(List.of(BY_STATUS), List.of(List.of(BY_STATUS.getFirst())))
                                .map(List::getFirst),
                        Arbitraries.of(ALL, new Projection(Projection.Kind.KEYS_ONLY, List.of())),
                        capacity)
                .as(GlobalIndex::new)
                .list()
                .uniqueElements(GlobalIndex::name)
                .ofMaxSize(3);
    }

    private static Arbitrary<List<ScalableTarget>> targets() {
        Arbitrary<List<ScalingPolicy>> policies = Combinators.combine(
                        Arbitraries.of("one", "two"), Arbitraries.of(50.0, 70.0), Arbitraries.of(0, 60))
                .as((name, target, cooldown) -> new ScalingPolicy(name, target, cooldown, 0, false))
                .list()
                .uniqueElements(ScalingPolicy::name)
                .ofMaxSize(2);
        return Combinators.combine(
                        Arbitraries.of("by-status").injectNull(0.5),
                        Arbitraries.of(Dimension.class),
                        Arbitraries.of(1, 2),
                        Arbitraries.of(3, 4),
                        Arbitraries.of(Suspension.NONE, new Suspension(true, true, false)),
                        policies,
                        Arbitraries.just(List.<String>of()))
                .as(ScalableTarget::new)
                .list()
                .uniqueElements(ScalableTarget::name)
                .ofMaxSize(3);
    }
}
