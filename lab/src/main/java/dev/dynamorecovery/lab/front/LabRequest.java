package dev.dynamorecovery.lab.front;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came over the wire.
 *
 * @param region the Region of the credential scope
 * @param accessKeyId the caller, as the credential scope names it; the lab gives every hosted function its own
 * @param path the raw (still encoded) path, starting with a slash
 * @param query the raw query string, empty when there is none
 * @param headers by lower-case name
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record LabRequest(
        String region,
        String accessKeyId,
        String method,
        String path,
        String query,
        Map<String, List<String>> headers,
        byte[] body) {

    /** The first value of a header, asked for by its lower-case name. */
    public Optional<String> header(String lowerCaseName) {
        return headers.getOrDefault(lowerCaseName, List.of()).stream().findFirst();
    }

    /** The operation of a JSON-protocol request: what follows the dot in {@code X-Amz-Target}. */
    public Optional<String> targetOperation() {
        return header("x-amz-target").map(target -> target.substring(target.lastIndexOf('.') + 1));
    }
}
