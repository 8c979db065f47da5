package dev.dynamorecovery.lab.machine.expression;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks a syntax tree with JSONata's scoping rules and notes every name that comes from outside. */
final class ReferenceFinder {

    /** A block or function body: names bound so far, and the scope around it. */
    private record Scope(@Nullable Scope enclosing, Set<String> names) {

        Scope inner() {
            return new Scope(this, new HashSet<>());
        }

        boolean binds(String name) {
            return names.contains(name) || (enclosing != null && enclosing.binds(name));
        }
    }

    private final Set<String> variables = new LinkedHashSet<>();
    private final Set<List<String>> statesPaths = new LinkedHashSet<>();
    private final List<String> faults = new ArrayList<>();

    static References find(ExpressionSyntax root) {
        ReferenceFinder finder = new ReferenceFinder();
        finder.visit(root, new Scope(null, new HashSet<>()), false);
        return new References(finder.variables, finder.statesPaths, finder.faults);
    }

    /** @param hasContext whether {@code $} stands for something here; at the top of a state's expression it does not */
    private void visit(@Nullable ExpressionSyntax node, Scope scope, boolean hasContext) {
        if (node == null) {
            return;
        }
        switch (node.type()) {
            case "path" -> path(node, scope, hasContext);
            case "variable" -> variable(node, List.of(), scope, hasContext);
            case "name", "wildcard", "descendant", "parent" -> bareField(node, hasContext);
            case "lambda" -> lambda(node, scope, hasContext);
            case "block" -> {
                Scope inner = scope.inner();
                node.children("expressions").forEach(part -> visit(part, inner, hasContext));
            }
            case "bind" -> bind(node, scope, hasContext);
            case "transform" -> {
                for (String clause : List.of("pattern", "update", "delete")) {
                    visit(node.child(clause), scope, true);
                }
            }
            default -> {
                for (String field : List.of("procedure", "lhs", "rhs", "condition", "then", "_else", "expression")) {
                    visit(node.child(field), scope, hasContext);
                }
                node.children("arguments").forEach(argument -> visit(argument, scope, hasContext));
                node.children("expressions").forEach(element -> visit(element, scope, hasContext));
                node.pairs().forEach(part -> visit(part, scope, hasContext));
            }
        }
        refinements(node, scope);
    }

    /** Predicates, grouping and sorting, all of which have the item at hand as their context. */
    private void refinements(ExpressionSyntax node, Scope scope) {
        for (String field : List.of("predicate", "stages")) {
            for (ExpressionSyntax stage : node.children(field)) {
                if (stage.type().equals("index")) {
                    scope.names().add(stage.value());
                }
                visit(stage.child("expr"), scope, true);
            }
        }
        ExpressionSyntax group = node.child("group");
        if (group != null) {
            group.pairs().forEach(part -> visit(part, scope, true));
        }
    }

    private void path(ExpressionSyntax node, Scope outer, boolean hasContext) {
        Scope scope = outer.inner();
        List<ExpressionSyntax> steps = node.children("steps");
        for (int i = 0; i < steps.size(); i++) {
            ExpressionSyntax step = steps.get(i);
            boolean context = hasContext || i > 0;
            for (String field : List.of("focus", "index")) {
                String name = step.boundName(field);
                if (name != null) {
                    scope.names().add(name);
                }
            }
            if (step.type().equals("sort")) {
                step.children("terms").forEach(term -> visit(term.child("expression"), scope, true));
            } else if (step.type().equals("variable")) {
                variable(step, fieldsAfter(steps, i), scope, context);
                refinements(step, scope);
            } else {
                visit(step, scope, context);
            }
        }
        refinementsOfPath(node, scope);
    }

    private void refinementsOfPath(ExpressionSyntax node, Scope scope) {
        ExpressionSyntax group = node.child("group");
        if (group != null) {
            group.pairs().forEach(part -> visit(part, scope, true));
        }
    }

    private static List<String> fieldsAfter(List<ExpressionSyntax> steps, int position) {
        return steps.subList(position + 1, steps.size()).stream()
                .takeWhile(step -> step.type().equals("name"))
                .map(ExpressionSyntax::value)
                .toList();
    }

    private void variable(ExpressionSyntax node, List<String> fields, Scope scope, boolean hasContext) {
        String name = node.value();
        if (name.isEmpty() || name.equals("$")) {
            if (!hasContext || name.equals("$")) {
                faults.add("$" + name + " stands for nothing in a state machine: name the input as $states.input");
            }
        } else if (scope.binds(name)) {
            return;
        } else if (name.equals("states")) {
            statesPaths.add(fields);
        } else if (name.equals("eval")) {
            faults.add("$eval is not offered by Step Functions: use $parse");
        } else if (!Functions.NAMES.contains(name)) {
            variables.add(name);
        }
    }

    private void bareField(ExpressionSyntax node, boolean hasContext) {
        if (!hasContext) {
            String field = node.type().equals("name") ? node.value() : node.type();
            faults.add("the field " + field + " is read from nothing: write $states.input." + field
                    + " or a variable before it");
        }
    }

    private void lambda(ExpressionSyntax node, Scope outer, boolean hasContext) {
        Scope scope = outer.inner();
        node.children("arguments").forEach(parameter -> scope.names().add(parameter.value()));
        visit(node.child("body"), scope, hasContext);
    }

    private void bind(ExpressionSyntax node, Scope scope, boolean hasContext) {
        ExpressionSyntax target = node.child("lhs");
        ExpressionSyntax bound = node.child("rhs");
        String name = target == null ? "" : target.value();
        if (name.equals("states")) {
            faults.add("$states is reserved and can't be bound");
        }
        boolean recursive = bound != null && bound.type().equals("lambda");
        if (recursive) {
            scope.names().add(name);
        }
        visit(bound, scope, hasContext);
        scope.names().add(name);
    }
}
