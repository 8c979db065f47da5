package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.restore.Refusal;
import java.util.List;

/** What came of a request. */
public sealed interface IntakeDecision {

    /** It is carried out as this job. */
    record Admitted(RecoveryJob job) implements IntakeDecision {}

    /** It is not carried out, for each of these reasons; nothing has been created. */
    record Refused(List<Refusal> refusals) implements IntakeDecision {

        public Refused {
            refusals = List.copyOf(refusals);
        }
    }
}
