package dev.dynamorecovery.core.failover.preflight;

import java.util.List;

/** Where it is kept whether Regions could take the load: the newest report on each Region of a group. */
public interface ReadinessReports {

    /** Puts a report in the place of the one before on the same Region. */
    void file(ReplicaReadiness report);

    /** The newest report on each Region of a group. */
    List<ReplicaReadiness> read(String group);
}
