package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** Reads {@code AWS::Lambda::Url} that anybody may call. */
final class FunctionUrlReader {

    private final StackScope scope;

    FunctionUrlReader(StackScope scope) {
        this.scope = scope;
    }

    FunctionUrlDefinition read(String logicalId) {
        Properties properties = new Properties(logicalId, scope.properties(logicalId))
                .only(Set.of("AuthType", "TargetFunctionArn", "Qualifier", "InvokeMode"), Set.of("Cors"));
        if (!properties.text("AuthType").equals("NONE")) {
            throw new TemplateException("property " + logicalId + ".AuthType is " + properties.text("AuthType")
                    + ": the lab checks no signatures; its function URLs have NONE");
        }
        String mode = properties.find("InvokeMode").map(JsonNode::asText).orElse("BUFFERED");
        if (!mode.equals("BUFFERED")) {
            throw new TemplateException(
                    "property " + logicalId + ".InvokeMode is " + mode + ": the lab does not stream; use BUFFERED");
        }
        return new FunctionUrlDefinition(
                logicalId,
                scope.physicalName(logicalId),
                scope.functionUrlHost(logicalId),
                scope.functionArn(logicalId));
    }
}
