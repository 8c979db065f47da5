package dev.dynamorecovery.core.derivation;

import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.item.ScanPage;
import dev.dynamorecovery.core.item.TableScan;
import dev.dynamorecovery.core.plan.ChangeLogPlan;
import dev.dynamorecovery.core.plan.HeartbeatKey;
import org.jspecify.annotations.Nullable;

/** Tells a table's data from the items that the suite itself writes into it, which no proof counts. */
public final class Heartbeat {

    private final KeySchema schema;
    private final @Nullable HeartbeatKey key;

    private Heartbeat(KeySchema schema, @Nullable HeartbeatKey key) {
        this.schema = schema;
        this.key = key;
    }

    /** The heartbeats of a plan's table; a plan may have none. */
    public static Heartbeat of(ChangeLogPlan plan, KeySchema schema) {
        return new Heartbeat(schema, plan.heartbeatIn(schema).orElse(null));
    }

    /** Whether the item, or the key alone, is a heartbeat's. */
    public boolean is(Item item) {
        return key != null && key.covers(ItemKey.of(item, schema));
    }

    /** The scan without the heartbeats. */
    public TableScan without(TableScan scan) {
        if (key == null) {
            return scan;
        }
        return (segment, from) -> {
            ScanPage page = scan.page(segment, from);
            return page.items().stream().anyMatch(this::is)
                    ? new ScanPage(
                            page.items().stream().filter(item -> !is(item)).toList(), page.next())
                    : page;
        };
    }
}
