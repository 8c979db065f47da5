package dev.dynamorecovery.core.failover.reconcile;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.dynamorecovery.core.document.Label;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a group may come back, as far as lost writes go. */
public enum LossStatus {
    /** No Region has been left by a failover: there is nothing to lose. */
    NO_FAILOVER(true, "no Region has been left by a failover"),
    /** Nothing was lost, or all that was is decided upon. */
    CLEAR(true, "every lost write is decided upon"),
    /** Some lost writes wait for a decision. */
    UNRESOLVED(false, "lost writes wait for a decision"),
    /** Changes are still on their way; ask again. */
    UNSETTLED(false, "changes are still on their way into the logs or between the Regions: ask again in a minute"),
    /** The logs do not know all, and nobody has accepted that. */
    UNKNOWN(false, "the logs do not know every change: writes may be lost that are not listed");

    private final boolean clear;
    private final String words;

    LossStatus(boolean clear, String words) {
        this.clear = clear;
        this.words = words;
    }

    /** Whether nothing stands against coming back. */
    public boolean isClear() {
        return clear;
    }

    /** The status in words. */
    public String words() {
        return words;
    }

    /** Such as {@code NoFailover}. */
    @JsonValue
    public String label() {
        return Label.of(this);
    }

    /** The status where there were several hand-overs: that of the one of which least is known or decided. */
    public LossStatus and(LossStatus other) {
        return Stream.of(UNSETTLED, UNKNOWN, UNRESOLVED, CLEAR)
                .filter(status -> status == this || status == other)
                .findFirst()
                .orElse(NO_FAILOVER);
    }

    /** The status of a group, given what its tables lost and what people have decided. Unknown is never taken for none. */
    public static LossStatus of(
            HandOver handOver, List<LostWriteListing.TableLosses> tables, List<RecordedResolution> resolutions) {
        Set<String> decided = resolutions.stream().map(RecordedResolution::id).collect(Collectors.toSet());
        if (tables.stream().anyMatch(LostWriteListing.TableLosses::unsettled)) {
            return UNSETTLED;
        }
        if (tables.stream().anyMatch(table -> !table.unknown().isEmpty())
                && !decided.contains(RecordedResolution.unknownOf(handOver))) {
            return UNKNOWN;
        }
        return tables.stream().flatMap(table -> table.lost().stream()).allMatch(lost -> decided.contains(lost.id()))
                ? CLEAR
                : UNRESOLVED;
    }
}
