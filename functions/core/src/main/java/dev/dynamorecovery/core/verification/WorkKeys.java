package dev.dynamorecovery.core.verification;

/**
 * Where one execution keeps its intermediate results in the work bucket.
 *
 * <p>Every key is a function of what the object is, so that a step that is done again writes over what it left.
 *
 * @param execution the execution's name
 */
public record WorkKeys(String execution) {

    /** The secret key of all item hashes of the execution. */
    public String hashKey() {
        return root() + "hash-key";
    }

    /** What was found of a table's settings. */
    public String settings() {
        return root() + "settings.json";
    }

    /** The digest of what one call read of one segment. */
    public String digestPart(Side side, String part) {
        return "%sdigests/%s/parts/%s".formatted(root(), side.folder(), part);
    }

    /** The digest of a whole table. */
    public String digest(Side side) {
        return "%sdigests/%s/table".formatted(root(), side.folder());
    }

    /** When a table was digested, and how many items it held. */
    public String pass(Side side) {
        return "%sdigests/%s/pass.json".formatted(root(), side.folder());
    }

    /** The items' fingerprints, those of each part under a prefix of its own. */
    public String fingerprints(Side side) {
        return "%sfingerprints/%s".formatted(root(), side.folder());
    }

    /** Which buckets are unequal. */
    public String unequalBuckets() {
        return root() + "comparison/unequal-buckets";
    }

    /** One group of unequal buckets. */
    public String group(int group) {
        return "%scomparison/groups/%05d".formatted(root(), group);
    }

    /** What the comparison found before buckets were opened. */
    public String comparison() {
        return root() + "comparison/summary.json";
    }

    /** The items of the unequal buckets, those of each part under a prefix of its own. */
    public String openedItems(Side side) {
        return "%sopened/%s".formatted(root(), side.folder());
    }

    /** The differences in one group, one JSON object a line. */
    public String differences(int group) {
        return "%sdifferences/%05d.jsonl".formatted(root(), group);
    }

    /** How many differences one group has. */
    public String differenceCounts(int group) {
        return "%sdifferences/%05d.json".formatted(root(), group);
    }

    /** What the rules found in one part. */
    public String ruleResults(String part) {
        return "%srules/%s.json".formatted(root(), part);
    }

    /** What one kind of work has left of a segment that is read to its end. */
    public String segmentSummary(String work, Side side, int segment) {
        return "%ssegments/%s/%s/%05d.json".formatted(root(), work, side.folder(), segment);
    }

    /** Where an interrupted segment goes on. */
    public String continuation(String work, Side side, String part) {
        return "%scontinuations/%s/%s/%s.json".formatted(root(), work, side.folder(), part);
    }

    /** The judgement that the report tells. */
    public String judgement() {
        return root() + "judgement.json";
    }

    /** The name of what the n-th call on a segment reads. */
    public static String part(int segment, int call) {
        return "%05d-%04d".formatted(segment, call);
    }

    private String root() {
        return "executions/" + execution + "/";
    }
}
