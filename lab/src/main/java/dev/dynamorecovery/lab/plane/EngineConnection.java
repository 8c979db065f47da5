package dev.dynamorecovery.lab.plane;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLSocketFactory;

/** One kept-alive HTTP/1.1 connection, used by one caller at a time: the least that a request and its answer need. */
final class EngineConnection {

    /** Well under any server's own idle limit, so that a request never meets a connection that is being closed. */
    private static final long MAXIMUM_IDLE_NANOS = Duration.ofSeconds(5).toNanos();

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean reusable;
    private long usedAtNanos = System.nanoTime();

    private EngineConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 16 * 1024);
        this.out = socket.getOutputStream();
    }

    static EngineConnection open(URI endpoint) throws IOException {
        boolean secure = "https".equals(endpoint.getScheme());
        int port = endpoint.getPort() >= 0 ? endpoint.getPort() : secure ? 443 : 80;
        Socket socket = secure
                ? SSLSocketFactory.getDefault().createSocket(endpoint.getHost(), port)
                : new Socket(endpoint.getHost(), port);
        socket.setTcpNoDelay(true);
        return new EngineConnection(socket);
    }

    boolean fresh() {
        return System.nanoTime() - usedAtNanos < MAXIMUM_IDLE_NANOS;
    }

    /** Whether the last answer was read to its end and the server keeps the connection. */
    boolean reusable() {
        return reusable;
    }

    WireAnswer exchange(byte[] head, byte[] body) throws IOException {
        reusable = false;
        byte[] request = new byte[head.length + body.length];
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        out.write(request);
        out.flush();
        WireAnswer answer = read();
        usedAtNanos = System.nanoTime();
        return answer;
    }

    private WireAnswer read() throws IOException {
        String statusLine = line();
        int status = Integer.parseInt(statusLine.split(" ", 3)[1]);
        int contentLength = -1;
        boolean chunked = false;
        boolean keep = true;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String value = header.substring(colon + 1).trim();
            switch (header.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-length" -> contentLength = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                case "connection" -> keep = !value.equalsIgnoreCase("close");
                default -> {}
            }
        }
        byte[] body = chunked ? chunks() : contentLength >= 0 ? exactly(contentLength) : in.readAllBytes();
        reusable = keep && (chunked || contentLength >= 0);
        return new WireAnswer(status, body);
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.writeBytes(exactly(size));
            line();
        }
        while (!line().isEmpty()) {
            // trailers carry nothing that is needed here
        }
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(line().split(";", 2)[0].trim(), 16);
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the engine's answer ended after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(64);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the engine closed the connection");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
