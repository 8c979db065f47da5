package dev.dynamorecovery.core.item;

import java.util.Base64;

/**
 * Where an interrupted scan of a segment goes on: behind this key.
 *
 * @param lastKey the key attributes of the last item read
 */
public record Continuation(Item lastKey) {

    /** The continuation as one word, to be kept in a workflow's state or an object; it holds the key, readable. */
    public String toText() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(CanonicalForm.of(lastKey));
    }

    /** The continuation written by {@link #toText()}. Refuses other text. */
    public static Continuation ofText(String text) {
        try {
            return new Continuation(CanonicalReader.item(Base64.getUrlDecoder().decode(text)));
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "A continuation of " + text.length() + " characters is not one that a scan handed out:"
                            + " start the segment again without it",
                    e);
        }
    }
}
