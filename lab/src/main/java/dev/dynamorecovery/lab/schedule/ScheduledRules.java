package dev.dynamorecovery.lab.schedule;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.function.AsynchronousInvocations;
import dev.dynamorecovery.lab.template.ScheduledRuleDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import dev.dynamorecovery.lab.template.TemplateException;
import dev.dynamorecovery.lab.time.LabTime;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/**
 * The template's rules with a schedule: each invokes its functions when it is due by the lab's time, so an hour passes
 * in 36 seconds at a scale of 0.01, but never more often than once in a real second, nor before the functions have done
 * with the last time: work is not shortened, and on a busy machine a minute's would pile up.
 */
public final class ScheduledRules implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(ScheduledRules.class.getName());
    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AsynchronousInvocations invocations;
    private final LabTime time;
    private final BooleanSupplier running;
    private final Map<String, ScheduledRuleDefinition> rules = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();

    private ScheduledRules(AsynchronousInvocations invocations, LabTime time, BooleanSupplier running) {
        this.invocations = invocations;
        this.time = time;
        this.running = running;
    }

    /**
     * Starts the clocks of the rules that are enabled.
     *
     * @throws TemplateException when a schedule is none
     */
    public static ScheduledRules start(
            List<ScheduledRuleDefinition> definitions, AsynchronousInvocations invocations, LabTime time) {
        return start(definitions, invocations, time, () -> true);
    }

    /**
     * Starts the clocks of the rules that are enabled; what falls due while their Region does not run is left out.
     *
     * @throws TemplateException when a schedule is none
     */
    public static ScheduledRules start(
            List<ScheduledRuleDefinition> definitions,
            AsynchronousInvocations invocations,
            LabTime time,
            BooleanSupplier running) {
        ScheduledRules rules = new ScheduledRules(invocations, time, running);
        Map<ScheduledRuleDefinition, Schedule> schedules = new LinkedHashMap<>();
        for (ScheduledRuleDefinition rule : definitions) {
            rules.rules.put(rule.logicalId(), rule);
            schedules.put(rule, Schedule.parse(rule.schedule()));
        }
        schedules.forEach((rule, schedule) -> {
            if (rule.enabled()) {
                rules.threads.add(
                        Thread.ofVirtual().name("rule-" + rule.name()).start(() -> rules.run(rule, schedule)));
            }
        });
        return rules;
    }

    /** Invokes a rule's functions now, whenever it is due. */
    public void fire(String logicalId) {
        ScheduledRuleDefinition rule = rules.get(logicalId);
        if (rule == null) {
            throw new IllegalArgumentException(
                    "rule " + logicalId + " is none of the template's with a schedule: give one of " + rules.keySet());
        }
        fire(rule);
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
    }

    private void run(ScheduledRuleDefinition rule, Schedule schedule) {
        Instant due = time.now();
        Duration spent = Duration.ZERO;
        try {
            while (true) {
                Instant next = schedule.next(due);
                if (next.equals(Instant.MAX)) {
                    LOGGER.log(Level.INFO, "rule {0} is never due again", rule.name());
                    return;
                }
                time.pauseAtLeast(Duration.between(due, next).minus(spent), SHORTEST_PERIOD);
                due = next;
                Instant begun = time.now();
                if (running.getAsBoolean()) {
                    for (ScheduledRuleDefinition.Target target : rule.targets()) {
                        invocations.deliver(target.functionArn(), event(rule, target));
                    }
                }
                // What the functions took is part of the period: one that works for a minute is called every minute.
                spent = time.nominal(Duration.between(begun, time.now()));
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void fire(ScheduledRuleDefinition rule) {
        for (ScheduledRuleDefinition.Target target : rule.targets()) {
            invocations.accept(target.functionArn(), event(rule, target));
        }
    }

    private byte[] event(ScheduledRuleDefinition rule, ScheduledRuleDefinition.Target target) {
        return target.input().orElseGet(() -> event(rule).toString()).getBytes(StandardCharsets.UTF_8);
    }

    /** What EventBridge sends when a target has no input of its own. */
    private ObjectNode event(ScheduledRuleDefinition rule) {
        ObjectNode event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.events")
                .put("account", StackIdentity.LAB_ACCOUNT_ID)
                .put("time", time.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", rule.arn().split(":", 5)[3]);
        event.putArray("resources").add(rule.arn());
        event.putObject("detail");
        return event;
    }
}
