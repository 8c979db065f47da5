package dev.dynamorecovery.core.audit.gate;

import java.util.List;

/** Whether a release may pass. */
public sealed interface GateVerdict {

    /**
     * It may: should it go wrong, all its tables can be taken back.
     *
     * @param backups what can be gone back to, one for each table
     */
    record Passed(List<TakenBackup> backups) implements GateVerdict {
        public Passed {
            backups = List.copyOf(backups);
        }
    }

    /** It may not, for each of these reasons. */
    record Failed(List<Reason> reasons) implements GateVerdict {
        public Failed {
            reasons = List.copyOf(reasons);
        }
    }

    /** A backup that is available. */
    record TakenBackup(String table, String name, String arn) {}

    /**
     * Why a table holds up the release.
     *
     * @param cause the id of a rule, or {@code backup} or {@code table}
     * @param remedy what to do before the next try
     */
    record Reason(String table, String cause, String detail, String remedy) {}
}
