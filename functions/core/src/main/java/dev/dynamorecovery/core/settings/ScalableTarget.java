package dev.dynamorecovery.core.settings;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bounds between which auto scaling moves one capacity, and the policies that move it.
 *
 * @param index the global secondary index, or null for the table itself
 * @param suspension what of it is switched off for now
 * @param otherPolicies policies of a kind that cannot be rebuilt, by name and kind, such as {@code night (StepScaling)}
 */
public record ScalableTarget(
        @Nullable String index,
        Dimension dimension,
        int minimumUnits,
        int maximumUnits,
        Suspension suspension,
        List<ScalingPolicy> policies,
        List<String> otherPolicies) {

    public ScalableTarget {
        policies = policies.stream()
                .sorted(Comparator.comparing(ScalingPolicy::name))
                .toList();
        otherPolicies = otherPolicies.stream().sorted().toList();
    }

    /** The parts of scaling that can be switched off. */
    public record Suspension(boolean scaleIn, boolean scaleOut, boolean scheduled) {

        /** Nothing is switched off. */
        public static final Suspension NONE = new Suspension(false, false, false);
    }

    /** The capacity that is moved. */
    public enum Dimension {
        READ,
        WRITE
    }

    /** The name under which differences speak of it, such as {@code index/by-status.READ}. */
    public String name() {
        return (index == null ? "table" : "index/" + index) + "." + dimension;
    }

    ScalableTarget withoutPolicies() {
        return new ScalableTarget(index, dimension, minimumUnits, maximumUnits, suspension, List.of(), List.of());
    }
}
