package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.lab.execution.ExecutionOutcome;

/** What a run of the command line comes to, as a script reads it. */
public enum ExitCode {
    OK(0, "Done as asked: a restore proven Consistent within its objectives, a baseline taken, a request accepted."),
    INTERNAL(1, "A defect of this program; the trace is on stderr."),
    USAGE(2, "The command line is wrong; nothing was asked of AWS."),
    REFUSED(
            3,
            "The request was refused (unknown table, instant outside the window, target exists, ...);"
                    + " nothing was created."),
    INCONSISTENT(4, "The restored table is not what it should be."),
    UNPROVEN(
            5,
            "The restored table could be neither proven right nor proven wrong; or the change log does not know every"
                    + " change of the time that was asked about."),
    OBJECTIVES_MISSED(6, "Proven Consistent, but later or older than the plan's objectives allow."),
    UNREACHABLE(7, "No lab is running, the stack is not deployed, or AWS cannot be reached with these credentials."),
    FAILED(8, "The execution failed, was aborted or timed out before a verdict."),
    CONTRADICTED(9, "The drill's own check contradicts the verdict."),
    RUNNING(10, "Still running (status without --follow)."),
    CONFLICTS(11, "Replayed, but items were left as they are; the report names them, and why."),
    ATTENTION(12, "A failover group waits for a person (status GROUP)."),
    NOT_VERIFIED(13, "A group was moved, and nobody could show that its name leads to the new Region: look at once."),
    FINDINGS(14, "The audit found something as bad as --fail-on says, or could not look at it."),
    RELEASE_REFUSED(15, "The tables are not ready for the release; the reasons name table and cause."),
    INTERRUPTED(130, "Interrupted (Ctrl-C); an execution that was started goes on.");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }

    /** The code that says to a script what an execution came to. */
    static ExitCode of(ExecutionOutcome outcome) {
        return switch (outcome) {
            case ExecutionOutcome.Running running -> RUNNING;
            case ExecutionOutcome.Verdict verdict ->
                switch (verdict.kind()) {
                    case Consistent -> verdict.objectives().met() ? OK : OBJECTIVES_MISSED;
                    case Inconsistent -> INCONSISTENT;
                    case Unproven -> UNPROVEN;
                };
            case ExecutionOutcome.BaselineTaken taken -> OK;
            case ExecutionOutcome.Replayed replayed -> of(replayed);
            case ExecutionOutcome.Refused refused -> REFUSED;
            case ExecutionOutcome.Failed failed -> FAILED;
        };
    }

    private static ExitCode of(ExecutionOutcome.Replayed replayed) {
        if (replayed.deed() == ExecutionOutcome.Replayed.Deed.Listed) {
            return OK;
        }
        String verification = replayed.verification();
        if ("Inconsistent".equals(verification)) {
            return INCONSISTENT;
        }
        if (replayed.conflicts() > 0) {
            return CONFLICTS;
        }
        return verification == null || verification.startsWith("Consistent") ? OK : UNPROVEN;
    }
}
