package dev.dynamorecovery.restore;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.dynamorecovery.core.verification.PlannedPass;
import dev.dynamorecovery.core.verification.RecoveryJob;

/** What is to be done with the results of segments. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CheckerEvent.MergeDigests.class, name = "MergeDigests"),
    @JsonSubTypes.Type(value = CheckerEvent.CompareDigests.class, name = "CompareDigests"),
    @JsonSubTypes.Type(value = CheckerEvent.JoinGroup.class, name = "JoinGroup"),
    @JsonSubTypes.Type(value = CheckerEvent.Judge.class, name = "Judge")
})
sealed interface CheckerEvent {

    /** Add up the segments of one pass. */
    record MergeDigests(String execution, PlannedPass pass, int segments) implements CheckerEvent {}

    /** Compare the copy's digest with the expected one. */
    record CompareDigests(RecoveryJob.Restore job) implements CheckerEvent {}

    /** Name the differences in one group of unequal buckets. */
    record JoinGroup(RecoveryJob.Restore job, int group) implements CheckerEvent {}

    /** Judge the copy. */
    record Judge(RecoveryJob.Restore job) implements CheckerEvent {}
}
