package dev.dynamorecovery.aws.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Takes the body of one successful response out of the SDK's hands before it is made into objects.
 *
 * <p>Signing, retries and errors stay the SDK's. The checksum that DynamoDB sends is verified here instead, over the same
 * bytes, and a page that does not match is asked for again.
 */
final class ScanBodyCapture implements ExecutionInterceptor {

    private static final String CHECKSUM_HEADER = "x-amz-crc32";
    private static final byte[] EMPTY_RESPONSE = "{}".getBytes(US_ASCII);

    private byte @Nullable [] body;

    /** The body of the last successful response, or null when the SDK handed none over. */
    byte @Nullable [] body() {
        return body;
    }

    @Override
    public SdkHttpResponse modifyHttpResponse(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        if (!context.httpResponse().isSuccessful()) {
            return context.httpResponse();
        }
        body = read(context);
        verify(context.httpResponse(), body);
        return context.httpResponse().toBuilder()
                .removeHeader(CHECKSUM_HEADER)
                .putHeader("Content-Length", Integer.toString(EMPTY_RESPONSE.length))
                .build();
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        return context.httpResponse().isSuccessful()
                ? Optional.of(new ByteArrayInputStream(EMPTY_RESPONSE))
                : context.responseBody();
    }

    private static byte[] read(Context.ModifyHttpResponse context) {
        try (InputStream in = context.responseBody().orElseGet(InputStream::nullInputStream)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw RetryableException.builder()
                    .message("A Scan response broke off")
                    .cause(e)
                    .build();
        }
    }

    private static void verify(SdkHttpResponse response, byte[] body) {
        response.firstMatchingHeader(CHECKSUM_HEADER).ifPresent(expected -> {
            CRC32 checksum = new CRC32();
            checksum.update(body);
            if (!expected.equals(Long.toString(checksum.getValue()))) {
                throw RetryableException.builder()
                        .message("A Scan response of " + body.length + " bytes does not match its checksum")
                        .build();
            }
        });
    }
}
