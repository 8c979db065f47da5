package dev.dynamorecovery.failover;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.document.Label;
import dev.dynamorecovery.core.failover.reconcile.LossResolution;
import java.util.Arrays;
import java.util.List;

/** What is asked about the writes that last-writer-wins dropped. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "request")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LostWriteRequest.Status.class, name = "Status"),
    @JsonSubTypes.Type(value = LostWriteRequest.Listing.class, name = "List"),
    @JsonSubTypes.Type(value = LostWriteRequest.Resolve.class, name = "Resolve"),
    @JsonSubTypes.Type(value = LostWriteRequest.AcceptUnknown.class, name = "AcceptUnknown")
})
sealed interface LostWriteRequest {

    /** The failover group. */
    String group();

    /** Whether a group may come back. */
    record Status(String group) implements LostWriteRequest {}

    /** Each lost write. */
    record Listing(String group, boolean revealValues) implements LostWriteRequest {}

    /**
     * Decide on lost writes.
     *
     * @param writes which ones, and what the decision was made on
     * @param by the person
     */
    record Resolve(String group, String resolution, List<Chosen> writes, String by) implements LostWriteRequest {

        LossResolution decision() {
            return Arrays.stream(LossResolution.values())
                    .filter(candidate -> candidate.label().equals(resolution))
                    .findFirst()
                    .orElseThrow(() -> new InvalidField(
                            "resolution",
                            resolution,
                            "give one of " + String.join(", ", Label.all(LossResolution.class))));
        }
    }

    /**
     * @param id as the listing names it
     * @param holding what the listing said that the table holds: a decision is good for that alone
     */
    record Chosen(String id, String holding) {}

    /** Accept that writes may be lost which no log knows. */
    record AcceptUnknown(String group, String by, String reason) implements LostWriteRequest {}
}
