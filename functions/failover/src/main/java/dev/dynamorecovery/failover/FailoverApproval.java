package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.failover.approval.ApprovalAnswer;
import dev.dynamorecovery.core.failover.approval.ApprovalCheck;
import dev.dynamorecovery.core.failover.approval.ApprovalTasks;
import dev.dynamorecovery.core.failover.approval.Approvals;
import dev.dynamorecovery.core.failover.approval.PendingApproval;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.notice.FailoverNotices;
import dev.dynamorecovery.core.failover.notice.Notices;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Questions to people, and their answers. The code of a question is in its message alone, and good for one answer. */
final class FailoverApproval {

    private final GroupPlans plans;
    private final Approvals approvals;
    private final ApprovalTasks tasks;
    private final Notices notices;
    private final String region;
    private final ApprovalCodes codes;
    private final InstantSource time;

    FailoverApproval(
            GroupPlans plans,
            Approvals approvals,
            ApprovalTasks tasks,
            Notices notices,
            String region,
            ApprovalCodes codes,
            InstantSource time) {
        this.plans = plans;
        this.approvals = approvals;
        this.tasks = tasks;
        this.notices = notices;
        this.region = region;
        this.codes = codes;
        this.time = time;
    }

    /** Asks; once more with a new code, if the same execution asks again because it got no answer from here. */
    Asked ask(
            String group,
            String incident,
            String target,
            Purpose purpose,
            String taskToken,
            String cause,
            Duration waits) {
        plans.of(group);
        Instant now = time.instant();
        String code = codes.next();
        PendingApproval pending = new PendingApproval(
                group, incident, target, region, PendingApproval.hashOf(code), taskToken, now, now.plus(waits));
        approvals.open(pending);
        notices.publish(FailoverNotices.approvalNeeded(pending, purpose, code, cause));
        return new Asked(incident, pending.expiresAt());
    }

    /** Hands an answer that counts to the execution; any other changes nothing. */
    Result answer(ApprovalAnswer answer) {
        Optional<PendingApproval> pending = approvals.find(answer.group());
        if (pending.isEmpty()) {
            return new Result(false, "nothing of group " + answer.group() + " waits for approval");
        }
        Optional<String> refusal = ApprovalCheck.refusal(
                pending.get(), answer, plans.of(answer.group()).approval(), time.instant());
        if (refusal.isPresent()) {
            return new Result(false, refusal.get());
        }
        boolean awake = tasks.answer(pending.get(), answer);
        approvals.close(answer.group(), answer.incident());
        return awake
                ? new Result(true, answer.toString())
                : new Result(false, "the execution waits no longer: start the failover again");
    }

    /** What was asked. */
    record Asked(String incident, Instant expiresAt) {}

    /** What became of an answer. */
    record Result(boolean accepted, String reason) {}
}
