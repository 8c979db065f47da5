package dev.dynamorecovery.core.plan;

import dev.dynamorecovery.core.document.StrictObject;
import java.time.Duration;
import java.util.Set;

/** The part of a plan's document that says how a group fails over; what is left out is as in {@link FailoverPlan#DEFAULT}. */
final class FailoverDocument {

    private static final Set<String> FIELDS = Set.of(
            "outFor",
            "probeInterval",
            "probeTimeout",
            "voteFreshFor",
            "targetHealthyFor",
            "readinessFreshFor",
            "lease",
            "leaseMargin",
            "unfinishedAfter",
            "approvalTimeout",
            "traffic");

    private FailoverDocument() {}

    static FailoverPlan read(StrictObject plan) {
        StrictObject failover = plan.object("failover", FIELDS);
        FailoverPlan otherwise = FailoverPlan.DEFAULT;
        return new FailoverPlan(
                duration(failover, "outFor", otherwise.outFor()),
                duration(failover, "probeInterval", otherwise.probeInterval()),
                duration(failover, "probeTimeout", otherwise.probeTimeout()),
                duration(failover, "voteFreshFor", otherwise.voteFreshFor()),
                duration(failover, "targetHealthyFor", otherwise.targetHealthyFor()),
                duration(failover, "readinessFreshFor", otherwise.readinessFreshFor()),
                duration(failover, "lease", otherwise.lease()),
                duration(failover, "leaseMargin", otherwise.leaseMargin()),
                duration(failover, "unfinishedAfter", otherwise.unfinishedAfter()),
                duration(failover, "approvalTimeout", otherwise.approvalTimeout()),
                failover.has("traffic") ? failover.constant("traffic", TrafficMethod.class) : otherwise.traffic());
    }

    private static Duration duration(StrictObject failover, String field, Duration otherwise) {
        return failover.has(field)
                ? failover.duration(field, "give an ISO 8601 duration such as PT10S, or leave the field out")
                : otherwise;
    }
}
