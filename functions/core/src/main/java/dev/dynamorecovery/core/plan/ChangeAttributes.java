package dev.dynamorecovery.core.plan;

import java.util.Optional;

/**
 * The attributes in which applications say who wrote an item. DynamoDB's streams tell neither the writer, nor the
 * transaction, nor, for global tables of the current version, the Region of a write.
 *
 * @param writer the attribute that names the program or person who wrote last
 * @param transaction the attribute that identifies the transaction of the last write
 * @param region the attribute that names the Region of the last write
 */
public record ChangeAttributes(Optional<String> writer, Optional<String> transaction, Optional<String> region) {

    /** None of them. */
    public static final ChangeAttributes NONE =
            new ChangeAttributes(Optional.empty(), Optional.empty(), Optional.empty());
}
