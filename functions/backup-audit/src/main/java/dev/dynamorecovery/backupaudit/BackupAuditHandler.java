package dev.dynamorecovery.backupaudit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.aws.runtime.Environment;
import dev.dynamorecovery.aws.runtime.JsonFunction;
import dev.dynamorecovery.aws.runtime.MalformedEvent;
import dev.dynamorecovery.core.audit.trigger.AuditTrigger;
import dev.dynamorecovery.core.audit.trigger.AuditTriggers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says of each table whether it could be recovered, now: by schedule, when something changed, and when somebody asks. */
public final class BackupAuditHandler implements RequestStreamHandler {

    private static final Logger LOG = LoggerFactory.getLogger(BackupAuditHandler.class);

    private final JsonFunction<JsonNode> function = new JsonFunction<>(JsonNode.class, this::answer);
    private final BackupAudit audit;

    /** The function as Lambda starts it. */
    public BackupAuditHandler() {
        this(System.getenv());
    }

    /** The function in an environment of its own. */
    public BackupAuditHandler(Map<String, String> environment) {
        this(new Environment(environment));
    }

    private BackupAuditHandler(Environment environment) {
        this(AuditParts.of(environment).audit(environment));
    }

    BackupAuditHandler(BackupAudit audit) {
        this.audit = audit;
    }

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        function.handle(input, output, context);
    }

    private Object answer(JsonNode event, Context context) {
        return switch (AuditTriggers.read(event)) {
            case AuditTrigger.Audit asked -> audit.run(asked);
            case AuditTrigger.Nothing nothing -> {
                LOG.info("Nothing to audit: {}", nothing.reason());
                yield new NotAudited(0, nothing.reason());
            }
            case AuditTrigger.Refused refused ->
                throw new MalformedEvent(
                        "The event's field %s cannot be used: %s".formatted(refused.field(), refused.remedy()));
        };
    }

    /** @param reason why nothing was audited */
    record NotAudited(int audited, String reason) {}
}
