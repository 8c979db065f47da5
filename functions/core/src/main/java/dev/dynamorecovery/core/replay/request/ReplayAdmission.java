package dev.dynamorecovery.core.replay.request;

import dev.dynamorecovery.core.restore.Refusal;
import java.util.List;

/** Whether a replay may begin, and with what; nothing has been written when it is decided. */
public sealed interface ReplayAdmission {

    /** It may begin. */
    record Admitted(ReplayJob job) implements ReplayAdmission {}

    /** It must not begin, for each of these reasons. */
    record Refused(List<Refusal> refusals) implements ReplayAdmission {

        public Refused {
            refusals = List.copyOf(refusals);
        }
    }
}
