package dev.dynamorecovery.core.replay.request;

/**
 * Where one execution keeps its intermediate results in the work bucket. Every key is a function of what the object is,
 * so that a step that is done again writes over what it left.
 *
 * @param execution the execution's name
 */
public record ReplayKeys(String execution) {

    /** How the log is cut. */
    public String plan() {
        return root() + "plan.json";
    }

    /** The changes of one slice that fall into one partition, a part of them. */
    public String changes(int partition, int slice, int part) {
        return "%s%05d-%04d".formatted(changes(partition), slice, part);
    }

    /** The beginning of the keys of one partition's changes, in the order of their slices. */
    public String changes(int partition) {
        return "%schanges/%05d/".formatted(root(), partition);
    }

    /** What one call on a partition came to. */
    public String tally(int partition, int firstItem) {
        return "%s%05d-%09d.json".formatted(tallies(), partition, firstItem);
    }

    /** The beginning of the keys of all tallies. */
    public String tallies() {
        return root() + "tallies/";
    }

    /** What one call on a partition did, item by item. */
    public String items(int partition, int firstItem) {
        return "%s%05d-%09d.jsonl".formatted(items(), partition, firstItem);
    }

    /** The beginning of the keys of everything that was done, item by item. */
    public String items() {
        return root() + "items/";
    }

    /** Where a job is kept beside its report, for the execution that carries a listing out. */
    public static String job(String table, String execution) {
        return "reports/%s/%s/job.json".formatted(table, execution);
    }

    private String root() {
        return "executions/" + execution + "/replay/";
    }
}
