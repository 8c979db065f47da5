package dev.dynamorecovery.lab.front;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who calls, and which service of which Region: the part of a SigV4 signature that the lab goes by.
 *
 * <p>The signature itself is not checked: the lab has no secrets to check it with.
 */
record CredentialScope(String accessKeyId, String region, String service) {

    private static final Pattern SCOPE =
            Pattern.compile("(?:^|[\\s,])Credential=([^/,\\s]+)/[0-9]{8}/([^/,]+)/([^/,]+)/aws4_request");
    private static final String QUERY_PARAMETER = "X-Amz-Credential=";

    /** The scope of a signed or presigned request; empty when the request is neither. */
    static Optional<CredentialScope> of(Optional<String> authorization, String query) {
        return authorization.flatMap(CredentialScope::parse).or(() -> presigned(query));
    }

    private static Optional<CredentialScope> presigned(String query) {
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith(QUERY_PARAMETER)) {
                String value = parameter.substring(QUERY_PARAMETER.length());
                return parse("Credential=" + URLDecoder.decode(value, StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    private static Optional<CredentialScope> parse(String text) {
        Matcher matcher = SCOPE.matcher(text);
        return matcher.find()
                ? Optional.of(new CredentialScope(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }
}
