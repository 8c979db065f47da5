package dev.dynamorecovery.lab.tagging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.front.LabResponse;
import dev.dynamorecovery.lab.front.LabService;
import dev.dynamorecovery.lab.plane.RecoveryPlane;
import dev.dynamorecovery.lab.plane.TaggedTable;
import dev.dynamorecovery.lab.rest.RestCall;
import dev.dynamorecovery.lab.rest.RestService;
import dev.dynamorecovery.lab.rest.ServiceFault;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds tables by their tags, as the Resource Groups Tagging API does: those that have a tag or once had one, never a
 * table that nobody ever tagged.
 */
public final class TaggingService extends RestService {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 100;
    private static final Set<String> FILTERS =
            Set.of("ResourceTypeFilters", "TagFilters", "ResourcesPerPage", "PaginationToken");

    private final RecoveryPlane plane;
    private final LabService dynamoDb;

    public TaggingService(RecoveryPlane plane) {
        super("tagging", "InvalidParameterException", List.of());
        this.plane = plane;
        this.dynamoDb = plane.service();
    }

    @Override
    protected ServiceFault unsupported(String operation) {
        return ServiceFault.of("UnknownOperationException", "The lab does not support the operation " + operation);
    }

    @Override
    protected ObjectNode answer(RestCall call) throws IOException, InterruptedException {
        return switch (call.operation()) {
            case "GetResources" -> resources(call);
            case "TagResources" -> tag(call.only(Set.of("ResourceARNList", "Tags")));
            case "UntagResources" -> untag(call.only(Set.of("ResourceARNList", "TagKeys")));
            default -> throw unsupported(call.operation());
        };
    }

    private ObjectNode resources(RestCall call) throws IOException {
        call.only(FILTERS);
        List<String> types =
                call.list("ResourceTypeFilters").stream().map(JsonNode::asText).toList();
        if (types.isEmpty() || !Set.of("dynamodb", "dynamodb:table").containsAll(types)) {
            throw call.fault("The lab knows the tags of tables only: give ResourceTypeFilters dynamodb:table");
        }
        List<JsonNode> filters = call.list("TagFilters");
        List<TaggedTable> found = plane.taggedTables(call.region()).stream()
                .filter(table -> filters.stream().allMatch(filter -> matches(table, filter)))
                .sorted(Comparator.comparing(TaggedTable::arn))
                .toList();
        RestCall.Page<TaggedTable> page = call.page(found, "ResourcesPerPage", PAGE, "PaginationToken");
        ObjectNode answer =
                JSON.createObjectNode().put("PaginationToken", page.next().orElse(""));
        ArrayNode list = answer.putArray("ResourceTagMappingList");
        page.elements().forEach(table -> {
            ArrayNode tags = list.addObject().put("ResourceARN", table.arn()).putArray("Tags");
            new TreeMap<>(table.tags())
                    .forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
        });
        return answer;
    }

    private static boolean matches(TaggedTable table, JsonNode filter) {
        String value = table.tags().get(filter.path("Key").asText());
        JsonNode wanted = filter.path("Values");
        return value != null
                && (wanted.isEmpty()
                        || wanted.valueStream().anyMatch(text -> text.asText().equals(value)));
    }

    private ObjectNode tag(RestCall call) throws IOException, InterruptedException {
        ArrayNode tags = JSON.createArrayNode();
        call.object("Tags")
                .orElseThrow(() -> call.fault("Tags is required"))
                .properties()
                .forEach(tag -> tags.addObject().put("Key", tag.getKey()).set("Value", tag.getValue()));
        return each(call, "TagResource", "Tags", tags);
    }

    private ObjectNode untag(RestCall call) throws IOException, InterruptedException {
        ArrayNode keys = JSON.createArrayNode().addAll(call.list("TagKeys"));
        return each(call, "UntagResource", "TagKeys", keys);
    }

    /** Has DynamoDB change one resource after the other; those that it refuses are told of. */
    private ObjectNode each(RestCall call, String operation, String member, ArrayNode value)
            throws IOException, InterruptedException {
        ObjectNode answer = JSON.createObjectNode();
        ObjectNode failed = answer.putObject("FailedResourcesMap");
        for (JsonNode arn : call.list("ResourceARNList")) {
            ObjectNode request = JSON.createObjectNode().put("ResourceArn", arn.asText());
            LabResponse response = dynamoDb.handle(new LabRequest(
                    call.region(),
                    call.accessKeyId(),
                    "POST",
                    "/",
                    "",
                    Map.of("x-amz-target", List.of("DynamoDB_20120810." + operation)),
                    JSON.writeValueAsBytes(request.set(member, value))));
            if (response.status() != 200) {
                failed.putObject(arn.asText())
                        .put("StatusCode", response.status())
                        .put("ErrorCode", "InvalidParameterException")
                        .put(
                                "ErrorMessage",
                                JSON.readTree(response.body()).path("message").asText());
            }
        }
        return answer;
    }
}
