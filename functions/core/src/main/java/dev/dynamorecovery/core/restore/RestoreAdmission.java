package dev.dynamorecovery.core.restore;

import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.time.Instant;
import java.util.List;

/** Whether a restore may begin, and with what; nothing has been created when it is decided. */
public sealed interface RestoreAdmission {

    /**
     * The restore may begin.
     *
     * @param segments into how many parts its scans are cut
     */
    record Admitted(
            RecoveryRequest.Restore request,
            String sourceArn,
            String target,
            RestoredPoint point,
            RecoveryPlan plan,
            int segments,
            Instant startedAt)
            implements RestoreAdmission {}

    /** The restore must not begin, for each of these reasons. */
    record Refused(List<Refusal> refusals) implements RestoreAdmission {

        public Refused {
            refusals = List.copyOf(refusals);
        }
    }

    /** Decides; every reason to refuse is given, not only the first. */
    static RestoreAdmission decide(
            RecoveryRequest.Restore request, RestoreObservations observations, ScanSegments segments, Instant now) {
        return new AdmissionRules(request, observations, segments, now).decide();
    }
}
