package dev.dynamorecovery.core.audit.policy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.document.Documents;
import java.nio.charset.StandardCharsets;

/** The statement that denies an action to everybody, in a policy of its own or added to one that is there. */
public final class DenyingStatement {

    private static final String STATEMENT = "Statement";

    private DenyingStatement() {}

    /** A policy that says nothing else. */
    public static String alone(String action, String resource) {
        ObjectNode policy = Documents.json().createObjectNode();
        policy.put("Version", "2012-10-17");
        policy.putArray(STATEMENT).add(statement(action, resource));
        return policy.toString();
    }

    /** That policy, which has to be readable, and the statement behind its own: putting a policy replaces the old one. */
    public static String addedTo(String policy, String action, String resource) {
        JsonNode old = Documents.readJson(policy.getBytes(StandardCharsets.UTF_8));
        ObjectNode longer = old.deepCopy();
        JsonNode statements = old.path(STATEMENT);
        ArrayNode all = longer.putArray(STATEMENT);
        if (statements.isArray()) {
            all.addAll((ArrayNode) statements);
        } else {
            all.add(statements);
        }
        all.add(statement(action, resource));
        return longer.toString();
    }

    private static ObjectNode statement(String action, String resource) {
        ObjectNode statement = Documents.json().createObjectNode();
        statement.put("Effect", "Deny");
        statement.put("Principal", "*");
        statement.put("Action", action);
        statement.put("Resource", resource);
        return statement;
    }
}
