package dev.dynamorecovery.lab.machine.expression;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A read-only view of one node of JSONata's syntax tree.
 *
 * <p>The library keeps the tree to itself (package-private fields), yet an undefined variable can only be found in it;
 * so this class, and no other, reads those fields. A release of the library that moves them fails the tests of this
 * package at once.
 */
record ExpressionSyntax(Object symbol) {

    private static final Map<String, Field> FIELDS = new ConcurrentHashMap<>();

    static ExpressionSyntax of(Jsonata compiled) {
        Object tree = read(compiled, Jsonata.class, "ast");
        if (tree == null) {
            throw new IllegalStateException("JSONata returned no syntax tree");
        }
        return new ExpressionSyntax(tree);
    }

    String type() {
        return read(symbol, Parser.Symbol.class, "type") instanceof String text ? text : "";
    }

    /** The operator, variable name or field name that the node stands for; empty when it has none. */
    String value() {
        Object value = read(symbol, Parser.Symbol.class, "value");
        return value == null ? "" : value.toString();
    }

    /** A name bound by {@code @$name} or {@code #$name}, or null. */
    @Nullable
    String boundName(String field) {
        return read(symbol, Parser.Symbol.class, field) instanceof String name ? name : null;
    }

    @Nullable
    ExpressionSyntax child(String field) {
        return read(symbol, Parser.Symbol.class, field) instanceof Parser.Symbol child
                ? new ExpressionSyntax(child)
                : null;
    }

    List<ExpressionSyntax> children(String field) {
        if (!(read(symbol, Parser.Symbol.class, field) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(Parser.Symbol.class::isInstance)
                .map(ExpressionSyntax::new)
                .toList();
    }

    /** Keys and values of an object constructor or a grouping, flattened in order. */
    List<ExpressionSyntax> pairs() {
        if (!(read(symbol, Parser.Symbol.class, "lhsObject") instanceof List<?> list)) {
            return List.of();
        }
        return list.stream()
                .filter(Object[].class::isInstance)
                .flatMap(pair -> List.of((Object[]) pair).stream())
                .map(ExpressionSyntax::new)
                .toList();
    }

    private static @Nullable Object read(Object owner, Class<?> declaring, String name) {
        Field field = FIELDS.computeIfAbsent(name, ignored -> open(declaring, name));
        try {
            return field.get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("JSONata's syntax tree can't be read: " + name, e);
        }
    }

    private static Field open(Class<?> declaring, String name) {
        try {
            Field field = declaring.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("this release of JSONata has no field " + name + " in its syntax tree", e);
        }
    }
}
