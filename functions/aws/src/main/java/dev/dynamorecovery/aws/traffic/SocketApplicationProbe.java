package dev.dynamorecovery.aws.traffic;

import dev.dynamorecovery.core.failover.traffic.ApplicationProbe;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks an application over a connection to the very address that was resolved: the JDK's own clients resolve names once
 * more, by a cache that remembers where they led before. The certificate is checked against the name.
 */
public final class SocketApplicationProbe implements ApplicationProbe {

    private static final String REGION_HEADER = "x-recovery-region";
    private static final int LONGEST_HEAD_LINES = 200;

    private final Duration timeout;

    /** @param timeout for the connection, and again for each part of the answer */
    public SocketApplicationProbe(Duration timeout) {
        this.timeout = timeout;
    }

    @Override
    public Answer ask(String url, List<String> addresses, Request request) {
        if (addresses.isEmpty()) {
            throw new Unanswered(url + " has no address", false);
        }
        URI uri = URI.create(url);
        boolean secure = "https".equals(uri.getScheme());
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        try (Socket socket = connected(addresses.getFirst(), port)) {
            try (Socket channel = secure ? secured(socket, uri.getHost(), port) : socket) {
                return exchanged(channel, uri, request);
            }
        } catch (IOException failed) {
            throw new Unanswered(
                    addresses.getFirst() + ":" + port + " gave no answer: "
                            + failed.getClass().getSimpleName(),
                    true);
        }
    }

    private Socket connected(String address, int port) {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout((int) timeout.toMillis());
            socket.connect(new InetSocketAddress(address, port), (int) timeout.toMillis());
            return socket;
        } catch (IOException refused) {
            close(socket);
            throw new Unanswered(
                    "no connection to " + address + ":" + port + ": "
                            + refused.getClass().getSimpleName(),
                    false);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            throw new Unanswered("the connection could not even be closed", false);
        }
    }

    private static Socket secured(Socket socket, String host, int port) throws IOException {
        SSLSocket secured =
                (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault()).createSocket(socket, host, port, true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private static Answer exchanged(Socket channel, URI uri, Request request) throws IOException {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String head = (request == Request.WRITE ? "POST " : "GET ") + path
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                + " HTTP/1.1\r\nHost: " + uri.getRawAuthority()
                + "\r\nUser-Agent: dynamo-recovery\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        channel.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        channel.getOutputStream().flush();
        return answer(new BufferedReader(new InputStreamReader(channel.getInputStream(), StandardCharsets.ISO_8859_1)));
    }

    private static Answer answer(BufferedReader reader) throws IOException {
        String statusLine = reader.readLine();
        String[] parts = statusLine == null ? new String[0] : statusLine.split(" ", 3);
        if (parts.length < 2 || !parts[0].startsWith("HTTP/1.") || !parts[1].matches("[1-5][0-9]{2}")) {
            throw new IOException("no HTTP answer");
        }
        Optional<String> region = Optional.empty();
        String line = reader.readLine();
        for (int lines = 0; line != null && !line.isEmpty() && lines < LONGEST_HEAD_LINES; lines++) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).toLowerCase(Locale.ROOT).equals(REGION_HEADER)) {
                region = Optional.of(line.substring(colon + 1).strip());
            }
            line = reader.readLine();
        }
        return new Answer(Integer.parseInt(parts[1]), region);
    }
}
