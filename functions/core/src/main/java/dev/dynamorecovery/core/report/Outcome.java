package dev.dynamorecovery.core.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.restore.Verdict;
import java.util.List;

/** How an execution ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Judged.class, name = "Judged"),
    @JsonSubTypes.Type(value = Outcome.Refused.class, name = "Refused"),
    @JsonSubTypes.Type(value = Outcome.Failed.class, name = "Failed")
})
public sealed interface Outcome {

    /** The word that says it: a verdict, {@code Refused} or {@code Failed}. */
    String label();

    /**
     * The restored table was judged.
     *
     * @param proof what proves it right; empty unless the verdict is {@code Consistent}
     * @param contradictions what proves it wrong
     * @param unchecked what could not be checked
     */
    record Judged(String label, String proof, List<Verdict.Reason> contradictions, List<Verdict.Reason> unchecked)
            implements Outcome {

        /** The outcome that a verdict is. */
        public static Judged of(Verdict verdict) {
            return switch (verdict) {
                case Verdict.Consistent right -> new Judged(verdict.label(), right.proof(), List.of(), List.of());
                case Verdict.Inconsistent wrong ->
                    new Judged(verdict.label(), "", wrong.contradictions(), wrong.unchecked());
                case Verdict.Unproven open -> new Judged(verdict.label(), "", List.of(), open.unchecked());
            };
        }
    }

    /** Nothing was begun. */
    record Refused(List<Refusal> refusals) implements Outcome {

        public Refused {
            refusals = List.copyOf(refusals);
        }

        @Override
        public String label() {
            return "Refused";
        }
    }

    /**
     * The execution broke off.
     *
     * @param step where
     * @param error the error's code
     * @param cause its description
     */
    record Failed(String step, String error, String cause) implements Outcome {

        @Override
        public String label() {
            return "Failed";
        }
    }
}
