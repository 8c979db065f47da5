package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Makes the tables of restores and fills them while they are CREATING. */
final class Restores implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(Restores.class.getName());
    private static final int MAXIMUM_CONCURRENT = 50;

    /**
     * What a new table is to hold and to look like.
     *
     * @param historyLength how many changes of the history belong to the restored state
     * @param summary {@code RestoreSummary}
     * @param ended run when the restore is over, however it ended
     */
    record Source(
            TableHistory history,
            int historyLength,
            KeySchema keySchema,
            TableDefinition definition,
            Optional<ObjectNode> encryption,
            Optional<ObjectNode> tableClass,
            ObjectNode summary,
            Runnable ended) {}

    /** The new table, or why the engine would not make it. */
    record Started(Optional<Table> table, Optional<WireAnswer> refusal) {}

    private final EngineTables engine;
    private final TableLoader loader;
    private final AtomicInteger running = new AtomicInteger();
    private final List<Future<?>> loads = new ArrayList<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Restores(EngineTables engine) {
        this.engine = engine;
        this.loader = new TableLoader(engine);
    }

    Started start(Call call, String target, Source source) throws IOException {
        if (running.get() >= MAXIMUM_CONCURRENT) {
            source.ended().run();
            throw DynamoDbFault.of(
                    "LimitExceededException",
                    "Subscriber limit exceeded: at most " + MAXIMUM_CONCURRENT + " restores can run at a time");
        }
        RegionState region = call.region();
        Call creation = new Call(region, "CreateTable", WireJson.object(), new byte[0]);
        ObjectNode request = source.definition().request().deepCopy().put("TableName", target);
        WireAnswer answer = engine.forward(creation, WireJson.bytes(request));
        if (!answer.succeeded()) {
            source.ended().run();
            return new Started(Optional.empty(), Optional.of(answer));
        }
        Table table = new Table(region.name(), target, source.keySchema(), region.time(), Durations.RESTORE);
        table.settings().encryption(source.encryption());
        table.settings().tableClass(source.tableClass());
        table.settings().restoreSummary(Optional.of(source.summary()));
        table.loading(true);
        region.add(table);
        running.incrementAndGet();
        synchronized (loads) {
            loads.removeIf(Future::isDone);
            loads.add(threads.submit(() -> load(region, table, source)));
        }
        return new Started(Optional.of(table), Optional.empty());
    }

    private @Nullable Void load(RegionState region, Table table, Source source) throws IOException {
        try {
            Map<ItemKey, ItemImage> state = source.history().stateAfter(source.historyLength());
            engine.awaitActive(region.name(), table.name());
            loader.load(table, state.values());
            List<Write> writes = new ArrayList<>(state.size());
            state.forEach((key, image) -> writes.add(new Write(table.history(), key, image, false)));
            region.log().append(writes);
        } catch (IOException | RuntimeException failure) {
            LOGGER.log(Level.ERROR, "the restore into " + table.name() + " failed; the table is taken away", failure);
            region.remove(table);
            engine.ask(region.name(), "DeleteTable", WireJson.object().put("TableName", table.name()));
        } finally {
            table.loading(false);
            running.decrementAndGet();
            source.ended().run();
        }
        return null;
    }

    /** Returns when no restore is loading any more. */
    void await() throws InterruptedException {
        List<Future<?>> now;
        synchronized (loads) {
            now = List.copyOf(loads);
        }
        for (Future<?> load : now) {
            try {
                load.get();
            } catch (ExecutionException failed) {
                throw new IllegalStateException("a restore failed and its table could not be taken away", failed);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
