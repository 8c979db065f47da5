package dev.dynamorecovery.core.audit.finding;

import java.util.Optional;

/** What a rule says of a table. */
public sealed interface Judgement {

    /** The rule is kept. */
    record Met(String observed) implements Judgement {}

    /**
     * The rule is broken.
     *
     * @param remedy the exact command that mends it, or what a person does where there is no command
     * @param repair what mends it without harm; empty where a person has to decide
     */
    record Broken(String observed, String remedy, Optional<Repair> repair) implements Judgement {}

    /** Nobody could look: never a pass. */
    record CouldNotLook(String reason) implements Judgement {}

    /** The table's plan does not ask for it. */
    record NotAsked(String reason) implements Judgement {}
}
