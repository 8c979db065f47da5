package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.machine.execution.Execution.Status;
import dev.dynamorecovery.lab.machine.execution.Execution.Stop;
import dev.dynamorecovery.lab.machine.expression.Entropy;
import dev.dynamorecovery.lab.machine.expression.QueryEvaluator;
import dev.dynamorecovery.lab.time.LabTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Starts and stops executions, each on a virtual thread of its own. */
public final class Executions implements AutoCloseable {

    private final Engine engine;
    private final ExecutionRunner runner;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Consumer<Execution> watcher = execution -> {};

    /** @param timeoutScale factor of timeouts and heartbeats; 1 except in tests */
    public Executions(LabTime time, Entropy entropy, double timeoutScale) {
        this.engine = new Engine(
                time,
                timeoutScale,
                entropy,
                new QueryEvaluator(time::now, entropy),
                new TaskTokens(),
                new ExecutionRegistry());
        this.runner = new ExecutionRunner(engine, new FlowRunner(engine));
    }

    public static String arn(StateMachine machine, String name) {
        return machine.arn().replaceFirst(":stateMachine:", ":execution:") + ":" + name;
    }

    /** Tells of each execution from now on: when it starts, and when it has ended. */
    public void watch(Consumer<Execution> listener) {
        watcher = listener;
    }

    public ExecutionRegistry registry() {
        return engine.registry();
    }

    public TaskTokens tokens() {
        return engine.tokens();
    }

    /**
     * Starts an execution, or finds the running one of that name and input.
     *
     * @return empty when the name is taken: by an execution that has ended, or by one with another input
     */
    public synchronized Optional<Execution> start(StateMachine machine, String name, JsonNode input) {
        String arn = arn(machine, name);
        Optional<Execution> earlier = engine.registry().execution(arn);
        if (earlier.isPresent()) {
            return earlier.filter(execution ->
                    execution.status() == Status.RUNNING && execution.input().equals(input));
        }
        Execution execution =
                new Execution(arn, name, machine, input, engine.time().now(), null);
        engine.registry().add(execution);
        watcher.accept(execution);
        threads.execute(() -> {
            execution.runBy(Thread.currentThread());
            runner.run(execution, machine.definition().flow());
            watcher.accept(execution);
        });
        Duration timeout = machine.definition().timeout();
        if (timeout != null) {
            threads.execute(() -> watch(execution, timeout));
        }
        return Optional.of(execution);
    }

    private void watch(Execution execution, Duration timeout) {
        try {
            boolean ended = execution
                    .ended()
                    .thenApply(status -> true)
                    .completeOnTimeout(
                            false,
                            engine.realTimeout((double) timeout.toSeconds()).toMillis(),
                            TimeUnit.MILLISECONDS)
                    .get();
            if (!ended) {
                execution.stop(new Stop(Status.TIMED_OUT, null, null));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("an execution ended without a status", e);
        }
    }

    /** Stops an execution, as StopExecution does; no effect on one that has ended. */
    public void stop(Execution execution, @Nullable String error, @Nullable String explanation) {
        execution.stop(new Stop(Status.ABORTED, error, explanation));
    }

    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
