package dev.dynamorecovery.core.failover.traffic;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the application of the groups is reached. Plans hold none of it: it belongs to the deployment.
 *
 * @param domain the groups' names are {@code <group>.<domain>}; empty when the application has no name
 * @param endpoints the host of the application in each Region that could serve
 * @param probeUrl what is asked, with {@code {name}} in the host's place; empty for no probe
 */
public record ApplicationAddresses(Optional<String> domain, Map<String, String> endpoints, Optional<String> probeUrl) {

    private static final String NAME = "{name}";

    public ApplicationAddresses {
        endpoints = Map.copyOf(endpoints);
        if (probeUrl.isPresent() && !probeUrl.get().contains("://" + NAME)) {
            throw new IllegalArgumentException("the application's probe URL is " + probeUrl.get()
                    + ": write {name} for the host, as in https://{name}/recovery-probe");
        }
    }

    /** The group's name; empty when the application has none. */
    public Optional<String> nameOf(String group) {
        return domain.map(parent -> (group + "." + parent).toLowerCase(Locale.ROOT));
    }

    /** The application's host in a Region, if it was told. */
    public Optional<String> endpointIn(String region) {
        return Optional.ofNullable(endpoints.get(region));
    }

    /** The probe's URL at a host. */
    public Optional<String> probeAt(String host) {
        return probeUrl.map(url -> url.replace(NAME, host));
    }
}
