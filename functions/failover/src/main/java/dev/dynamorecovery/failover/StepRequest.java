package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.document.Label;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.procedure.MoveOrder;
import org.jspecify.annotations.Nullable;

/**
 * One step on the control record of a group.
 *
 * @param step a step of a move, or {@code KeepAlive}, {@code Acknowledge} or {@code Unfence}
 * @param order of the move; null for a step that belongs to none
 * @param group of a step that belongs to no move
 * @param by the person of such a step
 * @param region to be unfenced
 * @param caughtUp what proves that both Regions hold the same, for {@code Switch} of a planned move and for {@code Unfence}
 * @param verified whether the target was seen to take writes, for {@code Conclude}
 * @param detail what was seen, for {@code Conclude}
 * @param reason for {@code Release}
 * @param dryRun whether to change nothing but the rehearsal
 * @param rehearsal the record as the step before left it in a dry run; null at the first step
 */
record StepRequest(
        String step,
        @Nullable MoveOrder order,
        @Nullable String group,
        @Nullable String by,
        @Nullable String region,
        @Nullable String caughtUp,
        @Nullable Boolean verified,
        @Nullable String detail,
        @Nullable String reason,
        @Nullable Boolean dryRun,
        @Nullable ControlRecord rehearsal) {

    /** The steps that this function takes. */
    enum Step {
        CLAIM,
        PREFLIGHT,
        FENCE,
        START_LEASE_WAIT,
        SWITCH,
        CONCLUDE,
        RELEASE,
        KEEP_ALIVE,
        ACKNOWLEDGE,
        UNFENCE
    }

    /** Whether the target was seen to take writes; what is not said was not seen. */
    boolean seenToServe() {
        return Boolean.TRUE.equals(verified);
    }

    /** Whether nothing but the rehearsal may change. */
    boolean rehearsed() {
        return Boolean.TRUE.equals(dryRun);
    }

    Step kind() {
        for (Step candidate : Step.values()) {
            if (Label.of(candidate).equals(step)) {
                return candidate;
            }
        }
        throw new InvalidField("step", step, "give one of " + String.join(", ", Label.all(Step.class)));
    }

    /** The group that is meant. */
    String groupName() {
        return order == null ? required("group", group) : order.group();
    }

    MoveOrder moveOrder() {
        if (order == null) {
            throw new InvalidField("order", "(absent)", "give the order that the assessment answered");
        }
        return order;
    }

    String person() {
        return required("by", by);
    }

    String regionToUnfence() {
        return required("region", region);
    }

    String proof() {
        return required("caughtUp", caughtUp);
    }

    private String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidField(field, "(absent)", "step " + step + " needs it");
        }
        return value;
    }
}
