package dev.dynamorecovery.permissions;

import dev.dynamorecovery.lab.audit.RecordedCall;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import dev.dynamorecovery.lab.template.PolicyStatement;
import dev.dynamorecovery.lab.template.StackDefinition;
import dev.dynamorecovery.lab.template.StateMachineDefinition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the template's policies allow each function and state machine. */
final class Grants {

    /**
     * One action that one statement allows.
     *
     * @param caller logical id of the function or state machine
     */
    record Grant(String caller, String sid, String action, List<String> resources) {

        boolean covers(RecordedCall call) {
            return caller.equals(call.caller())
                    && matches(action, call.action())
                    && resources.stream().anyMatch(pattern -> matches(pattern, call.resource()));
        }

        private static boolean matches(String pattern, String text) {
            String expression =
                    Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
            return text.matches(expression);
        }

        @Override
        public String toString() {
            return caller + " may " + action + " by statement " + sid + " on " + resources;
        }
    }

    /** A statement whose name begins so allows what AWS does on the caller's behalf: no call of ours shows it. */
    private static final String IMPLIED = "Implied";

    private final Map<String, List<PolicyStatement>> statements = new LinkedHashMap<>();

    Grants(StackDefinition stack) {
        for (FunctionDefinition function : stack.functions()) {
            statements.put(function.logicalId(), function.policies());
        }
        for (StateMachineDefinition machine : stack.stateMachines()) {
            statements.put(machine.logicalId(), machine.policies());
        }
    }

    /** Every call of a function or state machine that no statement allows. */
    List<RecordedCall> notAllowed(Collection<RecordedCall> calls) {
        List<Grant> grants = all();
        return calls.stream()
                .filter(call -> statements.containsKey(call.caller()))
                .filter(call -> grants.stream().noneMatch(grant -> grant.covers(call)))
                .sorted()
                .toList();
    }

    /** Every action allowed that none of the calls needed. */
    List<Grant> notUsed(Collection<RecordedCall> calls) {
        return all().stream()
                .filter(grant -> !grant.sid().startsWith(IMPLIED))
                .filter(grant -> calls.stream().noneMatch(grant::covers))
                .toList();
    }

    private List<Grant> all() {
        List<Grant> grants = new ArrayList<>();
        statements.forEach((caller, policies) -> policies.stream()
                .filter(statement -> statement.effect().equals("Allow"))
                .forEach(statement -> statement
                        .actions()
                        .forEach(action ->
                                grants.add(new Grant(caller, statement.sid(), action, statement.resources())))));
        return grants;
    }
}
