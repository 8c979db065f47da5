package dev.dynamorecovery.restore;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.dynamorecovery.core.verification.RecoveryJob;

/** What is to be derived from the change log. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
@JsonSubTypes({
    @JsonSubTypes.Type(value = DeriverEvent.Plan.class, name = "Plan"),
    @JsonSubTypes.Type(value = DeriverEvent.Sum.class, name = "Sum"),
    @JsonSubTypes.Type(value = DeriverEvent.Merge.class, name = "Merge"),
    @JsonSubTypes.Type(value = DeriverEvent.Settle.class, name = "Settle"),
    @JsonSubTypes.Type(value = DeriverEvent.Open.class, name = "Open")
})
sealed interface DeriverEvent {

    /** The job: a restore whose copy is verified, or a baseline of a table that is written. */
    RecoveryJob job();

    /** See how far the log has come, and cut the stretch into slices. */
    record Plan(RecoveryJob job) implements DeriverEvent {}

    /** Add up the changes of one slice. */
    record Sum(RecoveryJob job, int slice) implements DeriverEvent {}

    /** Add up the slices. */
    record Merge(RecoveryJob job) implements DeriverEvent {}

    /** Look one by one at the items of one partition that were changed near the restore point, or during the reading. */
    record Settle(RecoveryJob job, int partition) implements DeriverEvent {}

    /** Follow the items of unequal buckets through one slice. */
    record Open(RecoveryJob job, int slice) implements DeriverEvent {}
}
