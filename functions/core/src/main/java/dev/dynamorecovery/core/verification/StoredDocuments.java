package dev.dynamorecovery.core.verification;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Records kept as JSON documents in an object store. */
public final class StoredDocuments {

    private final ObjectStore store;

    /** Those in that store. */
    public StoredDocuments(ObjectStore store) {
        this.store = store;
    }

    /** The store itself. */
    public ObjectStore store() {
        return store;
    }

    /** Stores a document in place of an earlier one of that key. */
    public void write(String key, Object document) {
        try {
            store.write(key, Documents.json().writeValueAsBytes(document));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(
                    "A " + document.getClass().getSimpleName() + " has no form in JSON", unwritable);
        }
    }

    /** Reads a document. Throws {@link IllegalStateException} when it is not of that type. */
    public <T> T read(String key, Class<T> type) {
        try (InputStream in = store.open(key)) {
            return Documents.json().readValue(in, type);
        } catch (JacksonException malformed) {
            throw new IllegalStateException(
                    "The object '" + key + "' is no " + type.getSimpleName() + ": run the step that writes it again",
                    malformed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The object '" + key + "' could not be read", unreadable);
        }
    }
}
