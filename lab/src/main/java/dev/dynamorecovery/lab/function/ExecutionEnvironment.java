package dev.dynamorecovery.lab.function;

import com.amazonaws.services.lambda.runtime.Context;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where one invocation at a time runs: a handler instance that stays for the next, as on Lambda. */
final class ExecutionEnvironment {

    private final FunctionDefinition function;
    private final Map<String, String> variables;
    private final String logStream;
    private @Nullable HostedHandler handler;

    ExecutionEnvironment(FunctionDefinition function, Map<String, String> variables, String logStream) {
        this.function = function;
        this.variables = variables;
        this.logStream = logStream;
    }

    String logStream() {
        return logStream;
    }

    /** Initialises the handler at the first event. */
    byte[] handle(byte[] event, Context context) throws IOException {
        HostedHandler ready = handler;
        if (ready == null) {
            ready = HostedHandler.create(function.handler(), variables);
            handler = ready;
        }
        return ready.handle(event, context);
    }
}
