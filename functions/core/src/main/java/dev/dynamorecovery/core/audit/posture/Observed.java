package dev.dynamorecovery.core.audit.posture;

import java.util.function.Function;

/** What somebody looked for: seen, or not to be seen, which is never the same as absent. */
public sealed interface Observed<T> {

    /** It was seen. */
    record Seen<T>(T value) implements Observed<T> {}

    /**
     * Nobody could look.
     *
     * @param reason why, such as {@code dynamodb:DescribeTimeToLive is not allowed}
     */
    record NotSeen<T>(String reason) implements Observed<T> {}

    static <T> Observed<T> seen(T value) {
        return new Seen<>(value);
    }

    static <T> Observed<T> notSeen(String reason) {
        return new NotSeen<>(reason);
    }

    /** What follows from what was seen; nothing follows from what was not. */
    default <R> Observed<R> map(Function<? super T, ? extends R> then) {
        return switch (this) {
            case Seen<T> seen -> new Seen<>(then.apply(seen.value()));
            case NotSeen<T> none -> new NotSeen<>(none.reason());
        };
    }
}
