package dev.dynamorecovery.core.settings;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells a capacity that auto scaling has moved within its bounds from one that is wrong. */
final class ScaledCapacity {

    private ScaledCapacity() {}

    /** Whether each dimension is as expected, or scaled and within the bounds of the expected target. */
    static boolean accepts(TableSettings settings, @Nullable String index, Capacity expected, Capacity observed) {
        return expected instanceof Capacity.Provisioned wanted
                && observed instanceof Capacity.Provisioned found
                && accepts(settings, index, ScalableTarget.Dimension.READ, wanted.readUnits(), found.readUnits())
                && accepts(settings, index, ScalableTarget.Dimension.WRITE, wanted.writeUnits(), found.writeUnits());
    }

    private static boolean accepts(
            TableSettings settings,
            @Nullable String index,
            ScalableTarget.Dimension dimension,
            long wantedUnits,
            long foundUnits) {
        return wantedUnits == foundUnits
                || settings.autoScaling().stream()
                        .filter(target -> Objects.equals(target.index(), index))
                        .filter(target -> target.dimension() == dimension)
                        .anyMatch(target -> foundUnits >= target.minimumUnits() && foundUnits <= target.maximumUnits());
    }
}
