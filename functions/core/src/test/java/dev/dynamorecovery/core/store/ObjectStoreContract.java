package dev.dynamorecovery.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every object store does, the fake and the real one. */
public interface ObjectStoreContract {

    /** An empty store. */
    ObjectStore store() throws Exception;

    @Test
    default void shouldReturnWhatWasWritten() throws Exception {
        ObjectStore store = store();
        store.write("executions/a", "first".getBytes(UTF_8));
        store.write("executions/empty", new byte[0]);

        assertThat(read(store, "executions/a")).isEqualTo("first");
        assertThat(read(store, "executions/empty")).isEmpty();
    }

    @Test
    default void shouldReplaceAnEarlierObjectOfTheKey() throws Exception {
        ObjectStore store = store();
        store.write("executions/a", "first".getBytes(UTF_8));
        store.write("executions/a", "second".getBytes(UTF_8));

        assertThat(read(store, "executions/a")).isEqualTo("second");
        assertThat(store.list("executions/")).containsExactly("executions/a");
    }

    @Test
    default void shouldNameTheKeyOfAMissingObject() throws Exception {
        ObjectStore store = store();

        assertThatThrownBy(() -> store.open("executions/none"))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("'executions/none'");
    }

    @Test
    default void shouldListKeysOfAPrefixInOrderPastAPage() throws Exception {
        ObjectStore store = store();
        store.write("other/1", new byte[1]);
        IntStream.range(0, 1100).parallel().forEach(i -> store.write("many/%05d".formatted(i), new byte[1]));

        assertThat(store.list("many/"))
                .hasSize(1100)
                .isSorted()
                .startsWith("many/00000")
                .endsWith("many/01099");
        assertThat(store.list("absent/")).isEmpty();
    }

    private static String read(ObjectStore store, String key) throws IOException {
        try (InputStream in = store.open(key)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
