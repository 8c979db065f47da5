package dev.dynamorecovery.core.restore;

import dev.dynamorecovery.core.invariant.RuleResult;
import dev.dynamorecovery.core.plan.Verification;
import dev.dynamorecovery.core.settings.SettingsDifference;
import java.util.List;

/**
 * Everything a verdict is judged from.
 *
 * @param plan what the table's plan wants verified
 * @param results one result for each rule of the plan that was checked
 * @param unchecked what else could not be checked, in words
 */
public record Evidence(
        Settings settings, Data data, Verification plan, List<RuleResult> results, List<String> unchecked) {

    public Evidence {
        results = List.copyOf(results);
        unchecked = List.copyOf(unchecked);
    }

    /** What is known about the settings of the restored table. */
    public sealed interface Settings {

        /** The differences left after the rebuild; none when the settings are as expected. */
        record Compared(List<SettingsDifference> remaining) implements Settings {

            public Compared {
                remaining = List.copyOf(remaining);
            }
        }

        record NotCompared(String reason) implements Settings {}
    }

    /** What is known about the items of the restored table. */
    public sealed interface Data {

        /** Compared with a state that is known for a window of time. */
        record ComparedWithKnownState(QuietWindow window, BaselineCoverage coverage, DifferenceCounts counts)
                implements Data {}

        /**
         * Compared with the live table.
         *
         * @param heldStill whether the live table did not change while it was read
         */
        record ComparedWithLiveTable(boolean heldStill, DifferenceCounts counts) implements Data {}

        /** Compared with the state that a baseline and the change log give for the restore point. */
        record ComparedWithDerivedState(LogStretch log, DifferenceCounts counts) implements Data {}

        record NotCompared(String reason) implements Data {}
    }
}
