package dev.dynamorecovery.core.failover.traffic;

import java.util.Optional;

/** Proves that a group's name leads to a Region: the name resolves there, and a write through it is acknowledged there. */
public final class TrafficVerification {

    private final ApplicationAddresses addresses;
    private final NameResolution names;
    private final ApplicationProbe application;

    public TrafficVerification(ApplicationAddresses addresses, NameResolution names, ApplicationProbe application) {
        this.addresses = addresses;
        this.names = names;
        this.application = application;
    }

    /** Looks once. */
    public TrafficCheck check(String group, String target) {
        Optional<String> name = addresses.nameOf(group);
        Optional<String> endpoint = addresses.endpointIn(target);
        if (name.isEmpty() || endpoint.isEmpty()) {
            return new TrafficCheck.Unverifiable(
                    "nothing proves where the traffic goes: set ApplicationDomain, PrimaryEndpoint and StandbyEndpoint");
        }
        Optional<String> probe = addresses.probeAt(name.get());
        if (probe.isEmpty()) {
            return new TrafficCheck.Unverifiable(
                    "nothing proves that " + name.get() + " takes writes: set ApplicationProbeUrl");
        }
        try {
            NameAnswer answer = names.resolve(name.get());
            if (!answer.standsFor(endpoint.get()) && !answer.within(names.resolve(endpoint.get()))) {
                return new TrafficCheck.NotYet(name.get() + " leads to " + answer.canonicalNames() + " "
                        + answer.addresses() + ", not to " + endpoint.get());
            }
            return written(name.get(), probe.get(), answer, target);
        } catch (NameResolution.Unresolved unresolved) {
            return new TrafficCheck.NotYet(name.get() + " could not be resolved: " + unresolved.getMessage());
        } catch (ApplicationProbe.Unanswered unanswered) {
            return new TrafficCheck.NotYet(
                    name.get() + " leads to " + target + ", where no answer came: " + unanswered.getMessage());
        }
    }

    private TrafficCheck written(String name, String probe, NameAnswer answer, String target) {
        ApplicationProbe.Answer acknowledged =
                application.ask(probe, answer.addresses(), ApplicationProbe.Request.WRITE);
        String where = acknowledged.region().orElse("a Region that it does not name");
        if (!acknowledged.successful()) {
            return new TrafficCheck.NotYet(
                    name + " leads to " + target + ", where a write was answered with " + acknowledged.status());
        }
        return where.equals(target)
                ? new TrafficCheck.Verified(name + " leads to " + answer.addresses() + ", and " + target
                        + " acknowledged a write through it")
                : new TrafficCheck.NotYet("a write through " + name + " was acknowledged by " + where);
    }
}
