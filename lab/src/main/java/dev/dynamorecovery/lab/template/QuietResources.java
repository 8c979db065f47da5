package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;

/** Checks resources that run nothing here, so that what CloudFormation would refuse is refused here too. */
final class QuietResources {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StackScope scope;

    QuietResources(StackScope scope) {
        this.scope = scope;
    }

    void check(String logicalId) {
        ResourceKind kind = scope.kind(logicalId);
        if (kind == ResourceKind.DASHBOARD) {
            dashboard(logicalId);
        } else if (kind == ResourceKind.MANAGED_POLICY) {
            managedPolicy(logicalId);
        }
    }

    /** Checks an {@code AWS::CloudWatch::Dashboard}: its body is JSON, with widgets that have a type. */
    private void dashboard(String logicalId) {
        Properties properties = new Properties(logicalId, scope.properties(logicalId))
                .only(Set.of("DashboardName", "DashboardBody"), Set.of());
        String body = properties.text("DashboardBody");
        JsonNode widgets;
        try {
            widgets = JSON.readTree(body).path("widgets");
        } catch (JsonProcessingException malformed) {
            throw new TemplateException(
                    "property " + logicalId + ".DashboardBody is not JSON: " + malformed.getOriginalMessage(),
                    malformed);
        }
        if (widgets.isEmpty()
                || widgets.valueStream()
                        .anyMatch(widget -> !widget.path("type").isTextual()
                                || !widget.path("properties").isObject())) {
            throw new TemplateException("property " + logicalId
                    + ".DashboardBody has no widgets, or one without type and properties: write them");
        }
    }

    /** Checks an {@code AWS::IAM::ManagedPolicy}, whose policies nobody evaluates here. */
    private void managedPolicy(String logicalId) {
        Properties properties = new Properties(logicalId, scope.properties(logicalId))
                .only(
                        Set.of("ManagedPolicyName", "PolicyDocument"),
                        Set.of("Description", "Path", "Roles", "Users", "Groups"));
        JsonNode statements = properties.object("PolicyDocument").json().path("Statement");
        if (statements.isEmpty()) {
            throw new TemplateException("property " + logicalId + ".PolicyDocument has no Statement: write one");
        }
    }
}
