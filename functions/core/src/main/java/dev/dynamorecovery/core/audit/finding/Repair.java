package dev.dynamorecovery.core.audit.finding;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** A change to a table that mends a finding and takes nothing from anybody. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Repair.SetPointInTimeRecovery.class, name = "SetPointInTimeRecovery"),
    @JsonSubTypes.Type(value = Repair.EnableStream.class, name = "EnableStream"),
    @JsonSubTypes.Type(value = Repair.SetTimeToLive.class, name = "SetTimeToLive"),
    @JsonSubTypes.Type(value = Repair.ProtectFromDeletion.class, name = "ProtectFromDeletion"),
    @JsonSubTypes.Type(value = Repair.AddTag.class, name = "AddTag"),
    @JsonSubTypes.Type(value = Repair.TakeBackup.class, name = "TakeBackup")
})
public sealed interface Repair {

    /** Turns point-in-time recovery on, or makes it reach further back; never less far. */
    record SetPointInTimeRecovery(int recoveryPeriodDays) implements Repair {}

    /** Turns the stream on, with both images, where there is none. */
    record EnableStream() implements Repair {}

    /** Has items expire by the attribute that the plan names, where they expire by none. */
    record SetTimeToLive(String attribute) implements Repair {}

    record ProtectFromDeletion() implements Repair {}

    /** Adds a tag that is missing; never changes one. */
    record AddTag(String key, String value) implements Repair {}

    /** Takes an on-demand backup. */
    record TakeBackup(String name) implements Repair {}
}
