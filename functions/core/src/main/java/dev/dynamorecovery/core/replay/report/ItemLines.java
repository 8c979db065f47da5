package dev.dynamorecovery.core.replay.report;

import com.fasterxml.jackson.databind.ObjectReader;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Lines of JSON in the objects of a store, one at a time. */
final class ItemLines {

    private ItemLines() {}

    static <T> void read(ObjectStore store, String object, Class<T> type, Consumer<T> lines) {
        ObjectReader reader = Documents.json().readerFor(type);
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(store.open(object), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.accept(reader.readValue(line));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The lines of '" + object + "' could not be read", unreadable);
        }
    }
}
