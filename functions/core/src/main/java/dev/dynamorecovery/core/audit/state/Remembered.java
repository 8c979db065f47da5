package dev.dynamorecovery.core.audit.state;

import java.util.List;

/**
 * What an audit makes of what was remembered.
 *
 * @param worthWriting whether it tells anything else than before
 * @param changes the tables whose findings changed, by name
 */
public record Remembered(AuditState state, boolean worthWriting, List<PostureChange> changes) {

    public Remembered {
        changes = List.copyOf(changes);
    }
}
