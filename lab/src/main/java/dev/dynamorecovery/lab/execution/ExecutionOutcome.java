package dev.dynamorecovery.lab.execution;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an execution has come to, as an operator is told it. */
public sealed interface ExecutionOutcome {

    /** It still runs. */
    record Running() implements ExecutionOutcome {}

    /** A restore that came to a verdict. */
    record Verdict(Kind kind, ObjectiveResult objectives, JsonNode output) implements ExecutionOutcome {

        /** The verdicts, as the machine names them. */
        public enum Kind {
            Consistent,
            Inconsistent,
            Unproven
        }
    }

    /** A baseline that was taken. */
    record BaselineTaken(String baseline, JsonNode output) implements ExecutionOutcome {}

    /**
     * A replay that came to its end.
     *
     * @param conflicts items that were left as they are
     * @param verification how the copy compares with the live table: a verdict's word, empty when there is none, or null
     *     when nobody compared them
     */
    record Replayed(Deed deed, long conflicts, @Nullable String verification, JsonNode output)
            implements ExecutionOutcome {

        /** What was done, as the machine names it. */
        public enum Deed {
            RolledForward,
            Undone,
            Listed
        }
    }

    /** A request that was not taken: nothing was created. */
    record Refused(String code, List<Refusal> refusals) implements ExecutionOutcome {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }

    /** An execution that ended without a verdict. */
    record Failed(String error, String cause) implements ExecutionOutcome {}

    /**
     * Objectives of the plan beside what was measured.
     *
     * @param rtoAchievedSeconds null when it could not be measured; so for the others
     */
    record ObjectiveResult(
            @Nullable Double rtoObjectiveSeconds,
            @Nullable Double rtoAchievedSeconds,
            @Nullable Double rpoObjectiveSeconds,
            @Nullable Double rpoAchievedSeconds,
            boolean met) {}
}
