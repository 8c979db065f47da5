package dev.dynamorecovery.lab.function;

import dev.dynamorecovery.lab.template.FunctionDefinition;
import java.time.Duration;
import java.util.Optional;

/** Told of what becomes of each invocation. */
public interface InvocationListener {

    /** Nobody. */
    static InvocationListener none() {
        return new InvocationListener() {
            @Override
            public void invoked(
                    FunctionDefinition function, Optional<String> qualifier, Duration took, boolean failed) {}

            @Override
            public void throttled(FunctionDefinition function, Optional<String> qualifier) {}
        };
    }

    /**
     * A handler has run to its end, or was stopped.
     *
     * @param failed whether the answer is an error
     */
    void invoked(FunctionDefinition function, Optional<String> qualifier, Duration took, boolean failed);

    /** No handler ran, because too many were running. */
    void throttled(FunctionDefinition function, Optional<String> qualifier);
}
