package dev.dynamorecovery.core.failover.observe;

import dev.dynamorecovery.core.failover.traffic.ApplicationAddresses;
import dev.dynamorecovery.core.failover.traffic.ApplicationProbe;
import dev.dynamorecovery.core.failover.traffic.NameResolution;
import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.ProbeFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Asks the application in a Region whether it is there. */
public final class ApplicationWatch {

    private static final int SERVER_ERROR = 500;

    private final ApplicationAddresses addresses;
    private final NameResolution names;
    private final ApplicationProbe application;
    private final InstantSource time;

    public ApplicationWatch(
            ApplicationAddresses addresses, NameResolution names, ApplicationProbe application, InstantSource time) {
        this.addresses = addresses;
        this.names = names;
        this.application = application;
        this.time = time;
    }

    /** What the application in a Region answers; where nobody was told of one, nothing can be said. */
    public Probe look(String region) {
        Optional<String> url = addresses.endpointIn(region).flatMap(addresses::probeAt);
        if (url.isEmpty()) {
            return new Probe.NotSeen("no application was named in " + region);
        }
        String endpoint = addresses.endpointIn(region).orElseThrow();
        Instant begin = time.instant();
        try {
            ApplicationProbe.Answer answer =
                    application.ask(url.get(), names.resolve(endpoint).addresses(), ApplicationProbe.Request.PRESENCE);
            if (answer.successful()) {
                return new Probe.Succeeded(Duration.between(begin, time.instant()));
            }
            return answer.status() >= SERVER_ERROR
                    ? new Probe.Failed(ProbeFailure.SERVER_ERROR)
                    : new Probe.NotSeen("the application answered with " + answer.status());
        } catch (ApplicationProbe.Unanswered unanswered) {
            return new Probe.Failed(unanswered.connected() ? ProbeFailure.TIMEOUT : ProbeFailure.CONNECTION_FAILED);
        } catch (NameResolution.Unresolved unresolved) {
            return new Probe.NotSeen("the name was not resolved: " + unresolved.getMessage());
        }
    }
}
