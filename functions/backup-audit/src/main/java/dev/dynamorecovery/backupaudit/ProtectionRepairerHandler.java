package dev.dynamorecovery.backupaudit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.audit.DynamoDbRepairs;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** Gives tables back the protection that they lack: what plans ask to have repaired, or a person asks by name. */
public final class ProtectionRepairerHandler implements RequestStreamHandler {

    private final JsonFunction<JsonNode> function = new JsonFunction<>(JsonNode.class, this::answer);
    private final ProtectionRepair repair;

    /** The function as Lambda starts it. */
    public ProtectionRepairerHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public ProtectionRepairerHandler(Map<String, String> environment) {
        this(new Environment(environment));
    }

    private ProtectionRepairerHandler(Environment environment) {
        this(AuditParts.of(environment), environment.required("TABLE_ARN_PREFIX"));
    }

    private ProtectionRepairerHandler(AuditParts parts, String tableArnPrefix) {
        this.repair = new ProtectionRepair(
                parts.postures(),
                parts.plans(),
                new DynamoDbRepairs(parts.clients().dynamoDb(), tableArnPrefix, Thread::sleep),
                parts.evidence(),
                parts.stage(),
                parts.time());
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    private Object answer(JsonNode event, Context context) {
        RepairRequest request = RepairRequest.read(event);
        return new Answer(request.dryRun(), repair.run(request));
    }

    record Answer(boolean dryRun, List<TableRepair> repairs) {}
}
