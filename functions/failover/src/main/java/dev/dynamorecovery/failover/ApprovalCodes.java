package dev.dynamorecovery.failover;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Codes that nobody can guess: 128 bits each, from a generator of its own, which no snapshot of the function repeats. */
class ApprovalCodes {

    private static final int BYTES = 16;

    String next() {
        byte[] code = new byte[BYTES];
        new SecureRandom().nextBytes(code);
        return HexFormat.of().formatHex(code);
    }
}
