package dev.dynamorecovery.lab.front;

import java.util.Locale;

/** Access key ids that tell who calls and from where: letters and digits only, as DynamoDB Local wants them. */
public final class AccessKeys {

    private AccessKeys() {}

    /** The key of a caller in a Region. */
    public static String in(String region, String caller) {
        return (caller + "IN" + region.replace("-", "")).toUpperCase(Locale.ROOT);
    }
}
