package dev.dynamorecovery.core.plan;

import java.util.List;

/** Who lets a failover go ahead: the machine by itself, or one of the named people. */
public sealed interface Approval {

    /** The machine goes ahead by itself. */
    record Automatic() implements Approval {}

    /** One of these people has to agree. */
    record Named(List<String> approvers) implements Approval {

        public Named {
            approvers = List.copyOf(approvers);
            if (approvers.isEmpty()) {
                throw new InvalidPlan("approval.approvers", approvers, "name at least one person");
            }
        }
    }
}
