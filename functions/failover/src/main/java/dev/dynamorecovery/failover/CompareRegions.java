package dev.dynamorecovery.failover;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.dynamorecovery.core.failover.compare.RegionComparisonJob;
import dev.dynamorecovery.core.verification.Side;
import org.jspecify.annotations.Nullable;

/** What is to be done for the comparison of two Regions. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
@JsonSubTypes({
    @JsonSubTypes.Type(value = CompareRegions.Digest.class, name = "Digest"),
    @JsonSubTypes.Type(value = CompareRegions.Compare.class, name = "Compare"),
    @JsonSubTypes.Type(value = CompareRegions.Open.class, name = "Open"),
    @JsonSubTypes.Type(value = CompareRegions.Name.class, name = "Name")
})
sealed interface CompareRegions {

    /** What is compared. */
    RegionComparisonJob job();

    /** How often everything was compared before. */
    int attempt();

    /** Digest one segment. */
    record Digest(
            RegionComparisonJob job,
            int attempt,
            int table,
            Side side,
            int segment,
            @Nullable String continuation) implements CompareRegions {}

    /** Compare the digests of all segments. */
    record Compare(RegionComparisonJob job, int attempt) implements CompareRegions {}

    /** Write down the items of one segment that fall into unequal buckets. */
    record Open(
            RegionComparisonJob job,
            int attempt,
            int table,
            Side side,
            int segment,
            @Nullable String continuation) implements CompareRegions {}

    /** Name the items that differ. */
    record Name(RegionComparisonJob job, int attempt) implements CompareRegions {}
}
