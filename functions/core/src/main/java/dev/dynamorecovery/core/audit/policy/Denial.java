package dev.dynamorecovery.core.audit.policy;

import java.util.List;

/** What a policy says of an action that nobody should be able to take. */
public sealed interface Denial {

    /**
     * It is denied to everybody.
     *
     * @param exempt the principals that the statement itself leaves out, as it writes them
     */
    record Denied(List<String> exempt) implements Denial {
        public Denied {
            exempt = List.copyOf(exempt);
        }
    }

    /** Nothing in the policy proves that it is denied to everybody. */
    record NotProven(String reason) implements Denial {}

    /** The policy is no policy. */
    record Unreadable(String reason) implements Denial {}
}
