package dev.dynamorecovery.lab.functionurl;

import dev.dynamorecovery.lab.front.HostHandler;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.function.FunctionHost;
import dev.dynamorecovery.lab.function.InvocationException;
import dev.dynamorecovery.lab.function.InvocationResult;
import dev.dynamorecovery.lab.template.FunctionUrlDefinition;
import dev.dynamorecovery.lab.time.LabTime;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The function URLs of all Regions: each is a host name of its own at the lab's one port. */
public final class FunctionUrls implements HostHandler {

    private static final Pattern HOST = Pattern.compile("[a-z0-9]+\\.lambda-url\\.([a-z0-9-]+)\\.localhost");

    private record FunctionUrl(FunctionUrlDefinition definition, FunctionHost functions) {}

    private final LabTime time;
    private final Map<String, FunctionUrl> urls = new ConcurrentHashMap<>();

    public FunctionUrls(LabTime time) {
        this.time = time;
    }

    /** Serves a function URL of the template from now on. */
    public void create(FunctionUrlDefinition definition, FunctionHost functions) {
        functions.definition(definition.functionArn());
        urls.put(definition.host(), new FunctionUrl(definition, functions));
    }

    @Override
    public Optional<String> region(String host) {
        Matcher matcher = HOST.matcher(host);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public LabResponse handle(String host, LabRequest request) throws InterruptedException {
        FunctionUrl url = urls.get(host);
        if (url == null) {
            return message(403, "Forbidden");
        }
        try {
            InvocationResult result = url.functions()
                    .invoke(url.definition().functionArn(), FunctionUrlEvent.of(url.definition(), request, time.now()));
            return result.functionError().isPresent()
                    ? message(502, "Internal Server Error")
                    : FunctionUrlAnswer.of(result.payload());
        } catch (InvocationException refused) {
            return switch (refused.code()) {
                case TOO_MANY_REQUESTS -> message(429, "Rate Exceeded");
                case REQUEST_TOO_LARGE -> message(413, "Request Entity Too Large");
                default -> message(502, "Internal Server Error");
            };
        }
    }

    static LabResponse message(int status, String message) {
        return new LabResponse(
                status,
                Map.of("Content-Type", "application/json"),
                ("{\"Message\":\"" + message + "\"}").getBytes(StandardCharsets.UTF_8));
    }
}
