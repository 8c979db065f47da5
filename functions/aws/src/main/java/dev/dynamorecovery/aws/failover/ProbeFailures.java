package dev.dynamorecovery.aws.failover;

import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.ProbeFailure;
import java.io.IOException;
import java.net.SocketTimeoutException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Tells what speaks against a Region from what only speaks of the observer or of the set-up. */
final class ProbeFailures {

    private static final int SERVER_ERROR = 500;

    private ProbeFailures() {}

    static Probe classified(RuntimeException failure) {
        return switch (failure) {
            case AwsServiceException refused ->
                !refused.isThrottlingException() && refused.statusCode() >= SERVER_ERROR
                        ? new Probe.Failed(ProbeFailure.SERVER_ERROR)
                        : new Probe.NotSeen("refused with "
                                + (refused.awsErrorDetails() == null
                                        ? refused.statusCode()
                                        : refused.awsErrorDetails().errorCode()));
            case ApiCallAttemptTimeoutException timeout -> new Probe.Failed(ProbeFailure.TIMEOUT);
            case ApiCallTimeoutException timeout -> new Probe.Failed(ProbeFailure.TIMEOUT);
            case AbortedException stopped -> new Probe.NotSeen("the observer was stopped");
            case SdkClientException unreachable -> unreachable(unreachable);
            default -> new Probe.NotSeen(failure.getClass().getSimpleName());
        };
    }

    /** Without an answer it was the network; anything else went wrong on this side of it. */
    private static Probe unreachable(SdkClientException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return new Probe.Failed(ProbeFailure.TIMEOUT);
            }
            if (cause instanceof IOException) {
                return new Probe.Failed(ProbeFailure.CONNECTION_FAILED);
            }
        }
        return new Probe.NotSeen(failure.getClass().getSimpleName());
    }
}
