package dev.dynamorecovery.failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.failover.DynamoDbControlRecords;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.core.failover.FailoverGroups;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers health checks behind a function URL: {@code GET /serving/<group>/<Region>} is answered with 200 while the Region
 * serves the group by the control record, and with 503 when it does not or nobody can tell. Nothing else is answered, and
 * no answer holds anything but its status.
 */
public final class ServingAnswererHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ServingAnswererHandler.class);

    private static final Pattern PATH = Pattern.compile("/serving/([a-z0-9-]{1,63})/([a-z0-9-]{1,32})");
    /** Route 53 waits two seconds for an answer. */
    private static final Duration TIMEOUT = Duration.ofMillis(1500);

    private static final int SERVES = 200;
    private static final int NOT_FOUND = 404;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int DOES_NOT_SERVE = 503;

    private final JsonFunction<JsonNode> function = new JsonFunction<>(JsonNode.class, this::answer);
    private final FailoverGroups groups;
    private final ControlRecords records;

    /** The function as Lambda starts it. */
    public ServingAnswererHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public ServingAnswererHandler(Map<String, String> environment) {
        this(new Environment(environment));
    }

    private ServingAnswererHandler(Environment environment) {
        this(
                FailoverGroups.parse(environment.required("FAILOVER_GROUPS")),
                new DynamoDbControlRecords(
                        new AwsClients(environment).impatient(TIMEOUT, 1).dynamoDb(), GroupControl.table(environment)));
    }

    ServingAnswererHandler(FailoverGroups groups, ControlRecords records) {
        this.groups = groups;
        this.records = records;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    private Object answer(JsonNode request, Context context) {
        return new Answer(
                status(
                        request.at("/requestContext/http/method").asText(),
                        request.path("rawPath").asText()),
                Map.of("content-type", "text/plain", "cache-control", "no-store"),
                "");
    }

    private int status(String method, String path) {
        Matcher matcher = PATH.matcher(path);
        if (!matcher.matches() || !groups.names().contains(matcher.group(1))) {
            return NOT_FOUND;
        }
        return method.equals("GET") ? serving(matcher.group(1), matcher.group(2)) : METHOD_NOT_ALLOWED;
    }

    /** What cannot be read does not serve: a health check must not call a Region well on a guess. */
    private int serving(String group, String region) {
        try {
            return records.read(group)
                            .filter(record -> record.servingRegion().equals(region))
                            .isPresent()
                    ? SERVES
                    : DOES_NOT_SERVE;
        } catch (RuntimeException unreadable) {
            LOG.warn("Nobody can tell where {} is served", group, unreadable);
            return DOES_NOT_SERVE;
        }
    }

    /** Of a function URL. */
    record Answer(int statusCode, Map<String, String> headers, String body) {}
}
