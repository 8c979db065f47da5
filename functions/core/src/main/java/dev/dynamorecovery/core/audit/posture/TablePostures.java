package dev.dynamorecovery.core.audit.posture;

import java.util.function.Consumer;

/** Looks at tables. */
public interface TablePostures {

    /**
     * Looks at each table of the scope, one after the other, and hands over what was seen: those that are bound to a plan
     * and those that are not. What could not be looked at is {@link Observed.NotSeen} in the posture, not an error; a table
     * of the scope that does not exist is left out. Of a table that the audit leaves out, and in a look at everything of one
     * that no plan binds, the tags alone are looked at. An error is thrown only where not even the tables could be listed.
     */
    void look(AuditScope scope, Consumer<TablePosture> posture);
}
