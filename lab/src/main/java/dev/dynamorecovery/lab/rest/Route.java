package dev.dynamorecovery.lab.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an operation is asked for.
 *
 * @param path its segments; those in braces name parameters
 */
public record Route(String operation, String method, List<String> path) {

    /** @param template such as {@code /backup-vaults/{BackupVaultName}} */
    public static Route of(String operation, String method, String template) {
        return new Route(operation, method, segments(template));
    }

    /** What a request's path names; empty when it is another operation's. */
    Optional<Map<String, String>> match(String otherMethod, String rawPath) {
        List<String> segments = segments(rawPath);
        if (!method.equals(otherMethod) || segments.size() != path.size()) {
            return Optional.empty();
        }
        Map<String, String> named = new LinkedHashMap<>();
        for (int index = 0; index < segments.size(); index++) {
            String expected = path.get(index);
            if (expected.startsWith("{")) {
                named.put(
                        expected.substring(1, expected.length() - 1),
                        URLDecoder.decode(segments.get(index).replace("+", "%2B"), StandardCharsets.UTF_8));
            } else if (!expected.equals(segments.get(index))) {
                return Optional.empty();
            }
        }
        return Optional.of(named);
    }

    private static List<String> segments(String path) {
        return List.of(path.replaceAll("^/+|/+$", "").split("/", -1));
    }
}
