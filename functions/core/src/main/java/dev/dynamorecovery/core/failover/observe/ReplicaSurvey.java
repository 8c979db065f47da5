package dev.dynamorecovery.core.failover.observe;

import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Finds out whether a Region's replicas could serve. It asks control planes: only while all is well. */
@FunctionalInterface
public interface ReplicaSurvey {

    /**
     * Looks at a Region's replicas of a group's tables.
     *
     * @param serving the Region whose load they would take
     * @return empty when somebody who had to be asked did not answer: the last report stands
     */
    Optional<ReplicaReadiness> find(String group, List<String> tables, String region, String serving, Instant now);
}
