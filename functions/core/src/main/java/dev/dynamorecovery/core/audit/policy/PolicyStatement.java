package dev.dynamorecovery.core.audit.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One denying statement of a policy: whom it covers, what it covers, and whom it leaves out. */
final class PolicyStatement {

    private static final Set<String> EXEMPTING =
            Set.of("ArnNotLike", "ArnNotEquals", "StringNotLike", "StringNotEquals");
    private static final String PRINCIPAL_KEY = "aws:principalarn";

    /** An ARN of a principal that is more than wildcards behind its kind: {@code role/*} would exempt every role. */
    private static final Pattern NAMES_SOMEBODY =
            Pattern.compile("arn:[^:]*:(iam|sts)::[^:]*:(root|[^/]+/(.*[^*?/])[*?/]*)");

    private PolicyStatement() {}

    static Denial denial(JsonNode statement, String action, String resource) {
        String name = statement.hasNonNull("Sid")
                ? "statement " + statement.get("Sid").asText()
                : "a statement without Sid";
        if (!covers(statement, "Action", action, true)) {
            return new Denial.NotProven(name + " does not cover " + action);
        }
        if (!covers(statement, "Resource", resource, false)) {
            return new Denial.NotProven(name + " does not cover " + resource);
        }
        List<String> exempt = new ArrayList<>();
        Optional<String> objection = principals(statement, exempt);
        if (objection.isEmpty()) {
            objection = conditions(statement, exempt);
        }
        if (objection.isEmpty()) {
            objection = exempt.stream()
                    .filter(principal -> hasVariable(principal)
                            || !NAMES_SOMEBODY.matcher(principal).matches())
                    .findFirst()
                    .map(principal -> "exempts '" + principal + "', which names nobody in particular");
        }
        return objection
                .<Denial>map(why -> new Denial.NotProven(name + " " + why))
                .orElseGet(() -> new Denial.Denied(exempt));
    }

    /** Whether the element, or its negation, covers the value; a statement that has both or neither covers nothing. */
    private static boolean covers(JsonNode statement, String element, String value, boolean ignoringCase) {
        boolean positive = statement.has(element);
        if (positive == statement.has("Not" + element)) {
            return false;
        }
        List<String> patterns = texts(statement.get(positive ? element : "Not" + element));
        if (patterns.isEmpty() || patterns.stream().anyMatch(PolicyStatement::hasVariable)) {
            return false;
        }
        return positive == patterns.stream().anyMatch(pattern -> matches(pattern, value, ignoringCase));
    }

    private static Optional<String> principals(JsonNode statement, List<String> exempt) {
        if (statement.has("Principal") == statement.has("NotPrincipal")) {
            return Optional.of("names no principal");
        }
        if (statement.has("NotPrincipal")) {
            JsonNode left = statement.get("NotPrincipal");
            List<String> named = texts(left.isObject() ? left.path("AWS") : left);
            if (named.isEmpty() || (left.isObject() && left.size() > 1)) {
                return Optional.of("leaves out principals that are not understood");
            }
            exempt.addAll(named);
            return Optional.empty();
        }
        JsonNode principal = statement.get("Principal");
        return texts(principal.isObject() ? principal.path("AWS") : principal).contains("*")
                ? Optional.empty()
                : Optional.of("is not for everybody: its principal is " + principal);
    }

    private static Optional<String> conditions(JsonNode statement, List<String> exempt) {
        if (!statement.has("Condition")) {
            return Optional.empty();
        }
        if (!statement.get("Condition").isObject()) {
            return Optional.of("has a condition that is not understood");
        }
        for (Map.Entry<String, JsonNode> operator : statement.get("Condition").properties()) {
            if (operator.getValue().isEmpty()) {
                return Optional.of("has a condition that is not understood: " + operator.getKey());
            }
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                List<String> values = texts(key.getValue());
                if (!EXEMPTING.contains(operator.getKey())
                        || !key.getKey().toLowerCase(Locale.ROOT).equals(PRINCIPAL_KEY)
                        || values.isEmpty()) {
                    return Optional.of("holds only under %s of %s".formatted(operator.getKey(), key.getKey()));
                }
                exempt.addAll(values);
            }
        }
        return Optional.empty();
    }

    /** One text, or a list of nothing but texts; empty for anything else. */
    private static List<String> texts(JsonNode node) {
        if (node.isTextual()) {
            return List.of(node.asText());
        }
        List<String> texts = new ArrayList<>();
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (!element.isTextual()) {
                    return List.of();
                }
                texts.add(element.asText());
            }
        }
        return texts;
    }

    private static boolean hasVariable(String pattern) {
        return pattern.contains("${");
    }

    private static boolean matches(String pattern, String value, boolean ignoringCase) {
        StringBuilder expression = new StringBuilder();
        pattern.chars().forEach(character -> {
            switch (character) {
                case '*' -> expression.append(".*");
                case '?' -> expression.append('.');
                default -> expression.append(Pattern.quote(String.valueOf((char) character)));
            }
        });
        return Pattern.compile(expression.toString(), ignoringCase ? Pattern.CASE_INSENSITIVE : 0)
                .matcher(value)
                .matches();
    }
}
