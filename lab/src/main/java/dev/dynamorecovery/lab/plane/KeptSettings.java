package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The settings of CreateTable, UpdateTable and the restores that the plane keeps itself: checked, then applied. */
final class KeptSettings {

    private static final Set<String> VIEW_TYPES = Set.of("KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES");
    private static final Set<String> TABLE_CLASSES = Set.of("STANDARD", "STANDARD_INFREQUENT_ACCESS");

    private KeptSettings() {}

    /** The view type of a stream to be enabled; empty when none is. */
    static Optional<String> streamToEnable(Parameters parameters) {
        Optional<ObjectNode> specification = parameters.object("StreamSpecification");
        if (specification
                .filter(stream -> stream.path("StreamEnabled").asBoolean())
                .isEmpty()) {
            return Optional.empty();
        }
        String viewType = specification.get().path("StreamViewType").asText();
        if (!VIEW_TYPES.contains(viewType)) {
            throw DynamoDbFault.validation(
                    "1 validation error detected: Value '" + viewType
                            + "' at 'streamSpecification.streamViewType' failed to satisfy constraint: Member must satisfy enum value set: [NEW_IMAGE, OLD_IMAGE, NEW_AND_OLD_IMAGES, KEYS_ONLY]");
        }
        return Optional.of(viewType);
    }

    static Optional<ObjectNode> tableClass(Parameters parameters, Instant now) {
        return parameters.text("TableClass").map(tableClass -> {
            if (!TABLE_CLASSES.contains(tableClass)) {
                throw DynamoDbFault.validation(
                        "1 validation error detected: Value '" + tableClass
                                + "' at 'tableClass' failed to satisfy constraint: Member must satisfy enum value set: [STANDARD, STANDARD_INFREQUENT_ACCESS]");
            }
            return WireJson.object()
                    .put("TableClass", tableClass)
                    .set("LastUpdateDateTime", WireJson.epochSeconds(now));
        });
    }

    /** The description that an encryption setting leads to; empty for the key that AWS owns. */
    static Optional<ObjectNode> encryption(String region, ObjectNode specification) {
        if (!specification.path("Enabled").asBoolean()) {
            return Optional.empty();
        }
        String type = specification.path("SSEType").asText("KMS");
        if (!type.equals("KMS")) {
            throw DynamoDbFault.validation(
                    "One or more parameter values were invalid: SSEType " + type + " is not supported: use KMS");
        }
        String key = specification.path("KMSMasterKeyId").asText("alias/aws/dynamodb");
        return Optional.of(WireJson.object()
                .put("Status", "ENABLED")
                .put("SSEType", type)
                .put("KMSMasterKeyArn", key.startsWith("arn:") ? key : keyArn(region, key)));
    }

    private static String keyArn(String region, String key) {
        // AWS resolves an alias to its key: here to one that is always the same for the alias.
        String id = key.startsWith("alias/")
                ? UUID.nameUUIDFromBytes((region + key).getBytes(StandardCharsets.UTF_8))
                        .toString()
                : key;
        return "arn:aws:kms:" + region + ':' + Arns.ACCOUNT_ID + ":key/" + id;
    }
}
