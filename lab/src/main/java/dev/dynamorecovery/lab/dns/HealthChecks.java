package dev.dynamorecovery.lab.dns;

import dev.dynamorecovery.lab.template.HealthCheckDefinition;
import dev.dynamorecovery.lab.template.HealthCheckDefinition.Subject;
import dev.dynamorecovery.lab.template.TemplateException;
import dev.dynamorecovery.lab.time.LabTime;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Route 53's health checks. They stand outside of all Regions, so no outage of one stops them. */
public final class HealthChecks implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(HealthChecks.class.getName());

    /** However short the lab's waits are: an answer costs a real invocation. */
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    /**
     * What a checker saw last.
     *
     * @param status in Route 53's words
     */
    record Observation(String status, Instant checkedAt) {}

    private static final class HealthCheck {
        private final HealthCheckDefinition definition;
        private final EndpointHealth health;
        private final Lock asking = new ReentrantLock();
        private volatile boolean healthy = true;
        private volatile Optional<Observation> observation = Optional.empty();

        HealthCheck(HealthCheckDefinition definition) {
            this.definition = definition;
            this.health = new EndpointHealth(
                    definition.subject() instanceof Subject.Endpoint endpoint ? endpoint.failureThreshold() : 1);
        }
    }

    private final Map<String, HealthCheck> checks = new ConcurrentSkipListMap<>();
    private final HealthProbe probe;
    private final Predicate<String> routingControlIsOn;
    private final LabTime time;
    private final List<Thread> threads = new ArrayList<>();

    /** @param routingControlIsOn by the ARN of the control */
    HealthChecks(HealthProbe probe, Predicate<String> routingControlIsOn, LabTime time) {
        this.probe = probe;
        this.routingControlIsOn = routingControlIsOn;
        this.time = time;
    }

    /** Has health checks; endpoints are asked from {@link #start} on. */
    public void create(List<HealthCheckDefinition> definitions) {
        definitions.forEach(definition -> checks.put(definition.id(), new HealthCheck(definition)));
        definitions.forEach(definition -> {
            if (definition.subject() instanceof Subject.Calculated calculated) {
                calculated.children().stream()
                        .filter(id -> !checks.containsKey(id))
                        .findFirst()
                        .ifPresent(id -> {
                            throw new TemplateException("health check " + definition.logicalId() + " counts " + id
                                    + ", which is none: name one of the template's");
                        });
            }
        });
    }

    /** Begins to ask the endpoints. */
    synchronized void start() {
        checks.values().forEach(check -> {
            if (check.definition.subject() instanceof Subject.Endpoint endpoint) {
                threads.add(Thread.ofVirtual()
                        .name("health-check-" + check.definition.logicalId())
                        .start(() -> run(check, endpoint)));
            }
        });
    }

    /** Whether a health check says healthy; one that is not there does not. */
    public boolean healthy(String id) {
        HealthCheck check = checks.get(id);
        if (check == null) {
            return false;
        }
        boolean found = switch (check.definition.subject()) {
            case Subject.Endpoint endpoint -> check.healthy;
            case Subject.Calculated calculated ->
                calculated.children().stream().filter(this::healthy).count() >= calculated.healthThreshold();
            case Subject.RoutingControl control -> routingControlIsOn.test(control.arn());
        };
        return found != check.definition.inverted();
    }

    /** Every health check. */
    public List<HealthCheckDefinition> definitions() {
        return checks.values().stream().map(check -> check.definition).toList();
    }

    /** @throws Route53Fault when there is none */
    HealthCheckDefinition require(String id) {
        HealthCheck check = checks.get(id);
        if (check == null) {
            throw new Route53Fault("NoSuchHealthCheck", "A health check with id " + id + " does not exist.", 404);
        }
        return check.definition;
    }

    /** What the checker saw last of an endpoint; empty before its first look. */
    Optional<Observation> observation(String id) {
        return Optional.ofNullable(checks.get(id)).flatMap(check -> check.observation);
    }

    /** Asks every endpoint once, now: for drills that will not wait until each is due. */
    public void askAll() throws InterruptedException {
        for (HealthCheck check : checks.values()) {
            if (check.definition.subject() instanceof Subject.Endpoint endpoint) {
                ask(check, endpoint);
            }
        }
    }

    @Override
    public void close() {
        List<Thread> running;
        synchronized (this) {
            running = List.copyOf(threads);
        }
        running.forEach(Thread::interrupt);
        try {
            for (Thread thread : running) {
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(HealthCheck check, Subject.Endpoint endpoint) {
        try {
            while (true) {
                ask(check, endpoint);
                time.pauseAtLeast(endpoint.requestInterval(), SHORTEST_INTERVAL);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    /** One at a time, so that an old answer never comes behind a newer one. */
    private void ask(HealthCheck check, Subject.Endpoint endpoint) throws InterruptedException {
        check.asking.lockInterruptibly();
        try {
            HealthProbe.Answer answer = probe.ask(endpoint);
            check.observation = Optional.of(new Observation(answer.status(), time.now()));
            check.health.observe(answer.healthy());
            tellChange(check, answer);
        } finally {
            check.asking.unlock();
        }
    }

    private static void tellChange(HealthCheck check, HealthProbe.Answer answer) {
        if (check.healthy != check.health.healthy()) {
            check.healthy = check.health.healthy();
            LOGGER.log(
                    Level.INFO,
                    "health check {0} is {1}: {2}",
                    check.definition.logicalId(),
                    check.healthy ? "healthy" : "unhealthy",
                    answer.status());
        }
    }
}
