package dev.dynamorecovery.restore;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.dynamorecovery.core.plan.Verification;
import dev.dynamorecovery.core.verification.SegmentDigest;
import dev.dynamorecovery.core.verification.SegmentOpening;
import dev.dynamorecovery.core.verification.SegmentRules;
import dev.dynamorecovery.core.verification.TablePart;
import org.jspecify.annotations.Nullable;

/** What is to be done with one segment of a table. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "operation")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SegmentEvent.Digest.class, name = "Digest"),
    @JsonSubTypes.Type(value = SegmentEvent.Open.class, name = "Open"),
    @JsonSubTypes.Type(value = SegmentEvent.CheckRules.class, name = "CheckRules")
})
sealed interface SegmentEvent {

    /** The segment. */
    TablePart part();

    /** The plan of the table: it names the heartbeat, which is no data. */
    String plan();

    /** Where an earlier call stopped, or null. */
    @Nullable
    String continuation();

    /** The kind of work: what it leaves is stored under that name. */
    String work();

    /** Digest it. */
    record Digest(
            TablePart part,
            String plan,
            boolean fingerprints,
            @Nullable String continuation) implements SegmentEvent {

        @Override
        public String work() {
            return SegmentDigest.WORK;
        }
    }

    /** Write down its items of unequal buckets. */
    record Open(TablePart part, String plan, @Nullable String continuation) implements SegmentEvent {

        @Override
        public String work() {
            return SegmentOpening.WORK;
        }
    }

    /**
     * Check the rules of a plan on its items.
     *
     * @param invariantsOnly whether only rules that items keep by themselves are checked; null for all rules
     */
    record CheckRules(
            TablePart part,
            String plan,
            @Nullable Boolean invariantsOnly,
            @Nullable String continuation) implements SegmentEvent {

        /** Those of the plan's rules that are asked for. */
        Verification of(Verification rules) {
            return Boolean.TRUE.equals(invariantsOnly) ? rules.ofItems() : rules;
        }

        @Override
        public String work() {
            return SegmentRules.WORK;
        }
    }
}
