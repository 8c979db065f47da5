package dev.dynamorecovery.core.plan;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What the audit asks of the tables, beyond what the rest of the plan says by itself.
 *
 * @param remedy whether safe repairs are made without asking
 * @param latestRestorableWithin how old the latest instant to which a table can be restored may be; DynamoDB trails now
 *     by about five minutes
 * @param backupWithin how old the newest on-demand backup may be; empty where none is asked for
 * @param awsBackup what is asked of AWS Backup's recovery points; empty where none are asked for
 * @param drillWithin how long ago the last proven restore may be; empty where none is asked for
 * @param timeToLive how items expire; empty where the plan does not say
 * @param deletionProtected whether tables carry DynamoDB's deletion protection
 * @param deletionDenied whether a resource policy has to deny the deletion of the table
 * @param encryption whose key encrypts the table
 * @param tags keys of the tags that each table carries beside the plan's own
 * @param alarmed whether alarms with an action watch throttling, failed requests and, where it replicates, the latency
 */
public record AuditPlan(
        RemedyMode remedy,
        Duration latestRestorableWithin,
        Optional<Duration> backupWithin,
        Optional<AwsBackupPlan> awsBackup,
        Optional<Duration> drillWithin,
        Optional<TimeToLivePlan> timeToLive,
        boolean deletionProtected,
        boolean deletionDenied,
        EncryptionKey encryption,
        SortedSet<String> tags,
        boolean alarmed) {

    /** DynamoDB trails now by five minutes; three times that is a fault. */
    private static final Duration RESTORABLE_WITHIN = Duration.ofMinutes(15);

    /** What a plan gets that says nothing else. */
    public static final AuditPlan DEFAULT = new AuditPlan(
            RemedyMode.OBSERVE,
            RESTORABLE_WITHIN,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            false,
            EncryptionKey.ANY,
            Collections.emptySortedSet(),
            true);

    public AuditPlan {
        tags = Collections.unmodifiableSortedSet(new TreeSet<>(tags));
        positive("latestRestorableWithin", latestRestorableWithin);
        backupWithin.ifPresent(age -> positive("backupWithin", age));
        drillWithin.ifPresent(age -> positive("drillWithin", age));
    }

    private static void positive(String field, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new InvalidPlan("audit." + field, value, "give a positive duration such as P1D");
        }
    }
}
