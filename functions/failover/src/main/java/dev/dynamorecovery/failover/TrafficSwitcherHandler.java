package dev.dynamorecovery.failover;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.traffic.DnsNameResolution;
import dev.dynamorecovery.aws.traffic.SocketApplicationProbe;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.failover.traffic.TrafficCheck;
import dev.dynamorecovery.core.failover.traffic.TrafficSwitch;
import dev.dynamorecovery.core.failover.traffic.TrafficVerification;
import dev.dynamorecovery.core.plan.TrafficMethod;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Leads a group's name to the Region that serves, by the way that its plan names, and proves that it leads there. */
public final class TrafficSwitcherHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(TrafficSwitcherHandler.class);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    private final JsonFunction<TrafficRequest> function = new JsonFunction<>(TrafficRequest.class, this::answer);
    private final GroupPlans plans;
    private final Function<TrafficMethod, TrafficSwitch> switches;
    private final TrafficVerification verification;

    /** The function as Lambda starts it. */
    public TrafficSwitcherHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public TrafficSwitcherHandler(Map<String, String> environment) {
        this(new Environment(environment));
    }

    private TrafficSwitcherHandler(Environment environment) {
        this(
                GroupPlans.of(environment),
                new TrafficSettings(environment, new AwsClients(environment))::trafficSwitch,
                new TrafficVerification(
                        TrafficSettings.addresses(environment),
                        new DnsNameResolution(environment.optional("NAME_SERVER")),
                        new SocketApplicationProbe(PROBE_TIMEOUT)));
    }

    TrafficSwitcherHandler(
            GroupPlans plans, Function<TrafficMethod, TrafficSwitch> switches, TrafficVerification verification) {
        this.plans = plans;
        this.switches = switches;
        this.verification = verification;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    private Object answer(TrafficRequest request, Context context) {
        return switch (request.step()) {
            case "Lead" -> led(request);
            case "Verify" -> verified(request);
            default -> throw new InvalidField("step", request.step(), "give Lead or Verify");
        };
    }

    private Led led(TrafficRequest request) {
        TrafficSwitch traffic =
                switches.apply(plans.of(request.group()).failover().traffic());
        String detail = request.dryRun() ? traffic.describe(request.move()) : traffic.lead(request.move());
        LOG.info("{}: {}", request.group(), detail);
        return new Led(!request.dryRun(), detail);
    }

    private Verified verified(TrafficRequest request) {
        plans.of(request.group());
        if (request.dryRun()) {
            return new Verified(false, true, "a dry run leads no traffic, so there is none to verify");
        }
        TrafficCheck check = verification.check(request.group(), request.to());
        LOG.info("{}: {}", request.group(), check);
        return switch (check) {
            case TrafficCheck.Verified verified -> new Verified(true, true, verified.detail());
            case TrafficCheck.NotYet notYet -> new Verified(false, false, notYet.detail());
            case TrafficCheck.Unverifiable unverifiable -> new Verified(false, true, unverifiable.detail());
        };
    }

    /** @param led false in a dry run */
    record Led(boolean led, String detail) {}

    /**
     * @param verified whether the name leads to the Region and a write through it was acknowledged there
     * @param settled whether looking again can change nothing
     */
    record Verified(boolean verified, boolean settled, String detail) {}
}
