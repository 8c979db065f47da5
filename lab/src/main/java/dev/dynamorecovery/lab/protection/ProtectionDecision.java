package dev.dynamorecovery.lab.protection;

import dev.dynamorecovery.lab.execution.Refusal;
import java.util.List;

/** What attaching a table takes, or why it is not done. */
public sealed interface ProtectionDecision {

    /** These changes, in this order; none where the table is attached already. */
    record Attach(List<ProtectionStep> steps) implements ProtectionDecision {
        public Attach {
            steps = List.copyOf(steps);
        }
    }

    /** Nothing is changed. */
    record Refused(List<Refusal> refusals) implements ProtectionDecision {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }
}
