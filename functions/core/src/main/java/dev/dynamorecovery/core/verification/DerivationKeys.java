package dev.dynamorecovery.core.verification;

/**
 * Where one execution keeps what it derives from the change log, in the work bucket.
 *
 * @param execution the execution's name
 */
public record DerivationKeys(String execution) {

    /** What is derived from what, and the gaps that are known beforehand. */
    public String plan() {
        return root() + "plan.json";
    }

    /** By what the changes of one slice alter the digest. */
    public String sliceDigest(int slice) {
        return "%ssums/%05d".formatted(root(), slice);
    }

    /** What was counted in one slice. */
    public String sliceSummary(int slice) {
        return "%ssums/%05d.json".formatted(root(), slice);
    }

    /** The changes within the window, those of each slice under a prefix of its own. */
    public String windowChanges() {
        return root() + "window";
    }

    /** By what all slices together alter the digest. */
    public String sum() {
        return root() + "sum";
    }

    /** What was counted in all slices. */
    public String summary() {
        return root() + "summary.json";
    }

    /** The items that were settled one by one, those of each partition under a prefix of its own. */
    public String settledItems() {
        return root() + "settled";
    }

    /** By what the settled items of one partition alter the digest. */
    public String settledDigest(int partition) {
        return "%ssettlements/%05d".formatted(root(), partition);
    }

    /** What was found in one partition. */
    public String settlement(int partition) {
        return "%ssettlements/%05d.json".formatted(root(), partition);
    }

    /** The trails of items in unequal buckets, those of each slice under a prefix of its own. */
    public String trails() {
        return root() + "trails";
    }

    /** How many items of one group of buckets have changes that do not join up. */
    public String unexplained(int group) {
        return "%s%05d.json".formatted(unexplained(), group);
    }

    /** What the keys of all those counts begin with. */
    public String unexplained() {
        return root() + "unexplained/";
    }

    private String root() {
        return "executions/" + execution + "/derivation/";
    }
}
