package dev.dynamorecovery.failover;

import com.amazonaws.services.lambda.runtime.Context;
import dev.dynamorecovery.core.item.ScanPage;
import dev.dynamorecovery.core.restore.ScanSegments;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The shipped functions of a planned move over tables that hold nothing but its marker; no write was lost. */
final class PlannedMoveParts {

    private final LedLabTime time;
    private final InMemoryObjectStore work = new InMemoryObjectStore();
    private final InMemoryObjectStore evidence = new InMemoryObjectStore();
    private final MarkedTables tables = new MarkedTables();

    PlannedMoveParts(LedLabTime time) {
        this.time = time;
    }

    FailbackPlannerHandler planner(GroupPlans plans, GroupControl control, String region) {
        return new FailbackPlannerHandler(
                plans, control, new RegionReplicas(of -> tables, new ScanSegments(64, 1)), work, region, time::now);
    }

    RegionComparerHandler comparer(GroupPlans plans) {
        return new RegionComparerHandler(
                plans, (region, table) -> (segment, from) -> new ScanPage(List.of(), null), work, evidence);
    }

    /** The reconciler has tests of its own: here, no write was lost. */
    void lostWrites(InputStream event, OutputStream answer, Context context) throws IOException {
        answer.write("{\"clear\":true,\"status\":\"Clear\",\"reason\":\"\"}".getBytes(StandardCharsets.UTF_8));
    }
}
