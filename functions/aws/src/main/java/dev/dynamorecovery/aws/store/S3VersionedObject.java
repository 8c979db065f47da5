package dev.dynamorecovery.aws.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One object of a bucket that several writers read and replace, each only what it has read. */
public final class S3VersionedObject {

    private static final int PRECONDITION_FAILED = 412;
    /** Another write of the same object was under way, or the object was deleted meanwhile. */
    private static final int CONFLICT = 409;

    private static final int GONE = 404;

    private final S3Client client;
    private final String bucket;
    private final String key;

    public S3VersionedObject(S3Client client, String bucket, String key) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
    }

    /** The object as it was read. */
    @SuppressWarnings("ArrayRecordComponent")
    public record Version(byte[] content, String etag) {}

    /** The object; empty when there is none yet. */
    public Optional<Version> read() {
        try (ResponseInputStream<GetObjectResponse> object =
                client.getObject(request -> request.bucket(bucket).key(key))) {
            return Optional.of(
                    new Version(object.readAllBytes(), object.response().eTag()));
        } catch (NoSuchKeyException none) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("The object '" + key + "' could not be read", unreadable);
        }
    }

    /**
     * Writes the object in place of what was read.
     *
     * @param read what the content follows from; empty where there was none
     * @return false when another stands there by now: read again
     */
    public boolean replace(byte[] content, Optional<Version> read) {
        try {
            client.putObject(
                    request -> {
                        request.bucket(bucket).key(key);
                        read.ifPresentOrElse(
                                version -> request.ifMatch(version.etag()), () -> request.ifNoneMatch("*"));
                    },
                    RequestBody.fromBytes(content));
            return true;
        } catch (S3Exception refused) {
            if (refused.statusCode() == PRECONDITION_FAILED
                    || refused.statusCode() == CONFLICT
                    || (refused.statusCode() == GONE && read.isPresent())) {
                return false;
            }
            throw refused;
        }
    }
}
