package dev.dynamorecovery.lab.machine.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.machine.definition.ErrorNames;
import dev.dynamorecovery.lab.machine.definition.State;
import dev.dynamorecovery.lab.machine.execution.StateScope.Extra;
import dev.dynamorecovery.lab.machine.integration.Caller;
import dev.dynamorecovery.lab.machine.integration.StateFailure;
import dev.dynamorecovery.lab.machine.integration.TaskAction;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes one attempt at a Task state's work, bounded by its timeouts. */
final class TaskRunner {

    /** Step Functions' default timeout, which is also its greatest: 99,999,999 s. */
    private static final double FOREVER_SECONDS = 99_999_999;

    private final Engine engine;

    TaskRunner(Engine engine) {
        this.engine = engine;
    }

    JsonNode attempt(State.Task task, StateScope scope) throws StateFailure, InterruptedException {
        TaskTokens.Open token = task.resource().callback()
                ? engine.tokens().open(engine.entropy().uuid())
                : null;
        try {
            return attempt(task, scope, token);
        } finally {
            if (token != null) {
                engine.tokens().close(token);
            }
        }
    }

    private JsonNode attempt(State.Task task, StateScope scope, TaskTokens.@Nullable Open token)
            throws StateFailure, InterruptedException {
        Extra extra = token == null ? Extra.NONE : Extra.token(token.token());
        JsonNode arguments = scope.evaluate(task.arguments(), "Arguments", scope.input(), extra);
        scope.withinLimit(arguments, "input of the task");
        double timeout = scope.number(task.timeoutSeconds(), "TimeoutSeconds", FOREVER_SECONDS, 1, FOREVER_SECONDS);
        double heartbeat =
                scope.number(task.heartbeatSeconds(), "HeartbeatSeconds", FOREVER_SECONDS, 1, FOREVER_SECONDS);
        TaskTrail trail = TaskTrail.of(
                scope.trail(), task, scope.flow().execution().machine().caller().region());
        trail.scheduled(
                arguments, timeout < FOREVER_SECONDS ? timeout : 0, heartbeat < FOREVER_SECONDS ? heartbeat : 0);
        trail.started();
        long deadline = System.nanoTime() + engine.realTimeout(timeout).toNanos();
        try {
            JsonNode result = perform(task.resource().action(), arguments, scope, deadline);
            if (token != null) {
                trail.submitted(result);
                result = answer(token.answers(), deadline, engine.realTimeout(heartbeat));
            }
            scope.withinLimit(result, "result of the task");
            trail.succeeded(result);
            return result;
        } catch (StateFailure failure) {
            boolean timedOut = failure.error().equals(ErrorNames.TIMEOUT)
                    || failure.error().equals(ErrorNames.HEARTBEAT_TIMEOUT);
            trail.failed(failure, timedOut);
            throw failure;
        }
    }

    private JsonNode perform(TaskAction action, JsonNode arguments, StateScope scope, long deadline)
            throws StateFailure, InterruptedException {
        Caller caller = scope.flow().execution().machine().caller();
        FutureTask<JsonNode> work = new FutureTask<>(() -> action.perform(arguments, caller));
        Thread.ofVirtual().name("task " + action.resource()).start(work);
        try {
            return work.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new StateFailure(ErrorNames.TIMEOUT, null);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StateFailure failure) {
                throw failure;
            }
            if (e.getCause() instanceof InterruptedException interruption) {
                throw interruption;
            }
            throw new IllegalStateException("the task " + action.resource() + " broke in the lab", e.getCause());
        } finally {
            work.cancel(true);
        }
    }

    private static JsonNode answer(BlockingQueue<TaskTokens.Answer> answers, long deadline, Duration heartbeat)
            throws StateFailure, InterruptedException {
        while (true) {
            long left = deadline - System.nanoTime();
            boolean beatFirst = heartbeat.toNanos() < left;
            TaskTokens.Answer answer = answers.poll(Math.min(left, heartbeat.toNanos()), TimeUnit.NANOSECONDS);
            if (answer == null) {
                throw new StateFailure(beatFirst ? ErrorNames.HEARTBEAT_TIMEOUT : ErrorNames.TIMEOUT, null);
            }
            if (answer instanceof TaskTokens.Answer.Success success) {
                return success.output();
            }
            if (answer instanceof TaskTokens.Answer.Failure failed) {
                throw failed.failure();
            }
        }
    }
}
