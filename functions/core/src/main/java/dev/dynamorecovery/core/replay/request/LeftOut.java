package dev.dynamorecovery.core.replay.request;

import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.item.ItemKey;
import dev.dynamorecovery.core.replay.Exclusion;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An exclusion as a job carries it.
 *
 * @param keys the canonical forms of the keys in Base64
 * @param writerAttribute the attribute that names the writer; given with the writer
 */
public record LeftOut(
        List<String> keys,
        @Nullable TimeSpan window,
        @Nullable String writer,
        @Nullable String writerAttribute) {

    public LeftOut {
        keys = List.copyOf(keys);
    }

    /** The job's form of an exclusion. */
    public static LeftOut of(Exclusion exclusion) {
        return new LeftOut(
                new TreeSet<>(exclusion.keys())
                        .stream()
                                .map(key -> Base64.getEncoder().encodeToString(key.canonical()))
                                .toList(),
                exclusion.window().orElse(null),
                exclusion.writer().map(Exclusion.Writer::name).orElse(null),
                exclusion.writer().map(Exclusion.Writer::attribute).orElse(null));
    }

    /** The exclusion. */
    public Exclusion exclusion() {
        return new Exclusion(
                keys.stream().map(LeftOut::key).collect(Collectors.toSet()),
                Optional.ofNullable(window),
                writer == null || writerAttribute == null
                        ? Optional.empty()
                        : Optional.of(new Exclusion.Writer(writerAttribute, writer)));
    }

    private static ItemKey key(String base64) {
        return ItemKey.ofCanonical(Base64.getDecoder().decode(base64));
    }

    /** What is left out, in words. */
    public String words() {
        if (keys.isEmpty() && window == null && writer == null) {
            return "nothing";
        }
        return "changes"
                + (writer == null ? "" : " of the writer " + writer)
                + (window == null ? "" : " from " + window.from() + " to " + window.until())
                + (keys.isEmpty()
                        ? ""
                        : " of the items "
                                + keys.stream()
                                        .map(LeftOut::key)
                                        .map(ItemKey::toString)
                                        .collect(Collectors.joining("; ")));
    }
}
