package dev.dynamorecovery.core.store;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** An object store of this process. */
public final class InMemoryObjectStore implements ObjectStore {

    private final NavigableMap<String, byte[]> objects = new ConcurrentSkipListMap<>();

    @Override
    public void write(String key, byte[] content) {
        objects.put(key, content.clone());
    }

    @Override
    public InputStream open(String key) {
        byte @Nullable [] content = objects.get(key);
        if (content == null) {
            throw new ObjectNotFoundException(key, "memory");
        }
        return new ByteArrayInputStream(content);
    }

    @Override
    public List<String> list(String prefix) {
        return objects.tailMap(prefix).keySet().stream()
                .takeWhile(key -> key.startsWith(prefix))
                .toList();
    }
}
