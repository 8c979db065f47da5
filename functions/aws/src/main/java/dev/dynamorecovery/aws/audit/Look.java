package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.core.audit.posture.Observed;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Tries to look: a call that fails after all its retries makes what it was to see unseen, and nothing else. */
final class Look {

    private static final Logger LOG = LoggerFactory.getLogger(Look.class);

    private Look() {}

    /**
     * What the call sees.
     *
     * @param operation the permission that the call needs, such as {@code dynamodb:DescribeTable}
     */
    static <T> Observed<T> at(String operation, Supplier<? extends T> call) {
        try {
            return Observed.seen(call.get());
        } catch (AbortedException stopped) {
            throw stopped;
        } catch (AwsServiceException refused) {
            return notSeen(operation, code(refused), refused);
        } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException late) {
            return notSeen(operation, "no answer in time", late);
        } catch (SdkClientException unreachable) {
            return notSeen(operation, "no answer", unreachable);
        } catch (RuntimeException unreadable) {
            return notSeen(operation, "its answer cannot be read", unreadable);
        }
    }

    private static <T> Observed<T> notSeen(String operation, String reason, RuntimeException failure) {
        LOG.warn("Could not look by {}", operation, failure);
        return Observed.notSeen(operation + ": " + reason);
    }

    private static String code(AwsServiceException refused) {
        return refused.awsErrorDetails() == null || refused.awsErrorDetails().errorCode() == null
                ? "status " + refused.statusCode()
                : refused.awsErrorDetails().errorCode();
    }
}
