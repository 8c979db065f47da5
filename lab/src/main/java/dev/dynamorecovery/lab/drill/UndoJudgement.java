package dev.dynamorecovery.lab.drill;

import dev.dynamorecovery.lab.execution.ExecutionOutcome;
import dev.dynamorecovery.lab.sample.BadChanges;
import dev.dynamorecovery.lab.sample.SampleDifference;

/** Judges an undo by a model that knows the application's changes only, and so none of the bad writer's. */
final class UndoJudgement {

    private UndoJudgement() {}

    /**
     * The drill's own opinion.
     *
     * @param damage how the table differed from the model before anything was listed
     * @param damageAfterListing the same when it had been listed
     * @param left how it differs in the end
     */
    static SecondOpinion of(
            BadChanges bad,
            SampleDifference damage,
            SampleDifference damageAfterListing,
            ExecutionOutcome.Replayed listed,
            ExecutionOutcome undone,
            SampleDifference left) {
        if (damage.isEmpty()) {
            return new SecondOpinion.Contradicts("the bad writer did no damage: nothing was there to be undone");
        }
        if (!bad.keys().containsAll(damage.keys())) {
            return new SecondOpinion.Contradicts("items differ that the bad writer never touched");
        }
        if (!damageAfterListing.equals(damage)) {
            return new SecondOpinion.Contradicts("listing changed the table");
        }
        long found = listed.output().path("leftOut").asLong();
        if (found != bad.changeCount()) {
            return new SecondOpinion.Contradicts(
                    "the list has " + found + " bad changes, and " + bad.changeCount() + " were made");
        }
        if (!(undone instanceof ExecutionOutcome.Replayed replayed)
                || replayed.deed() != ExecutionOutcome.Replayed.Deed.Undone) {
            return new SecondOpinion.Abstains("the execution did not come to its end");
        }
        if (left.isEmpty()) {
            return new SecondOpinion.Agrees("every bad change is gone and every other one is kept: the table is the"
                    + " drill's own model of it, item by item");
        }
        int wrong = left.keys().size();
        return wrong <= replayed.conflicts()
                ? new SecondOpinion.Agrees(wrong + " items are not as they should be, and were reported as conflicts")
                : new SecondOpinion.Contradicts(wrong + " items are not as they should be, and " + replayed.conflicts()
                        + " were reported as conflicts");
    }
}
