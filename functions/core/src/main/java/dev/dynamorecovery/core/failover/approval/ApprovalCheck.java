package dev.dynamorecovery.core.failover.approval;

import dev.dynamorecovery.core.plan.Approval;
import java.time.Instant;
import java.util.Optional;

/** Whether a person's answer counts. */
public final class ApprovalCheck {

    private ApprovalCheck() {}

    /** Why the answer does not count; empty when it does. A rejection counts from everybody who has the code. */
    public static Optional<String> refusal(PendingApproval pending, ApprovalAnswer answer, Approval plan, Instant now) {
        if (!pending.incident().equals(answer.incident())) {
            return Optional.of(
                    "incident " + answer.incident() + " does not wait for approval; " + pending.incident() + " does");
        }
        if (!pending.opensWith(answer.code())) {
            return Optional.of("the code is not the one of the message: copy the whole command from it");
        }
        if (!now.isBefore(pending.expiresAt())) {
            return Optional.of("the request ended at " + pending.expiresAt() + ": start the failover again");
        }
        return answer.approved()
                        && plan instanceof Approval.Named named
                        && !named.approvers().contains(answer.by())
                ? Optional.of(answer.by() + " is not among the plan's approvers " + named.approvers())
                : Optional.empty();
    }
}
