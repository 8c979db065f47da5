package dev.dynamorecovery.core.audit.policy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.document.InvalidField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells whether a policy denies an action on a resource to everybody, except the principals that the denying statement
 * itself names. Only an explicit denial counts, and only one statement at a time: whatever is not understood proves nothing.
 */
public final class DenialEvaluation {

    private DenialEvaluation() {}

    /**
     * Judges a policy.
     *
     * @param policy the policy's JSON
     * @param action such as {@code dynamodb:DeleteTable}
     * @param resource the ARN that the action is on
     */
    public static Denial of(String policy, String action, String resource) {
        JsonNode document;
        try {
            document = Documents.readJson(policy.getBytes(StandardCharsets.UTF_8));
        } catch (InvalidField malformed) {
            return new Denial.Unreadable("the policy is no well-formed JSON: " + malformed.value());
        }
        JsonNode statements = document.path("Statement");
        if (!statements.isObject() && !statements.isArray()) {
            return new Denial.Unreadable("the policy has no Statement");
        }
        List<String> reasons = new ArrayList<>();
        for (JsonNode statement : statements.isArray() ? statements : List.of(statements)) {
            if (!"Deny".equals(statement.path("Effect").asText())) {
                continue;
            }
            switch (PolicyStatement.denial(statement, action, resource)) {
                case Denial.Denied denied -> {
                    return denied;
                }
                case Denial.NotProven notProven -> reasons.add(notProven.reason());
                case Denial.Unreadable unreadable -> reasons.add(unreadable.reason());
            }
        }
        return new Denial.NotProven(reasons.isEmpty() ? "no statement denies anything" : String.join("; ", reasons));
    }
}
