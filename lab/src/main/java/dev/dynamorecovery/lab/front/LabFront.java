package dev.dynamorecovery.lab.front;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The one HTTP port of the lab: hands each signed request to the service and Region that its credential scope names.
 *
 * <p>Listens on the loopback interface only.
 */
public final class LabFront implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(LabFront.class.getName());
    private static final Set<String> SET_BY_THE_SERVER =
            Set.of("connection", "content-length", "date", "keep-alive", "transfer-encoding");

    /** Answers without a signature, so that anybody can ask whether the lab is there. */
    private static final String HEALTH_PATH = "/health";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, LabService> services = new ConcurrentHashMap<>();
    private final CallListener listener;
    private final List<AnswerListener> answerListeners = new CopyOnWriteArrayList<>();
    private volatile Passage passage = Passage.free();
    private volatile HostHandler hosts = HostHandler.none();
    private volatile ControlHandler control = request -> FrontError.MISSING_AUTHENTICATION_TOKEN.answer(request, "");

    private LabFront(HttpServer server, CallListener listener) {
        this.server = server;
        this.listener = listener;
    }

    /**
     * Starts listening.
     *
     * @param port 0 takes any free port
     * @throws IOException when the port is taken
     */
    public static LabFront start(int port, CallListener listener) throws IOException {
        // Read once, when the server's class is loaded: without it an answer waits 40 ms for the client's delayed ACK.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "1000");
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        LabFront front = new LabFront(HttpServer.create(address, 1024), listener);
        front.server.createContext("/", front::exchange);
        front.server.setExecutor(front.threads);
        front.server.start();
        return front;
    }

    /** Routes requests with the service's signing name to it from now on. */
    public void serve(LabService service) {
        if (services.putIfAbsent(service.signingName(), service) != null) {
            throw new IllegalArgumentException(
                    "service " + service.signingName() + " is already served: register it once");
        }
    }

    /** Asks from now on what becomes of each signed request. */
    public void guard(Passage decides) {
        passage = decides;
    }

    /** Tells a listener of every signed request that is answered from now on. */
    public void watch(AnswerListener answerListener) {
        answerListeners.add(answerListener);
    }

    /** Answers unsigned requests below {@link ControlHandler#PATH} from now on. */
    public void control(ControlHandler handler) {
        control = handler;
    }

    /** Answers requests to servers with a name of their own from now on, signed or not. */
    public void hosts(HostHandler handler) {
        hosts = handler;
    }

    /** What clients set {@code AWS_ENDPOINT_URL} to. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void exchange(HttpExchange exchange) throws IOException {
        try (exchange) {
            Optional<CredentialScope> scope = CredentialScope.of(
                    Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")), rawQuery(exchange));
            LabRequest request = read(exchange, scope);
            LabResponse response = respond(scope, request);
            if (response == null) {
                return; // Closed without an answer: the client sees its connection end.
            }
            boolean checksummed =
                    scope.filter(found -> found.service().equals("dynamodb")).isPresent();
            write(exchange, response, checksummed);
        }
    }

    private @Nullable LabResponse respond(Optional<CredentialScope> scope, LabRequest request) {
        String host = request.header("host").orElse("").toLowerCase(Locale.ROOT).replaceFirst(":[0-9]*$", "");
        Optional<String> region = hosts.region(host);
        if (region.isPresent()) {
            return pass("", region.get(), "lambda", "InvokeFunctionUrl", request, () -> hosted(host, request));
        }
        return scope.isPresent() ? admit(scope.get(), request) : unsigned(request);
    }

    private LabResponse hosted(String host, LabRequest request) {
        try {
            return hosts.handle(host, request);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return FrontError.INTERNAL_SERVER_ERROR.answer(request, "it is shutting down");
        }
    }

    private LabResponse unsigned(LabRequest request) {
        if (request.path().startsWith(ControlHandler.PATH)) {
            return control.handle(request);
        }
        return request.path().equals(HEALTH_PATH)
                ? new LabResponse(
                        200,
                        Map.of("Content-Type", "application/json"),
                        "{\"status\":\"ready\"}".getBytes(StandardCharsets.UTF_8))
                : FrontError.MISSING_AUTHENTICATION_TOKEN.answer(request, "");
    }

    private @Nullable LabResponse admit(CredentialScope scope, LabRequest request) {
        LabService service = services.get(scope.service());
        String operation = service == null ? "" : service.operation(request);
        return pass(
                scope.accessKeyId(), scope.region(), scope.service(), operation, request, () -> route(scope, request));
    }

    private @Nullable LabResponse pass(
            String accessKeyId,
            String region,
            String service,
            String operation,
            LabRequest request,
            Supplier<LabResponse> answer) {
        return switch (passage.of(accessKeyId, region, service, operation)) {
            case Passage.Fate.Dropped dropped -> null;
            case Passage.Fate.Refused refused ->
                FrontError.SERVICE_UNAVAILABLE.answer(request, "an outage of the lab", refused.status());
            case Passage.Fate.Failed failed -> failed(service, request, failed.error());
            case Passage.Fate.Through through -> {
                delay(through.delay());
                yield answer.get();
            }
        };
    }

    private static void delay(Duration delay) {
        try {
            if (delay.isPositive()) {
                Thread.sleep(delay);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private LabResponse route(CredentialScope scope, LabRequest request) {
        LabService service = services.get(scope.service());
        if (service == null) {
            return FrontError.SERVICE_NOT_SUPPORTED.answer(request, scope.service());
        }
        LabResponse response = answer(service, request);
        answerListeners.forEach(answered -> answered.answered(service, request, response));
        listener.called(new ApiCall(
                scope.accessKeyId(),
                scope.region(),
                scope.service(),
                service.operation(request),
                service.resources(request),
                response.status()));
        return response;
    }

    private LabResponse failed(String name, LabRequest request, ServiceError error) {
        LabService service = services.get(name);
        if (service == null) {
            return FrontError.SERVICE_NOT_SUPPORTED.answer(request, name);
        }
        LabResponse response = service.failure(request, error);
        answerListeners.forEach(answered -> answered.answered(service, request, response));
        return response;
    }

    private static LabResponse answer(LabService service, LabRequest request) {
        try {
            return service.handle(request);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return FrontError.INTERNAL_SERVER_ERROR.answer(request, "it is shutting down");
        } catch (IOException | RuntimeException failure) {
            LOGGER.log(Level.ERROR, service.signingName() + " failed on " + service.operation(request), failure);
            return FrontError.INTERNAL_SERVER_ERROR.answer(request, failure.toString());
        }
    }

    private static LabRequest read(HttpExchange exchange, Optional<CredentialScope> scope) throws IOException {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return new LabRequest(
                scope.map(CredentialScope::region).orElse(""),
                scope.map(CredentialScope::accessKeyId).orElse(""),
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                rawQuery(exchange),
                headers,
                exchange.getRequestBody().readAllBytes());
    }

    private static String rawQuery(HttpExchange exchange) {
        return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
    }

    private static void write(HttpExchange exchange, LabResponse response, boolean checksummed) throws IOException {
        byte[] body = response.body();
        boolean head = exchange.getRequestMethod().equals("HEAD");
        var headers = exchange.getResponseHeaders();
        headers.set("x-amzn-RequestId", UUID.randomUUID().toString());
        response.headers().forEach((name, value) -> {
            String lowerCase = name.toLowerCase(Locale.ROOT);
            if (!SET_BY_THE_SERVER.contains(lowerCase) || (head && lowerCase.equals("content-length"))) {
                headers.set(name, value);
            }
        });
        if (checksummed) {
            CRC32 checksum = new CRC32();
            checksum.update(body);
            headers.set("x-amz-crc32", Long.toString(checksum.getValue()));
        }
        exchange.sendResponseHeaders(response.status(), head || body.length == 0 ? -1 : body.length);
        if (!head && body.length > 0) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }
}
