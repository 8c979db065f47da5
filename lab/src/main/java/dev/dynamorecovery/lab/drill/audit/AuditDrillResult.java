package dev.dynamorecovery.lab.drill.audit;

import java.time.Duration;
import java.util.List;

/**
 * What an audit drill came to.
 *
 * @param knownBefore the rules that were broken before anything was done
 * @param rounds one for each piece of protection, in order
 */
public record AuditDrillResult(List<String> knownBefore, List<Round> rounds, Duration elapsed) {

    public AuditDrillResult {
        knownBefore = List.copyOf(knownBefore);
        rounds = List.copyOf(rounds);
    }

    /** Whether everything was found and mended. */
    public boolean complete() {
        return rounds.stream().allMatch(Round::complete);
    }

    /**
     * One piece of protection, taken away and given back.
     *
     * @param found how it was found
     * @param mended how it was mended
     */
    public record Round(String title, String rule, Found found, Mended mended) {

        boolean complete() {
            return found instanceof Found.Reported && mended instanceof Mended.Resolved;
        }
    }

    /** How a piece that was taken away was found. */
    public sealed interface Found {

        /**
         * Security Hub has it.
         *
         * @param after the time since it was taken away
         * @param severity the finding's
         * @param changedBy who did it, as the finding says; empty where it does not
         */
        record Reported(Duration after, String severity, String changedBy) implements Found {}

        /** Nobody told of it within that time. */
        record Missed(Duration within) implements Found {}
    }

    /** How it was mended. */
    public sealed interface Mended {

        /**
         * The finding is resolved.
         *
         * @param by the suite, or a person by the finding's remedy
         * @param after the time since it was mended
         */
        record Resolved(String by, Duration after) implements Mended {}

        /** It is still open, or could not be mended. */
        record Open(String reason) implements Mended {}
    }
}
