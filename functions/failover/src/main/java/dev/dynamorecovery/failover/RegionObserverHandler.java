package dev.dynamorecovery.failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;

/** Looks at every Region of every group, again and again within the minute for which a schedule calls it, and votes. */
public final class RegionObserverHandler implements RequestStreamHandler {

    /** The schedule calls again after a minute. */
    private static final Duration LONGEST = Duration.ofSeconds(58);
    /** For the last look, and for the answer. */
    private static final Duration RESERVE = Duration.ofSeconds(6);

    private final JsonFunction<JsonNode> function = new JsonFunction<>(JsonNode.class, this::answer);
    private final ObservedMinute minute;

    /** The function as Lambda starts it. */
    public RegionObserverHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public RegionObserverHandler(Map<String, String> environment) {
        this(ObserverParts.of(new Environment(environment)));
    }

    RegionObserverHandler(ObservedMinute minute) {
        this.minute = minute;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    private Object answer(JsonNode schedule, Context context) {
        Duration remaining =
                Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
        return minute.observe(remaining.compareTo(LONGEST) < 0 ? remaining : LONGEST);
    }
}
