package dev.dynamorecovery.restore;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.changelog.DynamoDbChangeLogIndex;
import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.aws.replay.DynamoDbReplayTables;
import dev.dynamorecovery.aws.restore.DynamoDbRestoreObserver;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.scan.DynamoDbTableKeys;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.replay.request.RecoveryPointIntake;
import dev.dynamorecovery.core.replay.request.VerificationIntake;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.restore.ScanSegments;
import dev.dynamorecovery.core.verification.IntakeDecision;
import dev.dynamorecovery.core.verification.RecoveryJob;
import dev.dynamorecovery.core.verification.ReportRequest;
import dev.dynamorecovery.core.verification.RequestIntake;
import dev.dynamorecovery.core.verification.StoredBaselines;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Admits a request as a job, or refuses it with field, value and remedy. */
public final class RestoreRequestValidatorHandler implements RequestStreamHandler {

    private final JsonFunction<Event> function = new JsonFunction<>(Event.class, this::answer);
    private final RequestIntake intake;
    private final VerificationIntake verifications;
    private final RecoveryPointIntake recoveryPoints;

    /** The function as Lambda starts it. */
    public RestoreRequestValidatorHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public RestoreRequestValidatorHandler(Map<String, String> environment) {
        this(
                intake(new Environment(environment)),
                verifications(new Environment(environment)),
                recoveryPoints(new Environment(environment)));
    }

    RestoreRequestValidatorHandler(
            RequestIntake intake, VerificationIntake verifications, RecoveryPointIntake recoveryPoints) {
        this.intake = intake;
        this.verifications = verifications;
        this.recoveryPoints = recoveryPoints;
    }

    private static VerificationIntake verifications(Environment environment) {
        AwsClients clients = new AwsClients(environment);
        DynamoDbClient dynamoDb = clients.dynamoDb();
        return new VerificationIntake(
                new DynamoDbReplayTables(dynamoDb),
                new PackagedPlans(),
                new DynamoDbRestoreObserver(dynamoDb, new PackagedPlans()),
                new ScanSegments(environment.requiredNumber("SEGMENT_MEBIBYTES"), ScanSegments.MAXIMUM),
                RestoreRequestValidatorHandler::newHashKey,
                Buckets.of(environment, clients).work());
    }

    private static RecoveryPointIntake recoveryPoints(Environment environment) {
        AwsClients clients = new AwsClients(environment);
        Buckets buckets = Buckets.of(environment, clients);
        DynamoDbClient dynamoDb = clients.dynamoDb();
        return new RecoveryPointIntake(
                new DynamoDbReplayTables(dynamoDb),
                new PackagedPlans(),
                new DynamoDbRestoreObserver(dynamoDb, new PackagedPlans()),
                new StoredBaselines(buckets.evidence()),
                DynamoDbChangeLogIndex.of(environment, clients),
                new ScanSegments(environment.requiredNumber("SEGMENT_MEBIBYTES"), ScanSegments.MAXIMUM),
                buckets.work());
    }

    private static RequestIntake intake(Environment environment) {
        AwsClients clients = new AwsClients(environment);
        Buckets buckets = Buckets.of(environment, clients);
        DynamoDbClient dynamoDb = clients.dynamoDb();
        return new RequestIntake(
                new DynamoDbRestoreObserver(dynamoDb, new PackagedPlans()),
                new DynamoDbTableKeys(dynamoDb),
                new StoredBaselines(buckets.evidence()),
                DynamoDbChangeLogIndex.of(environment, clients),
                new ScanSegments(environment.requiredNumber("SEGMENT_MEBIBYTES"), ScanSegments.MAXIMUM),
                RestoreRequestValidatorHandler::newHashKey,
                buckets.work());
    }

    /** Made for each key: a generator in a snapshot would give its copies the same numbers. */
    private static HashKey newHashKey() {
        byte[] bytes = new byte[HashKey.BYTES];
        new SecureRandom().nextBytes(bytes);
        return HashKey.of(bytes);
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /** The execution, and its input as it came. */
    record Event(ReportRequest.Execution execution, JsonNode request) {}

    /** The job, or why there is none. */
    record Answer(@Nullable RecoveryJob job, @Nullable Refused refusal) {}

    /** The code that the execution fails with, and every reason. */
    record Refused(String code, List<Refusal> refusals) {}

    private Object answer(Event event, Context context) {
        return switch (decide(event)) {
            case IntakeDecision.Admitted admitted -> new Answer(admitted.job(), null);
            case IntakeDecision.Refused refused ->
                new Answer(
                        null, new Refused(refused.refusals().getFirst().code().code(), refused.refusals()));
        };
    }

    private IntakeDecision decide(Event event) {
        String execution = event.execution().name();
        if (RecoveryPointIntake.concerns(event.request())) {
            return recoveryPoints.decide(execution, event.request(), Instant.now());
        }
        return VerificationIntake.concerns(event.request())
                ? verifications.decide(execution, event.request(), Instant.now())
                : intake.decide(execution, event.request(), Instant.now());
    }
}
