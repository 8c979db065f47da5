package dev.dynamorecovery.lab.securityhub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.front.LabRequest;
import dev.dynamorecovery.lab.rest.RestCall;
import dev.dynamorecovery.lab.rest.RestService;
import dev.dynamorecovery.lab.rest.Route;
import dev.dynamorecovery.lab.rest.ServiceFault;
import dev.dynamorecovery.lab.template.StackIdentity;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Security Hub's API, as far as findings of one's own need it. */
public final class SecurityHubService extends RestService {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_PER_CALL = 100;
    private static final Set<String> CHANGES = Set.of(
            "Note",
            "Severity",
            "Workflow",
            "VerificationState",
            "Confidence",
            "Criticality",
            "Types",
            "UserDefinedFields",
            "RelatedFindings");
    private static final Set<String> WORKFLOW = Set.of("NEW", "NOTIFIED", "RESOLVED", "SUPPRESSED");
    private static final Set<String> SORTED_BY = Set.of("UpdatedAt", "CreatedAt", "FirstObservedAt", "LastObservedAt");

    private final Map<String, SecurityHub> hubs;

    /** @param hubs by Region */
    public SecurityHubService(Map<String, SecurityHub> hubs) {
        super(
                "securityhub",
                "InvalidInputException",
                List.of(
                        Route.of("EnableSecurityHub", "POST", "/accounts"),
                        Route.of("DisableSecurityHub", "DELETE", "/accounts"),
                        Route.of("DescribeHub", "GET", "/accounts"),
                        Route.of("BatchImportFindings", "POST", "/findings/import"),
                        Route.of("GetFindings", "POST", "/findings"),
                        Route.of("BatchUpdateFindings", "PATCH", "/findings/batchupdate")));
        this.hubs = Map.copyOf(hubs);
    }

    @Override
    public List<String> resources(LabRequest request) {
        String prefix = "arn:aws:securityhub:" + request.region() + ":" + StackIdentity.LAB_ACCOUNT_ID + ":";
        return List.of(
                operation(request).equals("BatchImportFindings")
                        ? prefix + "product/" + StackIdentity.LAB_ACCOUNT_ID + "/default"
                        : prefix + "hub/default");
    }

    @Override
    protected ObjectNode answer(RestCall call) {
        SecurityHub hub = hubs.get(call.region());
        if (hub == null) {
            throw notSubscribed();
        }
        return switch (call.operation()) {
            case "EnableSecurityHub" -> enable(hub, call);
            case "DisableSecurityHub" -> disable(hub);
            case "DescribeHub" -> describe(hub, call);
            case "BatchImportFindings" -> importAll(on(hub), call.only(Set.of("Findings")));
            case "GetFindings" ->
                find(on(hub), call.only(Set.of("Filters", "SortCriteria", "NextToken", "MaxResults")));
            case "BatchUpdateFindings" -> update(on(hub), call);
            default -> throw unsupported(call.operation());
        };
    }

    private static SecurityHub on(SecurityHub hub) {
        if (hub.subscribedAt().isEmpty()) {
            throw notSubscribed();
        }
        return hub;
    }

    private static ServiceFault notSubscribed() {
        return new ServiceFault(
                "InvalidAccessException",
                "Account " + StackIdentity.LAB_ACCOUNT_ID + " is not subscribed to AWS Security Hub",
                401);
    }

    private static ObjectNode enable(SecurityHub hub, RestCall call) {
        call.only(Set.of("EnableDefaultStandards", "ControlFindingGenerator", "Tags"));
        if (hub.subscribedAt().isPresent()) {
            throw new ServiceFault("ResourceConflictException", "Account is already subscribed to Security Hub", 409);
        }
        hub.enable(true);
        return JSON.objectNode();
    }

    private static ObjectNode disable(SecurityHub hub) {
        on(hub).enable(false);
        return JSON.objectNode();
    }

    private static ObjectNode describe(SecurityHub hub, RestCall call) {
        return JSON.objectNode()
                .put(
                        "HubArn",
                        "arn:aws:securityhub:" + call.region() + ":" + StackIdentity.LAB_ACCOUNT_ID + ":hub/default")
                .put("SubscribedAt", String.valueOf(on(hub).subscribedAt().orElseThrow()))
                .put("AutoEnableControls", true)
                .put("ControlFindingGenerator", "SECURITY_CONTROL");
    }

