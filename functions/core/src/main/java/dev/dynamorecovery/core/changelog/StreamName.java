package dev.dynamorecovery.core.changelog;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a stream's ARN says.
 *
 * @param table the table's name
 * @param label the stream's label, the instant of its creation
 */
public record StreamName(String table, String label) {

    private static final Pattern ARN =
            Pattern.compile("arn:[^:]+:dynamodb:[^:]+:[^:]*:table/([a-zA-Z0-9_.-]{3,255})/stream/([0-9T:.-]+)");

    /** Reads an ARN. Refuses what is none of a table's stream. */
    public static StreamName of(String arn) {
        Matcher matcher = ARN.matcher(arn);
        if (!matcher.matches()) {
            throw new MalformedStreamEvent(
                    "A record's eventSourceARN is '" + arn + "': give the ARN of a DynamoDB table's stream", null);
        }
        return new StreamName(matcher.group(1), matcher.group(2));
    }

    /** When the stream of that label was created. */
    public static Instant createdAt(String label) {
        return LocalDateTime.parse(label).toInstant(ZoneOffset.UTC);
    }
}
