package dev.dynamorecovery.failover;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.document.StrictObject;
import java.util.Set;

/**
 * A person's wish to have another Region serve, while both are well.
 *
 * @param by the person
 * @param dryRun whether to look and change nothing
 */
record MoveRequest(String group, String target, String by, boolean dryRun) {

    private static final Set<String> FIELDS = Set.of("group", "target", "by", "dryRun");

    static MoveRequest of(JsonNode request) {
        StrictObject fields = StrictObject.open(request, "", FIELDS);
        return new MoveRequest(
                fields.text("group", "give the name of a group"),
                fields.text("target", "give the Region that is to serve"),
                fields.text("by", "give your name: it stays in the history"),
                fields.flag("dryRun", false));
    }
}
