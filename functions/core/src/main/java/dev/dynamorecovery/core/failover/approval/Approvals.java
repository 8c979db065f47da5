package dev.dynamorecovery.core.failover.approval;

import java.util.Optional;

/** Where requests for approval wait: one a group, for one failover at a time can be under way. */
public interface Approvals {

    /** Opens a request, in the place of an older one of the group. */
    void open(PendingApproval request);

    /** The request of a group. */
    Optional<PendingApproval> find(String group);

    /** Closes the request of an incident; of another one nothing happens. */
    void close(String group, String incident);
}