    private static ObjectNode importAll(SecurityHub hub, RestCall call) {
        List<JsonNode> findings = call.list("Findings");
        if (findings.isEmpty() || findings.size() > MOST_PER_CALL) {
            throw call.fault("Invalid parameter 'Findings'. Must have length between 1 and " + MOST_PER_CALL);
        }
        for (JsonNode finding : findings) {
            String product = finding.path("ProductArn").asText("");
            if (!product.equals(hub.productArn())) {
                throw new ServiceFault(
                        "AccessDeniedException",
                        "User is not authorized to import findings for the product " + product
                                + ": the account's own is " + hub.productArn(),
                        403);
            }
        }
        ObjectNode answer = JSON.objectNode();
        ArrayNode failed = answer.putArray("FailedFindings");
        for (JsonNode finding : findings) {
            hub.importFinding((ObjectNode) finding)
                    .ifPresent(fault -> failed.addObject()
                            .put("Id", finding.path("Id").asText(""))
                            .put("ErrorCode", "InvalidInput")
                            .put("ErrorMessage", "Finding does not adhere to Amazon Finding Format. " + fault));
        }
        return answer.put("FailedCount", failed.size()).put("SuccessCount", findings.size() - failed.size());
    }

    private static ObjectNode find(SecurityHub hub, RestCall call) {
        var wanted = FindingFilters.of(call.object("Filters").orElseGet(JSON::objectNode));
        List<JsonNode> found =
                hub.findings().stream().filter(wanted).sorted(order(call)).toList();
        RestCall.Page<JsonNode> page = call.page(found, "MaxResults", MOST_PER_CALL, "NextToken");
        ObjectNode answer = JSON.objectNode();
        answer.putArray("Findings").addAll(page.elements());
        page.next().ifPresent(token -> answer.put("NextToken", token));
        return answer;
    }

    private static Comparator<JsonNode> order(RestCall call) {
        Optional<JsonNode> criterion = call.list("SortCriteria").stream().findFirst();
        String field = criterion.map(sort -> sort.path("Field").asText("")).orElse("UpdatedAt");
        if (!SORTED_BY.contains(field)) {
            throw call.fault(
                    "The lab sorts by one of " + SORTED_BY.stream().sorted().toList());
        }
        Comparator<JsonNode> ascending = Comparator.comparing(
                finding -> OffsetDateTime.parse(finding.path(field).asText("1970-01-01T00:00:00Z"))
                        .toInstant());
        boolean rising = criterion
                .map(sort -> sort.path("SortOrder").asText("").equals("asc"))
                .orElse(false);
        return rising ? ascending : ascending.reversed();
    }

    private static ObjectNode update(SecurityHub hub, RestCall call) {
        List<JsonNode> identifiers = call.list("FindingIdentifiers");
        if (identifiers.isEmpty() || identifiers.size() > MOST_PER_CALL) {
            throw call.fault("Invalid parameter 'FindingIdentifiers'. Must have length between 1 and " + MOST_PER_CALL);
        }
        ObjectNode changes = call.body().deepCopy();
        changes.remove("FindingIdentifiers");
        changes.fieldNames().forEachRemaining(name -> {
            if (!CHANGES.contains(name)) {
                throw call.fault("Invalid parameter '" + name + "'");
            }
        });
        JsonNode workflow = changes.at("/Workflow/Status");
        if (!workflow.isMissingNode() && !WORKFLOW.contains(workflow.asText())) {
            throw call.fault(
                    "Workflow.Status is none of " + WORKFLOW.stream().sorted().toList());
        }
        ObjectNode answer = JSON.objectNode();
        ArrayNode processed = answer.putArray("ProcessedFindings");
        ArrayNode unprocessed = answer.putArray("UnprocessedFindings");
        for (JsonNode identifier : identifiers) {
            String id = identifier.path("Id").asText();
            if (hub.update(id, identifier.path("ProductArn").asText(), changes.deepCopy())) {
                processed.add(identifier);
            } else {
                ObjectNode refused = unprocessed.addObject();
                refused.set("FindingIdentifier", identifier);
                refused.put("ErrorCode", "FindingNotFound").put("ErrorMessage", "Finding Not Found");
            }
        }
        return answer;
    }
}
