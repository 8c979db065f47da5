package dev.dynamorecovery.core.failover.approval;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A failover that waits for a person's word.
 *
 * @param region where the execution waits: only there its token is known
 * @param codeHash of the code in the message: who can read this record cannot approve with it
 * @param taskToken what wakes the waiting execution; a secret, for with it anybody could
 * @param expiresAt when the execution stops waiting
 */
public record PendingApproval(
        String group,
        String incident,
        String target,
        String region,
        String codeHash,
        String taskToken,
        Instant requestedAt,
        Instant expiresAt) {

    /** Whether a person's code is the one that was sent. */
    public boolean opensWith(String code) {
        return MessageDigest.isEqual(
                codeHash.getBytes(StandardCharsets.UTF_8), hashOf(code).getBytes(StandardCharsets.UTF_8));
    }

    /** The SHA-256 of a code, in hexadecimal. */
    public static String hashOf(String code) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(code.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "PendingApproval of " + incident + " to " + target;
    }
}
