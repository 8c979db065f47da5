package dev.dynamorecovery.aws.audit;

import dev.dynamorecovery.aws.runtime.TransientFailure;
import dev.dynamorecovery.aws.store.S3VersionedObject;
import dev.dynamorecovery.core.audit.state.AuditRun;
import dev.dynamorecovery.core.audit.state.AuditState;
import dev.dynamorecovery.core.audit.state.AuditStateDocument;
import dev.dynamorecovery.core.audit.state.Remembered;
import dev.dynamorecovery.core.audit.state.StateMerge;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What is remembered between audits, in one object: of audits that end together, each is merged into what the other left. */
public final class S3AuditState {

    /** So many audits would have to end in the same second. */
    private static final int ATTEMPTS = 20;

    private final S3VersionedObject object;

    public S3AuditState(S3VersionedObject object) {
        this.object = object;
    }

    /**
     * Remembers an audit, and writes only what tells something new.
     *
     * @param tell is given what was remembered before and what is now, before that is written; once more where another
     *     audit came between
     */
    public Remembered remember(AuditRun run, BiConsumer<AuditState, Remembered> tell) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<S3VersionedObject.Version> version = object.read();
            AuditState before = version.map(found -> AuditStateDocument.read(found.content()))
                    .orElse(AuditState.EMPTY);
            Remembered remembered = StateMerge.merge(before, run);
            tell.accept(before, remembered);
            if (!remembered.worthWriting() || object.replace(AuditStateDocument.write(remembered.state()), version)) {
                return remembered;
            }
        }
        throw new TransientFailure(
                "The state of the audit was replaced by others %d times in a row".formatted(ATTEMPTS));
    }
}
