package dev.dynamorecovery.lab.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.eventsource.CollectingHandler;
import dev.dynamorecovery.lab.function.AsynchronousInvocations;
import dev.dynamorecovery.lab.function.FunctionEnvironment;
import dev.dynamorecovery.lab.function.FunctionHost;
import dev.dynamorecovery.lab.function.FunctionLogs;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import dev.dynamorecovery.lab.template.ScheduledRuleDefinition;
import dev.dynamorecovery.lab.template.TemplateException;
import dev.dynamorecovery.lab.time.LabTime;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScheduledRulesTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:validator";

    /** A clock whose waits last until the test ends them. */
    private static final class SteppedTime implements LabTime {

        private final double scale;
        private final BlockingQueue<Duration> waits = new LinkedBlockingQueue<>();
        private final Semaphore steps = new Semaphore(0);

        SteppedTime(double scale) {
            this.scale = scale;
        }

        @Override
        public Instant now() {
            return START;
        }

        @Override
        public double scale() {
            return scale;
        }

        @Override
        public void pause(Duration nominal) throws InterruptedException {
            waits.add(nominal);
            steps.acquire();
        }

        Duration nextWait() throws InterruptedException {
            return Optional.ofNullable(waits.poll(30, TimeUnit.SECONDS)).orElse(Duration.ZERO);
        }
    }

    @TempDir
    private Path directory;

    private FunctionLogs logs;
    private AsynchronousInvocations invocations;

    @BeforeEach
    void start() throws Exception {
        logs = new FunctionLogs(directory);
        FunctionHost host = FunctionHost.start(
                List.of(new FunctionDefinition(
                        "Validator",
                        "validator",
                        FUNCTION,
                        CollectingHandler.class.getName(),
                        Map.of("COLLECTION", directory.toString()),
                        Duration.ofSeconds(30),
                        128,
                        OptionalInt.empty(),
                        Optional.of("live"),
                        List.of(),
                        List.of())),
                new FunctionEnvironment("eu-west-1", URI.create("http://127.0.0.1:1"), 1),
                logs);
        invocations = new AsynchronousInvocations(host, new VirtualLabTime(START));
    }

    @AfterEach
    void close() throws Exception {
        invocations.close();
        logs.close();
    }

    @Test
    void shouldInvokeItsTargetsEachTimeItIsDue() throws Exception {
        SteppedTime time = new SteppedTime(1);
        ScheduledRules rules = ScheduledRules.start(List.of(rule("cron(30 * * * ? *)", true)), invocations, time);

        assertThat(time.nextWait()).isEqualTo(Duration.ofMinutes(30));
        time.steps.release();
        assertThat(time.nextWait()).isEqualTo(Duration.ofHours(1));
        time.steps.release();
        assertThat(time.nextWait()).isEqualTo(Duration.ofHours(1));
        rules.close();
        invocations.await(Duration.ofSeconds(30));

        assertThat(CollectingHandler.events(directory.toString()))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.path("own").asInt()).isEqualTo(1));
    }

    @Test
    void shouldNeverBeDueMoreOftenThanOnceARealSecond() throws Exception {
        SteppedTime time = new SteppedTime(0.001);
        ScheduledRules rules = ScheduledRules.start(List.of(rule("rate(1 minute)", true)), invocations, time);

        assertThat(time.scaled(time.nextWait())).isEqualTo(Duration.ofSeconds(1));
        rules.close();
    }

    @Test
    void shouldNotWaitForTheNextTimeBeforeItsFunctionsHaveDoneWithThisOne() throws Exception {
        SteppedTime time = new SteppedTime(0.001);
        ScheduledRules rules = ScheduledRules.start(List.of(rule("rate(1 minute)", true)), invocations, time);
        time.nextWait();

        for (int done = 1; done <= 5; done++) {
            time.steps.release();
            time.nextWait();
            assertThat(CollectingHandler.events(directory.toString())).hasSize(done);
        }
        rules.close();
    }

    @Test
    void shouldLeaveADisabledRuleAloneUntilSomebodyFiresIt() throws Exception {
        SteppedTime time = new SteppedTime(1);
        ScheduledRules rules = ScheduledRules.start(List.of(rule("rate(1 minute)", false)), invocations, time);
        assertThatThrownBy(() -> rules.fire("Nobody")).hasMessageContaining("give one of [Often]");
        rules.fire("Often");
        rules.close();
        invocations.await(Duration.ofSeconds(30));

        assertThat(time.waits).isEmpty();
        assertThat(CollectingHandler.events(directory.toString())).hasSize(1);
    }

    @Test
    void shouldRefuseAScheduleThatItCannotRead() {
        assertThatThrownBy(() -> ScheduledRules.start(List.of(rule("hourly", true)), invocations, new SteppedTime(1)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("ScheduleExpression hourly");
    }

    private static ScheduledRuleDefinition rule(String schedule, boolean enabled) {
        return new ScheduledRuleDefinition(
                "Often",
                "often",
                "arn:aws:events:eu-west-1:123456789012:rule/often",
                schedule,
                enabled,
                List.of(new ScheduledRuleDefinition.Target("f", FUNCTION + ":live", Optional.of("{\"own\":1}"))));
    }
}
