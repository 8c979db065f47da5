package dev.dynamorecovery.backupaudit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.core.audit.gate.ReleaseBackups;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.document.StrictObject;
import dev.dynamorecovery.core.restore.TableName;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is to be checked for a release.
 *
 * @param tables those that it touches; empty for all that are bound to a plan
 */
record ReleaseRequest(String release, Optional<Set<String>> tables) {

    private static final Set<String> FIELDS = Set.of("release", "tables");

    /** Reads a request. Throws {@link InvalidField} for anything else. */
    static ReleaseRequest read(JsonNode request) {
        StrictObject fields = StrictObject.open(request, "", FIELDS);
        String release = fields.text("release", "give the release's name");
        // Refuses a name that no backup can have before any is asked for.
        String unused = ReleaseBackups.name(release, "table");
        if (!fields.has("tables")) {
            return new ReleaseRequest(release, Optional.empty());
        }
        Set<String> names = new TreeSet<>();
        for (String name : fields.texts("tables", "give a list of names of tables, or leave the field out for all")) {
            names.add(TableName.checked("tables[%d]".formatted(names.size()), name));
        }
        if (names.isEmpty()) {
            throw new InvalidField("tables", "[]", "name a table, or leave the field out for all");
        }
        return new ReleaseRequest(release, Optional.of(names));
    }

    AuditScope scope() {
        return tables.<AuditScope>map(AuditScope.Tables::new).orElseGet(AuditScope.Everything::new);
    }
}
