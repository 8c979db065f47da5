package dev.dynamorecovery.core.verification;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What an admitted restore is compared with. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ExpectedSource.Baseline.class, name = "Baseline"),
    @JsonSubTypes.Type(value = ExpectedSource.ChangeLog.class, name = "ChangeLog"),
    @JsonSubTypes.Type(value = ExpectedSource.LiveTable.class, name = "LiveTable"),
    @JsonSubTypes.Type(value = ExpectedSource.None.class, name = "None")
})
public sealed interface ExpectedSource {

    /** A baseline that exists. */
    record Baseline(String baseline) implements ExpectedSource {}

    /** What a baseline that exists and the change log give for the restore point. */
    record ChangeLog(String baseline) implements ExpectedSource {}

    /** The live table. */
    record LiveTable() implements ExpectedSource {}

    /** Nothing: the items are not compared. */
    record None() implements ExpectedSource {}
}
