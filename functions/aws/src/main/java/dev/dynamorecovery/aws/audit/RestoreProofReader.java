package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.core.audit.posture.RestoreRecord;
import dev.dynamorecovery.core.verification.RestoreProof;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads when tables were last restored for proof, from the times at which the proofs were written. */
final class RestoreProofReader {

    private static final RestoreRecord NONE = new RestoreRecord(Optional.empty(), Optional.empty());

    private final S3Client s3;
    private final String bucket;

    RestoreProofReader(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    ByTable<RestoreRecord> all() {
        return ByTable.all(Look.at("s3:ListBucket", () -> read(RestoreProof.FOLDER)), NONE);
    }

    ByTable<RestoreRecord> each() {
        return table -> Look.at("s3:ListBucket", () -> read(RestoreProof.folder(table)))
                .map(found -> found.getOrDefault(table, NONE));
    }

    private Map<String, RestoreRecord> read(String prefix) {
        Map<String, RestoreRecord> tables = new LinkedHashMap<>();
        s3.listObjectsV2Paginator(request -> request.bucket(bucket).prefix(prefix))
                .contents()
                .forEach(object -> add(object, tables));
        return tables;
    }

    private static void add(S3Object object, Map<String, RestoreRecord> tables) {
        RestoreProof.passed(object.key())
                .ifPresent(table -> tables.merge(
                        table,
                        new RestoreRecord(Optional.of(object.lastModified()), Optional.empty()),
                        RestoreProofReader::both));
        RestoreProof.failed(object.key())
                .ifPresent(table -> tables.merge(
                        table,
                        new RestoreRecord(Optional.empty(), Optional.of(object.lastModified())),
                        RestoreProofReader::both));
    }

    private static RestoreRecord both(RestoreRecord one, RestoreRecord other) {
        return new RestoreRecord(
                one.passedAt().or(other::passedAt), one.failedAt().or(other::failedAt));
    }
}
