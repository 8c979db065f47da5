package dev.dynamorecovery.aws.runtime;

import java.io.UncheckedIOException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Tells failures that pass from failures that stay. */
final class FunctionFailures {

    private static final int SERVER_ERROR = 500;

    private FunctionFailures() {}

    /** The failure as the state machine is to see it: a {@link TransientFailure} where another try may help. */
    static RuntimeException classified(RuntimeException failure) {
        return isTransient(failure) ? new TransientFailure(message(failure), failure) : failure;
    }

    private static boolean isTransient(Throwable failure) {
        if (failure instanceof SdkServiceException refused) {
            return refused.isThrottlingException() || refused.statusCode() >= SERVER_ERROR;
        }
        if (failure instanceof AbortedException) {
            return false;
        }
        if (failure instanceof SdkClientException || failure instanceof UncheckedIOException) {
            return true;
        }
        return failure.getCause() != null && isTransient(failure.getCause());
    }

    private static String message(RuntimeException failure) {
        return failure.getClass().getSimpleName() + ": " + failure.getMessage();
    }
}
