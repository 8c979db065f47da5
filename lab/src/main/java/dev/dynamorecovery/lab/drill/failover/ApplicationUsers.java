package dev.dynamorecovery.lab.drill.failover;

import dev.dynamorecovery.core.failover.traffic.NameAnswer;
import dev.dynamorecovery.core.failover.traffic.NameResolution;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The users of an application: they write through its name, as a browser would, and remember what was acknowledged. A name
 * is asked for again when its answer's time to live is over.
 */
final class ApplicationUsers implements AutoCloseable {

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** Items that many users write to: there writes of two Regions meet. */
    private static final int SHARED_ITEMS = 20;

    private final String name;
    private final int port;
    private final NameResolution names;
    private final Ledger ledger;
    private final Clock clock;
    private final Duration thinkTime;
    private final AtomicLong sequence = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();

    /** @param thinkTime how long each user rests after a write, or after a failure */
    ApplicationUsers(String name, int port, NameResolution names, Ledger ledger, Clock clock, Duration thinkTime) {
        this.name = name;
        this.port = port;
        this.names = names;
        this.ledger = ledger;
        this.clock = clock;
        this.thinkTime = thinkTime;
    }

    void start(int users, long seed) {
        for (int user = 0; user < users; user++) {
            Random random = new Random(seed + user);
            threads.add(Thread.ofVirtual().name("user-" + user).start(() -> use(random)));
        }
    }

    private void use(Random random) {
        String address = "";
        long askedAt = 0;
        while (!Thread.currentThread().isInterrupted()) {
            try {
                long now = System.nanoTime();
                if (address.isEmpty() || now - askedAt > TIME_TO_LIVE.toNanos()) {
                    NameAnswer answer = names.resolve(name);
                    address = answer.addresses().getFirst();
                    askedAt = now;
                }
                write(address, random);
                Thread.sleep(thinkTime);
            } catch (InterruptedException over) {
                return;
            } catch (IOException | NameResolution.Unresolved noAnswer) {
                // As a user does: ask again, and where the name leads too.
                address = "";
                if (pauseWasInterrupted()) {
                    return;
                }
            }
        }
    }

    private void write(String address, Random random) throws IOException, InterruptedException {
        String write = "w-" + sequence.incrementAndGet();
        String key = random.nextInt(4) == 0 ? "shared-" + random.nextInt(SHARED_ITEMS) : "own-" + write;
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + ":" + port + "/items/" + key + "?"
                        + ApplicationServer.WRITE + "=" + write))
                .timeout(PATIENCE)
                .PUT(BodyPublishers.noBody())
                .build();
        HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
        if (response.statusCode() == 200) {
            ledger.add(new Acknowledged(
                    write,
                    key,
                    response.headers()
                            .firstValue(ApplicationServer.REGION_HEADER)
                            .orElse(""),
                    response.headers()
                            .firstValue(ApplicationServer.PREVIOUS_HEADER)
                            .orElse(""),
                    clock.instant()));
        }
    }

    private boolean pauseWasInterrupted() {
        try {
            Thread.sleep(thinkTime);
            return false;
        } catch (InterruptedException over) {
            return true;
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
