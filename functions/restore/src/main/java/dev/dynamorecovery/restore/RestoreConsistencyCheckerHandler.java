package dev.dynamorecovery.restore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.core.verification.CopyComparison;
import dev.dynamorecovery.core.verification.CopyJudge;
import dev.dynamorecovery.core.verification.DigestPass;
import dev.dynamorecovery.core.verification.ExpectedStates;
import dev.dynamorecovery.core.verification.Judgement;
import dev.dynamorecovery.core.verification.RecoveryJob;
import dev.dynamorecovery.core.verification.StoredDocuments;
import dev.dynamorecovery.core.verification.StoredHashKey;
import dev.dynamorecovery.core.verification.WorkKeys;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;

/** Adds up digests, compares them, names what differs, and judges the restored copy. It reads no table. */
public final class RestoreConsistencyCheckerHandler implements RequestStreamHandler {

    private final JsonFunction<CheckerEvent> function = new JsonFunction<>(CheckerEvent.class, this::answer);
    private final Buckets buckets;
    private final StoredDocuments work;

    /** The function as Lambda starts it. */
    public RestoreConsistencyCheckerHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public RestoreConsistencyCheckerHandler(Map<String, String> environment) {
        this(Buckets.of(new Environment(environment), new AwsClients(new Environment(environment))));
    }

    RestoreConsistencyCheckerHandler(Buckets buckets) {
        this.buckets = buckets;
        this.work = new StoredDocuments(buckets.work());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** When the next pass may begin. */
    record MergeAnswer(Instant nextPassNotBefore) {}

    /** How many differences were named. */
    record JoinAnswer(long count) {}

    /** The verdict's word. */
    record JudgeAnswer(String outcome) {}

    private Object answer(CheckerEvent event, Context context) {
        return switch (event) {
            case CheckerEvent.MergeDigests merge -> {
                DigestPass pass = DigestPass.merge(
                        new WorkKeys(merge.execution()), merge.pass().side(), merge.segments(), work);
                yield new MergeAnswer(merge.pass().spaced() ? pass.secondReadingNotBefore() : pass.endedAt());
            }
            case CheckerEvent.CompareDigests compare ->
                comparison(compare.job()).compareDigests();
            case CheckerEvent.JoinGroup join ->
                new JoinAnswer(comparison(join.job())
                        .joinGroup(join.group(), StoredHashKey.read(join.job().keys(), buckets.work()))
                        .total());
            case CheckerEvent.Judge judge -> {
                Judgement judgement = new CopyJudge(
                                judge.job(), Plans.of(judge.job().plan()), work)
                        .judge(expected(judge.job()), Instant.now());
                yield new JudgeAnswer(judgement.outcome().label());
            }
        };
    }

    private CopyComparison comparison(RecoveryJob.Restore job) {
        return expected(job).comparison(job, work);
    }

    private ExpectedStates expected(RecoveryJob.Restore job) {
        return ExpectedStates.of(job, buckets.work(), buckets.evidence());
    }
}
