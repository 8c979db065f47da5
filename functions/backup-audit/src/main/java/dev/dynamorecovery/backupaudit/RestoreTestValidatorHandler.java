package dev.dynamorecovery.backupaudit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.audit.AwsRestoreTests;
import dev.dynamorecovery.aws.audit.RestoreTestVerifications;
import dev.dynamorecovery.aws.runtime.AwsClients;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.runtime.MalformedEvent;
import dev.dynamorecovery.core.audit.restoretest.RestoreTest;
import dev.dynamorecovery.core.audit.restoretest.RestoreTestVerdict;
import dev.dynamorecovery.core.audit.restoretest.VerificationStart;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.backup.BackupClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Has what a restore test of AWS Backup restored verified by the restore machine, and tells AWS Backup the verdict. */
public final class RestoreTestValidatorHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreTestValidatorHandler.class);

    private final JsonFunction<JsonNode> function = new JsonFunction<>(JsonNode.class, this::answer);
    private final AwsRestoreTests tests;
    private final RestoreTestVerifications verifications;
    private final Duration tolerance;

    /** The function as Lambda starts it. */
    public RestoreTestValidatorHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public RestoreTestValidatorHandler(Map<String, String> environment) {
        this(new Environment(environment), new AwsClients(new Environment(environment)));
    }

    private RestoreTestValidatorHandler(Environment environment, AwsClients clients) {
        this(
                new AwsRestoreTests(clients.client(BackupClient.builder())),
                new RestoreTestVerifications(
                        clients.client(SfnClient.builder()), environment.required("RESTORE_STATE_MACHINE_ARN")),
                Duration.ofSeconds(environment.requiredNumber("RECOVERY_POINT_TOLERANCE_SECONDS")));
    }

    RestoreTestValidatorHandler(AwsRestoreTests tests, RestoreTestVerifications verifications, Duration tolerance) {
        this.tests = tests;
        this.verifications = verifications;
        this.tolerance = tolerance;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    /**
     * @param state {@code Verifying}, {@code Answered}, or {@code Closed} where an answer came too late
     * @param valid only true where AWS Backup was told so
     */
    record Answer(String state, boolean valid, String message) {}

    private Object answer(JsonNode event, Context context) {
        JsonNode detail = event.path("detail");
        if (detail.has("executionArn")) {
            String execution = detail.path("name").asText();
            return ended(tests.find(VerificationStart.job(execution).orElseThrow(() -> malformed("detail.name"))));
        }
        String job = detail.path("restoreJobId").asText();
        if (job.isEmpty()) {
            throw malformed("detail.restoreJobId");
        }
        return restored(tests.find(job));
    }

    private static MalformedEvent malformed(String field) {
        return new MalformedEvent("The event's field " + field
                + " names no restore test: see the samples restore-test*.json under events/backup-audit/");
    }

    /** AWS Backup has restored: an execution verifies it. An event that comes again finds the one that there is. */
    private Answer restored(RestoreTest test) {
        if (test.closed()) {
            return closed();
        }
        return switch (VerificationStart.decide(test, tests.times(test), tolerance)) {
            case VerificationStart.CannotTell unknown ->
                answered(test, RestoreTestVerdict.cannotTell(unknown.reason()));
            case VerificationStart.Start start -> verifications.start(start) ? verifying() : ended(test);
        };
    }

    /** The execution is over: AWS Backup is told what it found. */
    private Answer ended(RestoreTest test) {
        if (test.closed()) {
            return closed();
        }
        return verifications
                .ended(VerificationStart.execution(test.job()))
                .map(end -> answered(test, RestoreTestVerdict.of(test, end)))
                .orElseGet(RestoreTestValidatorHandler::verifying);
    }

    private Answer answered(RestoreTest test, RestoreTestVerdict verdict) {
        tests.answer(test.job(), verdict);
        LOG.info("Restore test {} is {}: {}", test.job(), verdict.valid() ? "valid" : "not valid", verdict.message());
        return new Answer("Answered", verdict.valid(), verdict.message());
    }

    private static Answer verifying() {
        return new Answer("Verifying", false, "the restore machine verifies what was restored");
    }

    private static Answer closed() {
        return new Answer("Closed", false, "somebody has answered already, or the time for an answer is over");
    }
}
