package dev.dynamorecovery.lab.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dynamorecovery.lab.function.InvocationException.Code;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the template's functions in this JVM, each with an environment, limits and logs of its own. */
public final class FunctionHost {

    /** What a caller may send in a synchronous call. */
    static final int REQUEST_LIMIT_BYTES = 6_291_456;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int CONCURRENCY_LIMIT = 1000;

    /** Holds invocations back while the functions' Region is dead. */
    @FunctionalInterface
    public interface Gate {
        void await() throws InterruptedException;
    }

    private final Map<String, HostedFunction> functions = new LinkedHashMap<>();
    private final Gate gate;
    private volatile InvocationListener listener = InvocationListener.none();

    private FunctionHost(Gate gate) {
        this.gate = gate;
    }

    /** Hosts functions; none is initialised before its first invocation. */
    public static FunctionHost start(
            List<FunctionDefinition> definitions, FunctionEnvironment environment, FunctionLogs logs) {
        return start(definitions, environment, logs, CONCURRENCY_LIMIT);
    }

    /** Hosts functions whose invocations a gate may hold back. */
    public static FunctionHost start(
            List<FunctionDefinition> definitions, FunctionEnvironment environment, FunctionLogs logs, Gate gate) {
        return start(definitions, environment, logs, CONCURRENCY_LIMIT, gate);
    }

    /** @param concurrencyLimit how many invocations of a function may run at once, unless the template reserves */
    static FunctionHost start(
            List<FunctionDefinition> definitions,
            FunctionEnvironment environment,
            FunctionLogs logs,
            int concurrencyLimit) {
        return start(definitions, environment, logs, concurrencyLimit, () -> {});
    }

    private static FunctionHost start(
            List<FunctionDefinition> definitions,
            FunctionEnvironment environment,
            FunctionLogs logs,
            int concurrencyLimit,
            Gate gate) {
        FunctionHost host = new FunctionHost(gate);
        definitions.forEach(definition -> host.functions.put(
                definition.name(), new HostedFunction(definition, environment.of(definition), logs, concurrencyLimit)));
        return host;
    }

    /** Whether there is a function of this name or ARN, and a version of its qualifier. */
    public boolean knows(String nameOrArn) {
        return FunctionReference.parse(nameOrArn)
                .flatMap(reference -> Optional.ofNullable(functions.get(reference.name()))
                        .map(function -> function.hasQualifier(reference.qualifier())))
                .orElse(false);
    }

    /**
     * Invokes a function and waits for its end.
     *
     * @param nameOrArn with or without a qualifier
     * @throws InvocationException when Lambda would refuse before any handler runs
     */
    public InvocationResult invoke(String nameOrArn, byte[] event) throws InterruptedException {
        if (event.length > REQUEST_LIMIT_BYTES) {
            throw new InvocationException(
                    Code.REQUEST_TOO_LARGE,
                    "Request must be smaller than " + REQUEST_LIMIT_BYTES + " bytes for the InvokeFunction operation");
        }
        HostedFunction function = function(nameOrArn);
        requireJson(event);
        gate.await();
        Optional<String> qualifier = FunctionReference.parse(nameOrArn).flatMap(FunctionReference::qualifier);
        long started = System.nanoTime();
        try {
            InvocationResult result = function.invoke(event, qualifier);
            listener.invoked(
                    function.definition(),
                    qualifier,
                    Duration.ofNanos(System.nanoTime() - started),
                    result.functionError().isPresent());
            return result;
        } catch (InvocationException refused) {
            if (refused.code() == Code.TOO_MANY_REQUESTS) {
                listener.throttled(function.definition(), qualifier);
            }
            throw refused;
        }
    }

    /** Tells of each invocation from now on. */
    public void watch(InvocationListener invocations) {
        listener = invocations;
    }

    /**
     * The function of a name or ARN, as the template defines it.
     *
     * @throws InvocationException when there is none
     */
    public FunctionDefinition definition(String nameOrArn) {
        return function(nameOrArn).definition();
    }

    /** The ARN of a function, with the qualifier that it was named with. */
    public String arn(String nameOrArn) {
        Optional<String> qualifier = FunctionReference.parse(nameOrArn).flatMap(FunctionReference::qualifier);
        return definition(nameOrArn).arn() + qualifier.map(name -> ":" + name).orElse("");
    }

    /** The function of a name or ARN. */
    HostedFunction function(String nameOrArn) {
        return FunctionReference.parse(nameOrArn)
                .flatMap(reference -> Optional.ofNullable(functions.get(reference.name())))
                .orElseThrow(
                        () -> new InvocationException(Code.RESOURCE_NOT_FOUND, "Function not found: " + nameOrArn));
    }

    List<FunctionDefinition> definitions() {
        return functions.values().stream().map(HostedFunction::definition).toList();
    }

    private static void requireJson(byte[] event) {
        if (event.length == 0) {
            return; // An empty payload is an event of its own: the handler reads no bytes.
        }
        try {
            JSON.readTree(event);
        } catch (JsonProcessingException notJson) {
            throw new InvocationException(
                    Code.INVALID_REQUEST_CONTENT,
                    "Could not parse request body into json: " + notJson.getOriginalMessage());
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory could not be read", impossible);
        }
    }
}
