package dev.dynamorecovery.aws.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what an event lacks: a component of a record, or of a record in it, that is null and is not {@link Nullable}.
 *
 * <p>JSON that leaves a field out reads as null, which the types of the code behind do not admit.
 */
final class RequiredFields {

    private RequiredFields() {}

    /** The path of the first field that is missing. */
    static Optional<String> firstMissing(Object event) {
        return event instanceof Record document ? firstMissing(document, "") : Optional.empty();
    }

    private static Optional<String> firstMissing(Record document, String parent) {
        for (RecordComponent component : document.getClass().getRecordComponents()) {
            String path = parent + component.getName();
            @Nullable Object value = value(document, component);
            if (value == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                return Optional.of(path);
            }
            if (value instanceof Record nested) {
                Optional<String> missing = firstMissing(nested, path + ".");
                if (missing.isPresent()) {
                    return missing;
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object value(Record document, RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true); // an event's record is private to its handler's package
            return accessor.invoke(document);
        } catch (IllegalAccessException | InvocationTargetException unreadable) {
            throw new IllegalStateException("reading the event's field " + component.getName(), unreadable);
        }
    }
}
