package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Puts many items into an engine's table: batches side by side. */
final class TableLoader {

    private static final int ITEMS_PER_BATCH = 25;
    private static final int BATCHES_AT_ONCE = 8;
    private static final int BATCH_BYTES = 12_000_000;

    private final EngineTables engine;

    TableLoader(EngineTables engine) {
        this.engine = engine;
    }

    void load(Table table, Collection<ItemImage> images) throws IOException {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(BATCHES_AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<?>> batches = new ArrayList<>();
            List<ItemImage> batch = new ArrayList<>(ITEMS_PER_BATCH);
            long bytes = 0;
            for (ItemImage image : images) {
                if (batch.size() == ITEMS_PER_BATCH || bytes + image.json().length > BATCH_BYTES) {
                    List<ItemImage> full = List.copyOf(batch);
                    batches.add(threads.submit(() -> put(table, full)));
                    batch.clear();
                    bytes = 0;
                }
                batch.add(image);
                bytes += image.json().length;
            }
            if (!batch.isEmpty()) {
                List<ItemImage> last = List.copyOf(batch);
                batches.add(threads.submit(() -> put(table, last)));
            }
            await(batches);
        }
    }

    private static void await(List<Future<?>> batches) throws IOException {
        for (Future<?> batch : batches) {
            try {
                batch.get();
            } catch (ExecutionException failed) {
                throw new IOException("a batch of restored items was not written", failed.getCause());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while restoring", interrupted);
            }
        }
    }

    private boolean put(Table table, List<ItemImage> batch) throws IOException {
        ObjectNode answer = engine.ask(table.region(), "BatchWriteItem", request(table.name(), batch));
        while (!answer.path("UnprocessedItems").isEmpty()) {
            ObjectNode rest = WireJson.object();
            rest.set("RequestItems", answer.path("UnprocessedItems"));
            answer = engine.ask(table.region(), "BatchWriteItem", WireJson.bytes(rest));
        }
        return true;
    }

    /** Put together from the images' own bytes: they are not parsed again. */
    private static byte[] request(String table, List<ItemImage> batch) {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        write(request, "{\"RequestItems\":{\"" + table + "\":[");
        String separator = "";
        for (ItemImage image : batch) {
            write(request, separator + "{\"PutRequest\":{\"Item\":");
            request.writeBytes(image.json());
            write(request, "}}");
            separator = ",";
        }
        write(request, "]}}");
        return request.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
