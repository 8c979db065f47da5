package dev.dynamorecovery.lab.eventsource;

import dev.dynamorecovery.lab.function.FunctionHost;
import dev.dynamorecovery.lab.function.InvocationException;
import dev.dynamorecovery.lab.function.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A function of the lab's host, whose answer may name the records it could not process. */
final class HostedBatchFunction implements BatchFunction {

    /** A synchronous call may send 6 MB: what surrounds the records is part of it. */
    static final int MOST_RECORD_BYTES = 6_291_456 - 1024;

    private final FunctionHost host;
    private final String functionName;
    private final boolean reportsItemFailures;
    private final Optional<TumblingWindow> window;

    HostedBatchFunction(
            FunctionHost host, String functionName, boolean reportsItemFailures, Optional<TumblingWindow> window) {
        this.host = host;
        this.functionName = functionName;
        this.reportsItemFailures = reportsItemFailures;
        this.window = window;
    }

    @Override
    public Outcome invoke(List<Item> items) throws InterruptedException {
        if (!passedWindowIsClosed()) {
            return new Outcome.NotInvoked("the call that closes a tumbling window failed");
        }
        String event = items.stream().map(Item::json).collect(Collectors.joining(",", "{\"Records\":[", "]"))
                + window.map(TumblingWindow::members).orElse("")
                + "}";
        InvocationResult result;
        try {
            result = invoke(event);
        } catch (InvocationException refused) {
            return new Outcome.NotInvoked(String.valueOf(refused.getMessage()));
        }
        InvocationTrace trace =
                new InvocationTrace(result.requestId(), result.executedVersion(), result.functionError());
        boolean stateless = !window.map(of -> of.takesStateOf(result.payload())).orElse(true);
        List<Integer> failed = result.functionError().isPresent() || stateless
                ? BatchAnswer.all(items)
                : reportsItemFailures ? BatchAnswer.failures(result.payload(), items) : List.of();
        return failed.isEmpty() ? new Outcome.Processed() : new Outcome.Failed(failed, trace);
    }

    private boolean passedWindowIsClosed() throws InterruptedException {
        Optional<String> closing = window.flatMap(TumblingWindow::closing);
        if (closing.isEmpty()) {
            return true;
        }
        try {
            if (invoke(closing.get()).functionError().isPresent()) {
                return false;
            }
        } catch (InvocationException refused) {
            return false; // Tried again with the batch, like every call that Lambda refuses.
        }
        window.ifPresent(TumblingWindow::closed);
        return true;
    }

    private InvocationResult invoke(String event) throws InterruptedException {
        return host.invoke(functionName, event.getBytes(StandardCharsets.UTF_8));
    }
}
