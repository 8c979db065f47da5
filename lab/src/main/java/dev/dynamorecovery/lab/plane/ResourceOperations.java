package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Tags and resource-based policies: what AWS keeps by ARN. */
final class ResourceOperations {

    private static final int TAGS_PER_PAGE = 10;
    private static final int MAXIMUM_TAGS = 50;
    private static final int MAXIMUM_TAG_KEY_CHARACTERS = 128;
    private static final int MAXIMUM_TAG_VALUE_CHARACTERS = 256;

    WireAnswer tagResource(Call call) {
        Parameters parameters = call.parameters().only(Set.of("ResourceArn", "Tags"));
        Table table = table(call.region(), parameters.required("ResourceArn"));
        if (parameters.value("Tags").isEmpty()) {
            throw DynamoDbFault.validation(
                    "1 validation error detected: Value null at 'tags' failed to satisfy constraint: Member must not be null");
        }
        requireValidTags(parameters, table.settings().tags().keySet());
        tag(table, parameters);
        return empty();
    }

    WireAnswer untagResource(Call call) {
        Parameters parameters = call.parameters().only(Set.of("ResourceArn", "TagKeys"));
        Table table = table(call.region(), parameters.required("ResourceArn"));
        JsonNode keys = parameters
                .value("TagKeys")
                .orElseThrow(
                        () -> DynamoDbFault.validation(
                                "1 validation error detected: Value null at 'tagKeys' failed to satisfy constraint: Member must not be null"));
        keys.forEach(key -> table.settings().tags().remove(key.asText()));
        return empty();
    }

