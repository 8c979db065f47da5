package dev.dynamorecovery.lab.function;

import dev.dynamorecovery.lab.function.InvocationException.Code;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One function of the template, its execution environments and its limits. */
final class HostedFunction {

    /** What a handler may answer in a synchronous call: 6 MB and a little for the envelope. */
    static final int RESPONSE_LIMIT_BYTES = 6_291_556;

    /** The one version that a deployment of the template publishes. */
    private static final String PUBLISHED = "1";

    private final FunctionDefinition definition;
    private final Map<String, String> variables;
    private final FunctionLogs logs;
    private final int concurrencyLimit;
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
    private int running;
    private int started;

    /** @param concurrencyLimit how many invocations may run at once, unless the template reserves a number */
    HostedFunction(
            FunctionDefinition definition, Map<String, String> variables, FunctionLogs logs, int concurrencyLimit) {
        this.definition = definition;
        this.variables = variables;
        this.logs = logs;
        this.concurrencyLimit = definition.reservedConcurrency().orElse(concurrencyLimit);
    }

    FunctionDefinition definition() {
        return definition;
    }

    /** Whether a qualifier stands for a version. */
    boolean hasQualifier(Optional<String> qualifier) {
        return qualifier
                .map(name -> name.equals("$LATEST")
                        || name.equals(PUBLISHED)
                        || definition.alias().filter(name::equals).isPresent())
                .orElse(true);
    }

    /** The version that a qualifier stands for. */
    String version(Optional<String> qualifier) {
        if (!hasQualifier(qualifier)) {
            throw new InvocationException(
                    Code.RESOURCE_NOT_FOUND, "Function not found: " + definition.arn() + ":" + qualifier.orElse(""));
        }
        return qualifier
                .filter(name -> !name.equals("$LATEST"))
                .map(alias -> PUBLISHED)
                .orElse("$LATEST");
    }

    InvocationResult invoke(byte[] event, Optional<String> qualifier) throws InterruptedException {
        String version = version(qualifier);
        ExecutionEnvironment environment = acquire();
        InvocationLog log = logs.open(definition.name());
        String requestId = UUID.randomUUID().toString();
        InvocationContext context = new InvocationContext(
                definition,
                requestId,
                version,
                definition.arn() + qualifier.map(name -> ":" + name).orElse(""),
                "/aws/lambda/" + definition.name(),
                environment.logStream(),
                System.nanoTime(),
                log);
        log.log("START RequestId: " + requestId + " Version: " + version);
        FutureTask<byte[]> task = new FutureTask<>(() -> log.call(() -> environment.handle(event, context)));
        Thread.ofPlatform()
                .daemon()
                .name(definition.logicalId() + "-" + requestId)
                .start(task);
        boolean usable = false;
        try {
            byte[] answer = task.get(definition.timeout().toMillis(), TimeUnit.MILLISECONDS);
            usable = true;
            return answer.length > RESPONSE_LIMIT_BYTES
                    ? failed(FunctionFailure.responseTooLarge(RESPONSE_LIMIT_BYTES), version, log, context)
                    : result(answer, Optional.empty(), version, log, context);
        } catch (ExecutionException failure) {
            usable = true;
            return failed(
                    FunctionFailure.of(Objects.requireNonNullElse(failure.getCause(), failure)), version, log, context);
        } catch (TimeoutException tooLong) {
            task.cancel(true);
            return failed(FunctionFailure.timedOut(requestId, definition.timeout()), version, log, context);
        } catch (InterruptedException abandoned) {
            task.cancel(true);
            throw abandoned;
        } finally {
            release(environment, usable);
        }
    }

    private static InvocationResult failed(byte[] error, String version, InvocationLog log, InvocationContext context) {
        log.write(error);
        log.log("\n");
        return result(error, Optional.of(InvocationResult.UNHANDLED), version, log, context);
    }

    private static InvocationResult result(
            byte[] payload, Optional<String> error, String version, InvocationLog log, InvocationContext context) {
        Duration took = Duration.ofNanos(System.nanoTime() - context.startedNanos());
        log.log("END RequestId: " + context.requestId());
        log.log(String.format(
                Locale.ROOT,
                "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB",
                context.requestId(),
                took.toNanos() / 1e6,
                took.toMillis() + 1,
                context.getMemoryLimitInMB()));
        return new InvocationResult(context.requestId(), payload, error, version, log.tail());
    }

    private synchronized ExecutionEnvironment acquire() {
        if (running >= concurrencyLimit) {
            throw new InvocationException(Code.TOO_MANY_REQUESTS, "Rate Exceeded.");
        }
        running++;
        ExecutionEnvironment warm = idle.poll();
        return warm != null
                ? warm
                : new ExecutionEnvironment(definition, variables, "lab/[" + definition.name() + "]" + ++started);
    }

    private synchronized void release(ExecutionEnvironment environment, boolean usable) {
        running--;
        if (usable) {
            idle.push(environment);
        }
    }
}
