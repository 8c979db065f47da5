package dev.dynamorecovery.core.failover.preflight;

import java.util.List;

/** Where the readiness of each Region of a group is kept, the newest of each. */
public interface ReadinessRecords {

    /** Puts what was found in the place of what was found before. */
    void record(ReplicaReadiness readiness);

    /** The newest of each Region of a group. */
    List<ReplicaReadiness> read(String group);
}
