package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.failover.decision.Detection;
import dev.dynamorecovery.core.failover.decision.FailoverDecision;
import dev.dynamorecovery.core.failover.notice.FailoverNotices;
import dev.dynamorecovery.core.failover.notice.Notices;
import dev.dynamorecovery.core.failover.notice.ToldRefusals;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tells people that a machine would fail over and must not: once for each reason, from whichever Region sees it first. */
final class RefusalNotices {

    private final ToldRefusals told;
    private final Notices notices;
    /** What this process knows to be noted: a look every few seconds need not ask the control table again. */
    private final Map<String, Optional<Detection>> known = new ConcurrentHashMap<>();

    RefusalNotices(ToldRefusals told, Notices notices) {
        this.told = told;
        this.notices = notices;
    }

    void tell(RecoveryPlan plan, FailoverDecision decision) {
        String group = plan.name();
        Optional<Detection> refused =
                decision instanceof FailoverDecision.Refuse refuse ? Optional.of(refuse.detection()) : Optional.empty();
        if (refused.equals(known.get(group))) {
            return;
        }
        if (refused.isEmpty()) {
            if (told.last(group).isPresent()) {
                told.forget(group);
            }
        } else if (told.note(group, refused.get())) {
            notices.publish(FailoverNotices.refused(group, decision));
        }
        known.put(group, refused);
    }
}
