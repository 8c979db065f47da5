package dev.dynamorecovery.core.verification;

import dev.dynamorecovery.core.invariant.ReferencedItems;
import dev.dynamorecovery.core.invariant.RuleCheck;
import dev.dynamorecovery.core.invariant.RuleFindings;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.Verification;
import java.util.stream.IntStream;

/** Checks a plan's rules on the items of a segment. */
public final class SegmentRules implements SegmentWork {

    /** The kind of work. */
    public static final String WORK = "rules";

    private final RuleCheck check;
    private final String key;
    private final StoredDocuments work;

    private SegmentRules(RuleCheck check, String key, StoredDocuments work) {
        this.check = check;
        this.key = key;
        this.work = work;
    }

    /**
     * Checks rules of a plan, and leaves the findings in the work bucket.
     *
     * @param rules those of the plan's rules that are checked
     */
    public static Factory of(
            TablePart part,
            RecoveryPlan plan,
            Verification rules,
            ReferencedItems referencedItems,
            StoredDocuments work) {
        WorkKeys keys = new WorkKeys(part.execution());
        return name -> new SegmentRules(
                new RuleCheck(
                        rules, part.keySchema(), plan.changeLog().heartbeatsIn(part.keySchema()), referencedItems),
                keys.ruleResults(name),
                work);
    }

    @Override
    public void accept(Item item) {
        check.accept(item);
    }

    @Override
    public void store() {
        work.write(key, check.findings());
    }

    /** The findings of all segments; refuses to add up while one is missing. */
    static RuleFindings merge(WorkKeys keys, int segments, StoredDocuments work) {
        return IntStream.range(0, segments)
                .boxed()
                .flatMap(segment -> {
                    SegmentSummary summary =
                            work.read(keys.segmentSummary(WORK, Side.RESTORED, segment), SegmentSummary.class);
                    return IntStream.range(0, summary.calls()).mapToObj(call -> WorkKeys.part(segment, call));
                })
                .map(part -> work.read(keys.ruleResults(part), RuleFindings.class))
                .reduce(RuleFindings.none(), RuleFindings::plus);
    }
}
