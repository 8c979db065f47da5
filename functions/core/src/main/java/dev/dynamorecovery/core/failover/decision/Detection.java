package dev.dynamorecovery.core.failover.decision;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.dynamorecovery.core.document.Label;

/** What a situation is found to be. {@link Detections} has them in the order in which they are looked for. */
public enum Detection {
    PLAN_FORBIDS(Scope.ALWAYS, Stage.ALSO_OF_PLANNED_MOVES),
    AUTOMATION_STOPPED(Scope.AUTOMATION),
    UNFINISHED_FAILOVER(Scope.ALWAYS, Stage.BEFORE_THE_CLAIM),
    FAILOVER_UNDER_WAY(Scope.ALWAYS, Stage.BEFORE_THE_CLAIM),
    AWAITING_ACKNOWLEDGEMENT(Scope.ALWAYS, Stage.BEFORE_THE_CLAIM),
    AUTOMATION_BLOCKED(Scope.AUTOMATION, Stage.BEFORE_THE_CLAIM),
    NO_TARGET(Scope.ALWAYS, Stage.ALSO_OF_PLANNED_MOVES),
    TARGET_NOT_IN_PLAN(Scope.ALWAYS, Stage.ALSO_OF_PLANNED_MOVES),
    TARGET_SERVES(Scope.ALWAYS, Stage.ALSO_OF_PLANNED_MOVES),
    VOTES_MISSING(Scope.PEOPLE_MAY_OVERRIDE),
    HEALTHY(Scope.PEOPLE_MAY_OVERRIDE),
    APPLICATION_OUT(Scope.PEOPLE_MAY_OVERRIDE),
    OBSERVERS_DISAGREE(Scope.PEOPLE_MAY_OVERRIDE),
    OUT_NOT_LONG_ENOUGH(Scope.PEOPLE_MAY_OVERRIDE),
    TARGET_FENCED(Scope.ALWAYS),
    TARGET_NOT_HEALTHY(Scope.PEOPLE_MAY_OVERRIDE, Stage.ALSO_OF_PLANNED_MOVES),
    TARGET_NOT_READY(Scope.PEOPLE_MAY_OVERRIDE, Stage.ALSO_OF_PLANNED_MOVES),
    PLANNED_MOVE(Scope.ALWAYS, Stage.ALSO_OF_PLANNED_MOVES),
    REPLICATION_NOT_MEASURED(Scope.PEOPLE_MAY_OVERRIDE),
    REPLICATION_BEHIND(Scope.PEOPLE_MAY_OVERRIDE),
    REGION_OUT(Scope.ALWAYS);

    /** For whom a detection counts. */
    enum Scope {
        /** For machines and people. */
        ALWAYS,
        /** For machines; a person who asks by hand has decided already. */
        AUTOMATION,
        /** For both; a named person may go over it, with a reason. */
        PEOPLE_MAY_OVERRIDE
    }

    /** When a detection is looked for. */
    private enum Stage {
        /** Only while nobody has claimed the group for this incident. */
        BEFORE_THE_CLAIM,
        /** Before the claim, and again after it. */
        ALWAYS,
        /** Before a claim, after it, and after the claim of a planned move, which asks for no outage. */
        ALSO_OF_PLANNED_MOVES
    }

    private final Scope scope;
    private final Stage stage;

    Detection(Scope scope) {
        this(scope, Stage.ALWAYS);
    }

    Detection(Scope scope, Stage stage) {
        this.scope = scope;
        this.stage = stage;
    }

    Scope scope() {
        return scope;
    }

    /** Whether it is looked for again by the one who holds the claim. */
    boolean inPreflight() {
        return stage != Stage.BEFORE_THE_CLAIM;
    }

    /** Whether it is looked for by the one who holds the claim of a planned move. */
    boolean ofPlannedMoves() {
        return stage == Stage.ALSO_OF_PLANNED_MOVES;
    }

    /** Whether a named person may go over it. */
    public boolean overridable() {
        return scope == Scope.PEOPLE_MAY_OVERRIDE;
    }

    /** Such as {@code OutNotLongEnough}. */
    @JsonValue
    public String label() {
        return Label.of(this);
    }
}