    WireAnswer listTags(Call call) {
        Parameters parameters = call.parameters().only(Set.of("ResourceArn", "NextToken"));
        Table table = table(call.region(), parameters.required("ResourceArn"));
        String after =
                parameters.text("NextToken").map(ResourceOperations::decode).orElse("");
        List<Map.Entry<String, String>> rest = table.settings().tags().entrySet().stream()
                .filter(tag -> tag.getKey().compareTo(after) > 0)
                .toList();
        ObjectNode answer = WireJson.object();
        ArrayNode tags = answer.putArray("Tags");
        rest.stream()
                .limit(TAGS_PER_PAGE)
                .forEach(tag -> tags.addObject().put("Key", tag.getKey()).put("Value", tag.getValue()));
        if (rest.size() > TAGS_PER_PAGE) {
            String last = rest.get(TAGS_PER_PAGE - 1).getKey();
            answer.put(
                    "NextToken",
                    Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8)));
        }
        return new WireAnswer(200, WireJson.bytes(answer));
    }

    WireAnswer putPolicy(Call call) {
        Parameters parameters = call.parameters()
                .only(Set.of("ResourceArn", "Policy", "ExpectedRevisionId", "ConfirmRemoveSelfResourceAccess"));
        String arn = parameters.required("ResourceArn");
        Table table = table(call.region(), arn);
        requireRevision(table, arn, parameters.text("ExpectedRevisionId"));
        return revision(setPolicy(table, arn, parameters.required("Policy")));
    }

    WireAnswer getPolicy(Call call) {
        Parameters parameters = call.parameters().only(Set.of("ResourceArn"));
        String arn = parameters.required("ResourceArn");
        TableSettings.ResourcePolicy policy =
                policy(table(call.region(), arn), arn).orElseThrow(() -> policyNotFound(arn));
        ObjectNode answer = WireJson.object().put("Policy", policy.document()).put("RevisionId", policy.revisionId());
        return new WireAnswer(200, WireJson.bytes(answer));
    }

    WireAnswer deletePolicy(Call call) {
        Parameters parameters = call.parameters().only(Set.of("ResourceArn", "ExpectedRevisionId"));
        String arn = parameters.required("ResourceArn");
        Table table = table(call.region(), arn);
        requireRevision(table, arn, parameters.text("ExpectedRevisionId"));
        Optional<TableSettings.ResourcePolicy> removed =
                Optional.ofNullable(table.settings().resourcePolicies().remove(arn));
        return removed.map(policy -> revision(policy.revisionId())).orElseGet(ResourceOperations::empty);
    }

    /** Keeps a policy and gives its revision: the same for the same document. */
    String setPolicy(Table table, String arn, String document) {
        WireJson.request(document.getBytes(StandardCharsets.UTF_8));
        Optional<TableSettings.ResourcePolicy> same =
                policy(table, arn).filter(policy -> policy.document().equals(document));
        TableSettings.ResourcePolicy policy = same.orElseGet(() ->
                new TableSettings.ResourcePolicy(document, UUID.randomUUID().toString()));
        table.settings().resourcePolicies().put(arn, policy);
        return policy.revisionId();
    }

    void tag(Table table, Parameters parameters) {
        parameters
                .value("Tags")
                .ifPresent(tags -> tags.forEach(tag -> table.settings()
                        .tag(tag.path("Key").asText(), tag.path("Value").asText())));
    }

    /** Refuses tags that AWS would refuse, before anything is done. */
    static void requireValidTags(Parameters parameters, Set<String> existing) {
        Set<String> keys = new HashSet<>(existing);
        Set<String> given = new HashSet<>();
        parameters
                .value("Tags")
                .ifPresent(tags -> tags.forEach(tag -> {
                    String key = tag.path("Key").asText();
                    String value = tag.path("Value").asText();
                    if (key.isEmpty() || key.length() > MAXIMUM_TAG_KEY_CHARACTERS) {
                        throw DynamoDbFault.validation("One or more parameter values were invalid: Tag key '" + key
                                + "' must be between 1 and " + MAXIMUM_TAG_KEY_CHARACTERS + " characters long");
                    }
                    if (value.length() > MAXIMUM_TAG_VALUE_CHARACTERS) {
                        throw DynamoDbFault.validation("One or more parameter values were invalid: The value of tag '"
                                + key + "' must be at most " + MAXIMUM_TAG_VALUE_CHARACTERS + " characters long");
                    }
                    if (key.startsWith("aws:")) {
                        throw DynamoDbFault.validation(
                                "One or more parameter values were invalid: System tags cannot be added or updated by users: "
                                        + key);
                    }
                    if (!given.add(key)) {
                        throw DynamoDbFault.validation(
                                "One or more parameter values were invalid: Duplicate tag key: " + key);
                    }
                    keys.add(key);
                }));
        if (keys.size() > MAXIMUM_TAGS) {
            throw DynamoDbFault.validation("One or more parameter values were invalid: Too many tags: " + keys.size()
                    + ", a resource can have " + MAXIMUM_TAGS);
        }
    }

    private static Table table(RegionState region, String arn) {
        String prefix = Arns.table(region.name(), "");
        if (!arn.startsWith("arn:aws:dynamodb:")) {
            throw DynamoDbFault.validation("Invalid TableArn: Invalid ResourceArn provided as input " + arn);
        }
        Optional<Table> table = arn.startsWith(prefix) ? region.table(arn) : Optional.empty();
        return table.filter(found -> !found.status().equals("DELETING"))
                .orElseThrow(() -> DynamoDbFault.of(
                        "ResourceNotFoundException",
                        "Requested resource not found: ResourcArn: " + arn + " not found"));
    }

    private static Optional<TableSettings.ResourcePolicy> policy(Table table, String arn) {
        return Optional.ofNullable(table.settings().resourcePolicies().get(arn));
    }

    private static void requireRevision(Table table, String arn, Optional<String> expected) {
        if (expected.isEmpty()) {
            return;
        }
        Optional<String> actual = policy(table, arn).map(TableSettings.ResourcePolicy::revisionId);
        boolean matches = expected.get().equals("NO_POLICY") ? actual.isEmpty() : actual.equals(expected);
        if (!matches) {
            throw policyNotFound(arn);
        }
    }

    private static DynamoDbFault policyNotFound(String arn) {
        return DynamoDbFault.of(
                "PolicyNotFoundException",
                "Resource-based policy not found for the provided ResourceArn: " + arn
                        + ", or its RevisionId does not match the ExpectedRevisionId");
    }

    private static WireAnswer revision(String id) {
        return new WireAnswer(200, WireJson.bytes(WireJson.object().put("RevisionId", id)));
    }

    private static WireAnswer empty() {
        return new WireAnswer(200, WireJson.bytes(WireJson.object()));
    }

    private static String decode(String token) {
        try {
            return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw DynamoDbFault.validation("Invalid NextToken: take it from the previous answer");
        }
    }
}
