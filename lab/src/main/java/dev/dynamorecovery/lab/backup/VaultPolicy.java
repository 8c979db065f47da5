package dev.dynamorecovery.lab.backup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A vault's access policy, as far as the lab judges one: who, what, and conditions on the caller's ARN. */
record VaultPolicy(JsonNode document) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @throws IllegalArgumentException when the text is no policy */
    static VaultPolicy parse(String text) {
        try {
            JsonNode document = JSON.readTree(text);
            if (!document.path("Statement").isContainerNode()) {
                throw new IllegalArgumentException("The policy has no Statement");
            }
            return new VaultPolicy(document);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("The policy is not JSON: " + malformed.getOriginalMessage(), malformed);
        }
    }

    /** Whether a statement denies an action; a condition that the lab does not know counts as met. */
    boolean denies(String action, String principalArn) {
        return statements("Deny")
                .anyMatch(statement -> covers(statement, action, principalArn) && conditions(statement, principalArn));
    }

    /** Whether a statement allows an action; a condition that the lab does not know counts as met, too. */
    boolean allows(String action, String principalArn) {
        return statements("Allow")
                .anyMatch(statement -> covers(statement, action, principalArn) && conditions(statement, principalArn));
    }

    private Stream<JsonNode> statements(String effect) {
        return each(document.path("Statement"))
                .filter(statement -> statement.path("Effect").asText().equals(effect));
    }

    private static boolean covers(JsonNode statement, String action, String principalArn) {
        boolean acts = statement.has("NotAction")
                ? each(statement.path("NotAction")).noneMatch(pattern -> like(pattern.asText(), action))
                : each(statement.path("Action")).anyMatch(pattern -> like(pattern.asText(), action));
        JsonNode principal = statement.path("Principal");
        JsonNode named = principal.isObject() ? principal.path("AWS") : principal;
        return acts && each(named).anyMatch(pattern -> isPrincipal(pattern.asText(), principalArn));
    }

    private static boolean isPrincipal(String pattern, String arn) {
        String account = arn.split(":", 6)[4];
        return pattern.equals("*")
                || pattern.equals(account)
                || pattern.equals("arn:aws:iam::" + account + ":root")
                || pattern.equals(arn);
    }

    private static boolean conditions(JsonNode statement, String principalArn) {
        return statement.path("Condition").properties().stream()
                .allMatch(operator -> operator.getValue().properties().stream()
                        .allMatch(key -> condition(operator.getKey(), key, principalArn)));
    }

    private static boolean condition(String operator, Map.Entry<String, JsonNode> key, String principalArn) {
        if (!key.getKey().equals("aws:PrincipalArn")) {
            return true;
        }
        boolean any = each(key.getValue()).anyMatch(pattern -> like(pattern.asText(), principalArn));
        return switch (operator) {
            case "ArnLike", "ArnEquals", "StringLike", "StringEquals" -> any;
            case "ArnNotLike", "ArnNotEquals", "StringNotLike", "StringNotEquals" -> !any;
            default -> true;
        };
    }

    private static Stream<JsonNode> each(JsonNode oneOrMany) {
        return oneOrMany.isArray() ? oneOrMany.valueStream() : Stream.of(oneOrMany);
    }

    private static boolean like(String pattern, String text) {
        String expression = Pattern.quote(pattern).replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q");
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .matches();
    }
}
