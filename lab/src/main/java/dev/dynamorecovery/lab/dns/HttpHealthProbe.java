package dev.dynamorecovery.lab.dns;

import dev.dynamorecovery.lab.template.HealthCheckDefinition.Subject.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks over HTTP from outside of all Regions, as Route 53's checkers do: connected within four seconds, answered two
 * seconds later at most, with a status of 2xx or 3xx. It asks without TLS, which the lab does not have.
 */
final class HttpHealthProbe implements HealthProbe {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(4);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([0-9]{3})(?: (.*))?");

    private final Function<Endpoint, Optional<InetSocketAddress>> addresses;

    /** @param addresses where an endpoint listens; empty when its name is unknown */
    HttpHealthProbe(Function<Endpoint, Optional<InetSocketAddress>> addresses) {
        this.addresses = addresses;
    }

    @Override
    public Answer ask(Endpoint endpoint) {
        Optional<InetSocketAddress> address = addresses.apply(endpoint);
        if (address.isEmpty()) {
            return new Answer(false, "Failure: DNS resolution failed: Rcode NXDomain(3)");
        }
        try (Socket socket = new Socket()) {
            socket.connect(address.get(), (int) CONNECT_WITHIN.toMillis());
            socket.setSoTimeout((int) ANSWER_WITHIN.toMillis());
            String request = "GET " + endpoint.path() + " HTTP/1.1\r\nHost: " + endpoint.host()
                    + "\r\nUser-Agent: Amazon-Route53-Health-Check-Service (ref lab)\r\nAccept: */*\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String line = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))
                    .readLine();
            return judge(line == null ? "" : line);
        } catch (IOException unreachable) {
            return new Answer(false, "Failure: Health checker could not establish a connection or timed out");
        }
    }

    private static Answer judge(String line) {
        Matcher status = STATUS.matcher(line);
        if (!status.matches()) {
            return new Answer(false, "Failure: The endpoint closed the connection without an answer");
        }
        int code = Integer.parseInt(status.group(1));
        String words = "HTTP Status Code " + code
                + Optional.ofNullable(status.group(2)).map(text -> ", " + text).orElse("");
        return code >= 200 && code < 400
                ? new Answer(true, "Success: " + words)
                : new Answer(false, "Failure: " + words);
    }
}
