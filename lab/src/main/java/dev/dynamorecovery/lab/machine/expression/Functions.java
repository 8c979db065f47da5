package dev.dynamorecovery.lab.machine.expression;

import java.util.Set;
import java.util.TreeSet;

/** The functions an expression may call: JSONata's own without {@code $eval}, and those that Step Functions adds. */
final class Functions {

    private static final Set<String> JSONATA = Set.of(
            "sum",
            "count",
            "max",
            "min",
            "average",
            "string",
            "substring",
            "substringBefore",
            "substringAfter",
            "lowercase",
            "uppercase",
            "length",
            "trim",
            "pad",
            "match",
            "contains",
            "replace",
            "split",
            "join",
            "formatNumber",
            "formatBase",
            "formatInteger",
            "parseInteger",
            "number",
            "floor",
            "ceil",
            "round",
            "abs",
            "sqrt",
            "power",
            "random",
            "boolean",
            "not",
            "map",
            "zip",
            "filter",
            "single",
            "reduce",
            "sift",
            "keys",
            "lookup",
            "append",
            "exists",
            "spread",
            "merge",
            "reverse",
            "each",
            "error",
            "assert",
            "type",
            "sort",
            "shuffle",
            "distinct",
            "base64encode",
            "base64decode",
            "encodeUrlComponent",
            "encodeUrl",
            "decodeUrlComponent",
            "decodeUrl",
            "toMillis",
            "fromMillis",
            "clone",
            "now",
            "millis");

    private static final Set<String> STEP_FUNCTIONS = Set.of("partition", "range", "hash", "random", "uuid", "parse");

    static final Set<String> NAMES = union();

    private Functions() {}

    private static Set<String> union() {
        Set<String> names = new TreeSet<>(JSONATA);
        names.addAll(STEP_FUNCTIONS);
        return Set.copyOf(names);
    }
}
