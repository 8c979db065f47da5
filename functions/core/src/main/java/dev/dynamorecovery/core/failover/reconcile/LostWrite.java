package dev.dynamorecovery.core.failover.reconcile;

import dev.dynamorecovery.core.item.ItemKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One loss in a table.
 *
 * @param id names it: the same whenever the logs are read, and without any of the item's data
 */
public record LostWrite(String id, String table, ItemKey key, LostVersion version) {

    private static final int DIGITS = 16;

    static LostWrite of(ReconciledTable table, LostVersion version) {
        String named = String.join(
                "|",
                table.name(),
                version.region(),
                version.overwritten().stream(),
                version.overwritten().sequence(),
                Long.toHexString(table.keyHash().applyAsLong(version.keys())));
        try {
            byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(named.getBytes(StandardCharsets.UTF_8));
            return new LostWrite(
                    HexFormat.of().formatHex(sha256).substring(0, DIGITS),
                    table.name(),
                    ItemKey.of(version.keys(), table.keySchema()),
                    version);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
