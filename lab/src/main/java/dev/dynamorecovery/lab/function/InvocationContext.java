package dev.dynamorecovery.lab.function;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a handler is told about its invocation.
 *
 * @param startedNanos {@link System#nanoTime} at the start: the remaining time is real time, never scaled
 */
record InvocationContext(
        FunctionDefinition function,
        String requestId,
        String version,
        String invokedArn,
        String logGroup,
        String logStream,
        long startedNanos,
        LambdaLogger logger)
        implements Context {

    @Override
    public String getAwsRequestId() {
        return requestId;
    }

    @Override
    public String getLogGroupName() {
        return logGroup;
    }

    @Override
    public String getLogStreamName() {
        return logStream;
    }

    @Override
    public String getFunctionName() {
        return function.name();
    }

    @Override
    public String getFunctionVersion() {
        return version;
    }

    @Override
    public String getInvokedFunctionArn() {
        return invokedArn;
    }

    /** Null, as for every caller but a mobile application. */
    @Override
    public @Nullable CognitoIdentity getIdentity() {
        return null;
    }

    /** Null, as for every caller but a mobile application. */
    @Override
    public @Nullable ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getRemainingTimeInMillis() {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
        return (int) Math.max(0, function.timeout().minus(elapsed).toMillis());
    }

    @Override
    public int getMemoryLimitInMB() {
        return function.memoryMegabytes();
    }

    @Override
    public LambdaLogger getLogger() {
        return logger;
    }
}
