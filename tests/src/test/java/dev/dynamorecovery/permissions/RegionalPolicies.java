package dev.dynamorecovery.permissions;

import dev.dynamorecovery.lab.audit.RecordedCall;
import dev.dynamorecovery.lab.template.StackDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What some functions and machines of one Region's stack have called, beside what its policies allow them. */
public final class RegionalPolicies {

    private final Grants grants;
    private final Pattern callers;
    private final Set<RecordedCall> calls;

    /**
     * @param primary whether the stack is the primary's, whose callers bear no Region in their names
     * @param callers logical ids of those that count
     * @param calls of all Regions
     */
    public RegionalPolicies(
            StackDefinition stack, String region, boolean primary, Pattern callers, Collection<RecordedCall> calls) {
        String suffix = primary ? "" : "@" + region;
        this.grants = new Grants(stack);
        this.callers = callers;
        this.calls = calls.stream()
                .filter(call ->
                        call.caller().contains("@") == !primary && call.caller().endsWith(suffix))
                .map(call -> new RecordedCall(
                        call.caller().substring(0, call.caller().length() - suffix.length()),
                        call.action(),
                        call.resource()))
                .filter(call -> callers.matcher(call.caller()).matches())
                .collect(Collectors.toSet());
    }

    /** Every call that no statement allows. */
    public List<RecordedCall> notAllowed() {
        return grants.notAllowed(calls);
    }

    /** Every action that is allowed and was not called, in words. */
    public Set<String> notUsed() {
        return grants.notUsed(calls).stream()
                .filter(grant -> callers.matcher(grant.caller()).matches())
                .map(grant -> grant.caller() + " may " + grant.action() + " by " + grant.sid())
                .collect(Collectors.toSet());
    }
}
