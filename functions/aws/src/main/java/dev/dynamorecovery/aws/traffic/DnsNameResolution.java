package dev.dynamorecovery.aws.traffic;

import dev.dynamorecovery.core.failover.traffic.NameAnswer;
import dev.dynamorecovery.core.failover.traffic.NameResolution;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks a name server for IPv4 addresses, past every cache of this process. */
public final class DnsNameResolution implements NameResolution {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int DNS_PORT = 53;

    private final Optional<String> server;

    /** @param server {@code host} or {@code host:port}; empty for the one that this machine asks */
    public DnsNameResolution(Optional<String> server) {
        this.server = server;
    }

    @Override
    public NameAnswer resolve(String name) {
        Lookup lookup = new Lookup(absolute(name), Type.A);
        lookup.setResolver(resolver());
        lookup.setCache(null);
        Record[] answers = lookup.run();
        if (lookup.getResult() != Lookup.SUCCESSFUL || answers == null) {
            throw new Unresolved(name + ": " + lookup.getErrorString());
        }
        List<String> names = new ArrayList<>();
        Arrays.stream(lookup.getAliases()).map(Name::toString).forEach(names::add);
        List<String> addresses = new ArrayList<>();
        for (Record answer : answers) {
            names.add(answer.getName().toString());
            addresses.add(((ARecord) answer).getAddress().getHostAddress());
        }
        return new NameAnswer(names, addresses);
    }

    private Resolver resolver() {
        try {
            SimpleResolver resolver =
                    server.isEmpty() ? new SimpleResolver() : new SimpleResolver(address(server.get()));
            resolver.setTimeout(TIMEOUT);
            return resolver;
        } catch (UnknownHostException unknown) {
            throw new Unresolved("the name server " + server.orElse("of this machine") + " is not known");
        }
    }

    private static InetSocketAddress address(String server) {
        int colon = server.lastIndexOf(':');
        return colon < 0
                ? new InetSocketAddress(server, DNS_PORT)
                : new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
    }

    private static Name absolute(String name) {
        try {
            return Name.fromString(name, Name.root);
        } catch (TextParseException malformed) {
            throw new Unresolved(name + " is no name: " + malformed.getMessage());
        }
    }
}
