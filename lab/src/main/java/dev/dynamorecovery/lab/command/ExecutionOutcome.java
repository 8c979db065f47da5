package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an execution has come to, as an operator is told it. */
public sealed interface ExecutionOutcome {

    /** The exit code that says the same to a script. */
    ExitCode exitCode();

    /** It still runs. */
    record Running() implements ExecutionOutcome {
        @Override
        public ExitCode exitCode() {
            return ExitCode.RUNNING;
        }
    }

    /** A restore that came to a verdict. */
    record Verdict(Kind kind, ObjectiveResult objectives, JsonNode output) implements ExecutionOutcome {

        /** The verdicts, as the machine names them. */
        public enum Kind {
            Consistent,
            Inconsistent,
            Unproven
        }

        @Override
        public ExitCode exitCode() {
            return switch (kind) {
                case Consistent -> objectives.met() ? ExitCode.OK : ExitCode.OBJECTIVES_MISSED;
                case Inconsistent -> ExitCode.INCONSISTENT;
                case Unproven -> ExitCode.UNPROVEN;
            };
        }
    }

    /** A baseline that was taken. */
    record BaselineTaken(String baseline, JsonNode output) implements ExecutionOutcome {
        @Override
        public ExitCode exitCode() {
            return ExitCode.OK;
        }
    }

    /** A request that was not taken: nothing was created. */
    record Refused(String code, List<Refusal> refusals) implements ExecutionOutcome {
        public Refused {
            refusals = List.copyOf(refusals);
        }

        @Override
        public ExitCode exitCode() {
            return ExitCode.REFUSED;
        }
    }

    /** An execution that ended without a verdict. */
    record Failed(String error, String cause) implements ExecutionOutcome {
        @Override
        public ExitCode exitCode() {
            return ExitCode.FAILED;
        }
    }

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
