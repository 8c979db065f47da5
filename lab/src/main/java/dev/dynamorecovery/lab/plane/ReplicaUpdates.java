package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an UpdateTable asks of a global table, read with the checks that AWS makes.
 *
 * @param created the Regions that are to get a replica, with their settings
 * @param deleted the Regions whose replica is to go
 * @param strong whether multi-Region strong consistency is asked for
 */
record ReplicaUpdates(List<Creation> created, List<String> deleted, boolean strong) {

    /** @param tableClass {@code TableClassOverride} */
    record Creation(String region, Optional<String> tableClass, Optional<String> key) {}

    static final Set<String> PARAMETERS = Set.of("ReplicaUpdates", "MultiRegionConsistency");

    static ReplicaUpdates of(Parameters request) {
        request.only(Set.of("TableName", "ReplicaUpdates", "MultiRegionConsistency"));
        List<Creation> created = new ArrayList<>();
        List<String> deleted = new ArrayList<>();
        for (JsonNode update : request.value("ReplicaUpdates").orElseGet(WireJson::array)) {
            if (!(update instanceof ObjectNode object) || object.size() != 1) {
                throw DynamoDbFault.validation(
                        "Exactly one of Create, Update and Delete is required in ReplicaUpdates");
            }
            Parameters action = new Parameters("ReplicaUpdates", object).only(Set.of("Create", "Delete"));
            action.object("Create").ifPresent(create -> created.add(creation(create)));
            action.object("Delete")
                    .ifPresent(delete -> deleted.add(new Parameters("ReplicaUpdates.Delete", delete)
                            .only(Set.of("RegionName"))
                            .required("RegionName")));
        }
        if (created.isEmpty() == deleted.isEmpty()) {
            throw DynamoDbFault.validation(
                    "One or more parameter values were invalid: ReplicaUpdates must either create or delete replicas");
        }
        return new ReplicaUpdates(created, deleted, strong(request));
    }

    private static Creation creation(ObjectNode create) {
        Parameters settings = new Parameters("ReplicaUpdates.Create", create)
                .only(Set.of("RegionName", "TableClassOverride", "KMSMasterKeyId"));
        return new Creation(
                settings.required("RegionName"), settings.text("TableClassOverride"), settings.text("KMSMasterKeyId"));
    }

    private static boolean strong(Parameters request) {
        String consistency = request.text("MultiRegionConsistency").orElse("EVENTUAL");
        if (!Set.of("EVENTUAL", "STRONG").contains(consistency)) {
            throw DynamoDbFault.validation(
                    "1 validation error detected: Value '" + consistency
                            + "' at 'multiRegionConsistency' failed to satisfy constraint: Member must satisfy enum value set: [EVENTUAL, STRONG]");
        }
        return consistency.equals("STRONG");
    }
}
