package dev.dynamorecovery.lab.function;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function as callers name it: by name, partial ARN or ARN, each with or without a qualifier.
 *
 * @param qualifier a version or an alias
 */
record FunctionReference(String name, Optional<String> qualifier) {

    private static final Pattern SHAPE = Pattern.compile(
            "(?:(?:arn:aws:lambda:[a-z0-9-]+:)?[0-9]{12}:function:)?([A-Za-z0-9_-]+)(?::([A-Za-z0-9$_-]+))?");

    static Optional<FunctionReference> parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        return matcher.matches()
                ? Optional.of(new FunctionReference(matcher.group(1), Optional.ofNullable(matcher.group(2))))
                : Optional.empty();
    }
}
