package dev.dynamorecovery.aws.store;

import dev.dynamorecovery.core.store.ObjectNotFoundException;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.InputStream;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Keeps objects in an S3 bucket. */
public final class S3ObjectStore implements ObjectStore {

    private final S3Client client;
    private final String bucket;

    /** The store that is the bucket of that name. */
    public S3ObjectStore(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    @Override
    public void write(String key, byte[] content) {
        client.putObject(request -> request.bucket(bucket).key(key), RequestBody.fromBytes(content));
    }

    @Override
    public InputStream open(String key) {
        try {
            return client.getObject(request -> request.bucket(bucket).key(key));
        } catch (NoSuchKeyException e) {
            throw new ObjectNotFoundException(key, "the bucket '" + bucket + "'");
        }
    }

    /** {@inheritDoc} S3 lists in the order of the keys' UTF-8 bytes. */
    @Override
    public List<String> list(String prefix) {
        return client.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix)).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
