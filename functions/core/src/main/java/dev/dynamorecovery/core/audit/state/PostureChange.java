package dev.dynamorecovery.core.audit.state;

import dev.dynamorecovery.core.audit.finding.ChangedBy;
import java.util.List;
import java.util.Optional;

/**
 * A table whose broken or unseen rules are others than before.
 *
 * @param added findings that were not there before
 * @param removed findings that are no longer there
 * @param score how far it could be recovered now, 0 to 100; empty where the table is no longer audited
 * @param whereabouts whether the table is still there
 * @param changedBy whose call had the audit run that found it
 */
public record PostureChange(
        String table,
        String arn,
        Optional<String> plan,
        List<RememberedFinding> added,
        List<RememberedFinding> removed,
        Optional<Integer> score,
        Whereabouts whereabouts,
        Optional<ChangedBy> changedBy) {

    public PostureChange {
        added = List.copyOf(added);
        removed = List.copyOf(removed);
    }

    /** What became of the table. */
    public enum Whereabouts {
        AUDITED,
        /** It is there, and left out by its tags. */
        EXEMPT,
        /** It was audited before and is not there any more: somebody deleted it. */
        GONE
    }
}
