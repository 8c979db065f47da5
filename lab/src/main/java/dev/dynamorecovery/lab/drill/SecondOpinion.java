package dev.dynamorecovery.lab.drill;

import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.sample.Corruption;
import dev.dynamorecovery.lab.sample.SampleDifference;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The drill's own judgement of a verdict, from a model of the data that shares no code with the digests. */
public sealed interface SecondOpinion {

    /** The verdict is what the model says too. */
    record Agrees(String reason) implements SecondOpinion {}

    /** The verdict is wrong, or the drill did no damage to judge by. */
    record Contradicts(String reason) implements SecondOpinion {}

    /** There is no verdict to judge. */
    record Abstains(String reason) implements SecondOpinion {}

    /** Ends the phase that came to this. */
    default void tell(DrillListener listener) {
        switch (this) {
            case Agrees agrees -> listener.phaseFinished(agrees.reason());
            case Contradicts contradicts -> listener.phaseFailed(contradicts.reason());
            case Abstains abstains -> listener.phaseFailed(abstains.reason());
        }
    }

    /** Judges a recovery by how the live and the restored table differ from the truth. */
    static SecondOpinion on(
            ExecutionOutcome outcome, Corruption corruption, SampleDifference live, @Nullable SampleDifference copy) {
        Set<String> unnoticed = new TreeSet<>(corruption.keys());
        unnoticed.removeAll(live.keys());
        if (!unnoticed.isEmpty()) {
            return new Contradicts(unnoticed.size() + " items that were corrupted are as they should be: nothing was"
                    + " there to be restored");
        }
        return on(outcome, copy);
    }

    /** Judges a restore by how the restored table differs from the truth; null when there is none to look at. */
    static SecondOpinion on(ExecutionOutcome outcome, @Nullable SampleDifference copy) {
        if (!(outcome instanceof ExecutionOutcome.Verdict verdict)) {
            return new Abstains("the execution came to no verdict");
        }
        if (copy == null) {
            return new Abstains("the restored table is not there to be looked at");
        }
        return switch (verdict.kind()) {
            case Consistent ->
                copy.isEmpty()
                        ? new Agrees("the restored table is the drill's own model of it, item by item")
                        : new Contradicts(differences(copy) + ", and the verdict says Consistent");
            case Inconsistent ->
                copy.isEmpty()
                        ? new Contradicts("the restored table is the drill's own model of it, and the verdict says"
                                + " Inconsistent")
                        : new Agrees(differences(copy));
            case Unproven -> new Abstains("the verdict leaves it open");
        };
    }

    private static String differences(SampleDifference copy) {
        return "the restored table differs from the drill's own model: "
                + copy.missing().size() + " missing, " + copy.extra().size() + " extra, "
                + copy.different().size() + " different";
    }
}
