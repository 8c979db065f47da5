package dev.dynamorecovery.lab.drill.audit;

/**
 * A piece of a table's protection that somebody takes away.
 *
 * @param title what is done to the table
 * @param rule the rule that it breaks
 * @param repairable whether the suite mends it by itself; what it does not, a person mends by the finding's remedy
 * @param inflict takes it away
 * @param mend gives it back, where a person has to; nothing where the suite does
 */
record Breakage(String title, String rule, boolean repairable, Step inflict, Step mend) {

    /** One that the suite mends. */
    static Breakage repairable(String title, String rule, Step inflict) {
        return new Breakage(title, rule, true, inflict, () -> {});
    }

    /** One that a person mends. */
    static Breakage forPeople(String title, String rule, Step inflict, Step mend) {
        return new Breakage(title, rule, false, inflict, mend);
    }

    /** Something that is done to the table. */
    @FunctionalInterface
    interface Step {
        void take() throws InterruptedException;
    }
}
