package dev.dynamorecovery.core.verification;

import java.util.List;

/** Where the evidence bucket keeps the baselines of one table. */
public record BaselineKeys(String table) {

    private static final String MANIFEST = "/manifest.json";

    /** What is known of a baseline; it is written last, so a baseline without it does not exist. */
    public String manifest(String baseline) {
        return folder(baseline) + "manifest.json";
    }

    /** The folder of one baseline, ending in a slash. */
    public String folder(String baseline) {
        return prefix() + baseline + "/";
    }

    /** What the keys of all baselines of the table begin with. */
    public String prefix() {
        return "baselines/" + table + "/";
    }

    /** The baselines among those keys, the oldest first: their names begin with their instants. */
    public List<String> baselines(List<String> keys) {
        return keys.stream()
                .filter(key -> key.startsWith(prefix()) && key.endsWith(MANIFEST))
                .map(key -> key.substring(prefix().length(), key.length() - MANIFEST.length()))
                .sorted()
                .toList();
    }
}
