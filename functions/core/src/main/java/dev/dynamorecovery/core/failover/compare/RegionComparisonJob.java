package dev.dynamorecovery.core.failover.compare;

import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.verification.Side;
import dev.dynamorecovery.core.verification.TablePart;
import dev.dynamorecovery.core.verification.WorkKeys;
import java.util.List;

/**
 * What a planned move compares.
 *
 * @param execution the execution that the work belongs to
 * @param group the failover group, named as its plan
 * @param serving the Region that took the writes
 * @param target the Region that is to take them
 */
public record RegionComparisonJob(String execution, String group, String serving, String target, List<Table> tables) {

    public RegionComparisonJob {
        tables = List.copyOf(tables);
    }

    /** @param segments into how many segments its scan is cut in each Region */
    public record Table(String name, KeySchema keySchema, int segments) {}

    /** The Region of one of the two sides. */
    public String regionOf(Side side) {
        return switch (side) {
            case SERVING -> serving;
            case TARGET -> target;
            case RESTORED, FIRST, SECOND ->
                throw new IllegalArgumentException(
                        "side " + side.folder() + " belongs to no Region: give serving or target");
        };
    }

    /**
     * One segment of one table in one Region.
     *
     * @param attempt how often everything was compared before, from 0
     */
    public TablePart part(int attempt, int table, Side side, int segment) {
        Table compared = tables.get(table);
        return new TablePart(
                keys(attempt, table).execution(),
                compared.name(),
                compared.keySchema(),
                side,
                segment,
                compared.segments());
    }

    /** Where the work on one table is kept. */
    WorkKeys keys(int attempt, int table) {
        return new WorkKeys("%s/attempt-%d/table-%03d".formatted(execution, attempt, table));
    }

    /** Where the job's own results are kept, its hash key among them. */
    public WorkKeys keys() {
        return new WorkKeys(execution);
    }

    /** Which buckets of a table are unequal. */
    public String unequalBuckets(int attempt, int table) {
        return keys(attempt, table).unequalBuckets();
    }
}
