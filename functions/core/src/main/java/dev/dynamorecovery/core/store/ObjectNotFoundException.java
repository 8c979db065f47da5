package dev.dynamorecovery.core.store;

/** There is no object of that key. */
public final class ObjectNotFoundException extends RuntimeException {

    /** Names the key and, where one is known, the store it is missing from. */
    public ObjectNotFoundException(String key, String store) {
        super("There is no object '" + key + "' in " + store
                + ": it was never written, or has expired; run the step that writes it again");
    }
}
