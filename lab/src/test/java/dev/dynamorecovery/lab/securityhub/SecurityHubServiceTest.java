package dev.dynamorecovery.lab.securityhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.LabClients;
import dev.dynamorecovery.lab.event.EventBus;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.securityhub.SecurityHubClient;
import software.amazon.awssdk.services.securityhub.model.AccessDeniedException;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFindingFilters;
import software.amazon.awssdk.services.securityhub.model.BatchImportFindingsResponse;
import software.amazon.awssdk.services.securityhub.model.ComplianceStatus;
import software.amazon.awssdk.services.securityhub.model.InvalidAccessException;
import software.amazon.awssdk.services.securityhub.model.InvalidInputException;
import software.amazon.awssdk.services.securityhub.model.RecordState;
import software.amazon.awssdk.services.securityhub.model.Resource;
import software.amazon.awssdk.services.securityhub.model.SecurityHubException;
import software.amazon.awssdk.services.securityhub.model.SeverityLabel;
import software.amazon.awssdk.services.securityhub.model.StringFilter;
import software.amazon.awssdk.services.securityhub.model.WorkflowStatus;

class SecurityHubServiceTest {

    private static final String PRODUCT = "arn:aws:securityhub:eu-west-1:123456789012:product/123456789012/default";
    private static final String TABLE = "arn:aws:dynamodb:eu-west-1:123456789012:table/orders";

    private final VirtualLabTime time = new VirtualLabTime(Instant.parse("2026-03-01T10:00:00Z"));
    private final EventBus bus = new EventBus("eu-west-1", List.of(), (arn, payload) -> {}, () -> {}, time);
    private LabFront front;
    private SecurityHubClient client;

    @BeforeEach
    void start() throws Exception {
        front = LabFront.start(0, call -> {});
        front.serve(new SecurityHubService(Map.of(
                "eu-west-1",
                new SecurityHub("eu-west-1", true, bus, time),
                "eu-west-2",
                new SecurityHub("eu-west-2", false, bus, time))));
        client = LabClients.of(SecurityHubClient.builder(), front.endpoint(), Region.EU_WEST_1);
    }

    @AfterEach
    void stop() {
        client.close();
        front.close();
        bus.close();
    }

    @Test
    void shouldImportAFindingAndResolveTheSameOneInPlace() {
        importAll(finding("pitr/orders").build());
        BatchImportFindingsResponse updated = importAll(finding("pitr/orders")
                .updatedAt("2026-03-01T10:05:00Z")
                .createdAt("2026-03-01T10:05:00Z")
                .firstObservedAt("2026-03-01T10:05:00Z")
                .compliance(compliance -> compliance.status(ComplianceStatus.PASSED))
                .recordState(RecordState.ARCHIVED)
                .build());

        assertThat(updated.successCount()).isEqualTo(1);
        AwsSecurityFinding found = client.getFindings().findings().getFirst();
        assertThat(client.getFindings().findings()).hasSize(1);
        assertThat(found.compliance().status()).isEqualTo(ComplianceStatus.PASSED);
        assertThat(found.recordState()).isEqualTo(RecordState.ARCHIVED);
        assertThat(found.firstObservedAt()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(found.createdAt()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(found.severity().normalized()).isEqualTo(70);
        assertThat(found.workflow().status()).isEqualTo(WorkflowStatus.NEW);
        assertThat(bus.seen())
                .hasSize(2)
                .allSatisfy(event ->
                        assertThat(event.path("detail-type").asText()).isEqualTo("Security Hub Findings - Imported"));
    }

    @Test
    void shouldRefuseAnUpdateThatIsOlderThanWhatIsThere() {
        importAll(finding("pitr/orders").build());

        BatchImportFindingsResponse refused = importAll(
                finding("pitr/orders").updatedAt("2026-03-01T09:59:59Z").build());

        assertThat(refused.failedCount()).isEqualTo(1);
        assertThat(refused.failedFindings().getFirst().errorMessage()).contains("UpdatedAt must be later");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GeneratorId", "Title", "Description", "Types", "Severity", "Resources", "UpdatedAt"})
    void shouldTellOfEachFindingThatLacksARequiredField(String field) {
        AwsSecurityFinding.Builder broken = finding("broken");
        switch (field) {
            case "GeneratorId" -> broken.generatorId(" ");
            case "Title" -> broken.title("x".repeat(257));
            case "Description" -> broken.description(null);
            case "Types" -> broken.types("Backups/Missing");
            case "Severity" -> broken.severity(severity -> severity.original("bad"));
            case "Resources" ->
                broken.resources(Resource.builder().type("AwsDynamoDbTable").build());
            default -> broken.updatedAt("yesterday");
        }

        BatchImportFindingsResponse answer = importAll(finding("sound").build(), broken.build());

        assertThat(answer.successCount()).isEqualTo(1);
        assertThat(answer.failedFindings()).singleElement().satisfies(failed -> {
            assertThat(failed.id()).isEqualTo("broken");
            assertThat(failed.errorCode()).isEqualTo("InvalidInput");
            assertThat(failed.errorMessage()).contains(field);
        });
    }

    @Test
    void shouldRefuseTooManyFindingsAndAnotherProduct() {
        AwsSecurityFinding[] many = IntStream.range(0, 101)
                .mapToObj(number -> finding("id-" + number).build())
                .toArray(AwsSecurityFinding[]::new);

        assertThatThrownBy(() -> importAll(many)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> importAll(finding("id")
                        .productArn("arn:aws:securityhub:eu-west-1::product/aws/securityhub")
                        .build()))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(client.getFindings().findings()).isEmpty();
    }

    @Test
    void shouldFindByEachFilterPageByPage() {
        importAll(IntStream.range(0, 100)
                .mapToObj(number -> finding("rule/" + number)
                        .severity(severity -> severity.label(number < 40 ? SeverityLabel.CRITICAL : SeverityLabel.LOW))
                        .compliance(compliance ->
                                compliance.status(number % 2 == 0 ? ComplianceStatus.FAILED : ComplianceStatus.PASSED))
                        .build())
                .toArray(AwsSecurityFinding[]::new));

        assertThat(find(filters -> filters.id(equal("rule/7")))).containsExactly("rule/7");
        assertThat(find(filters -> filters.severityLabel(equal("CRITICAL")).complianceStatus(equal("FAILED"))))
                .hasSize(20);
        assertThat(find(filters -> filters.resourceId(equal(TABLE)).recordState(equal("ACTIVE"))))
                .hasSize(100);
        assertThat(find(filters -> filters.generatorId(StringFilter.builder()
                        .comparison("PREFIX")
                        .value("none")
                        .build())))
                .isEmpty();
        assertThat(find(filters -> filters.id(StringFilter.builder()
                        .comparison("NOT_EQUALS")
                        .value("rule/7")
                        .build())))
                .hasSize(99);
        assertThat(client
                        .getFindingsPaginator(request ->
                                request.maxResults(7).filters(filters -> filters.complianceStatus(equal("FAILED"))))
                        .findings()
                        .stream()
                        .map(AwsSecurityFinding::id))
                .hasSize(50)
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseAFilterItDoesNotKnow() {
        assertThatThrownBy(() ->
                        client.getFindings(request -> request.filters(filters -> filters.malwareName(equal("x")))))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("MalwareName");
    }

    @Test
    void shouldKeepWhatACustomerDecidedWhenAFindingIsImportedAgain() throws Exception {
        importAll(finding("pitr/orders").build());
        String answer = patch("{\"FindingIdentifiers\":[{\"Id\":\"pitr/orders\",\"ProductArn\":\"" + PRODUCT
                + "\"},{\"Id\":\"other\",\"ProductArn\":\"" + PRODUCT
                + "\"}],\"Workflow\":{\"Status\":\"SUPPRESSED\"},\"Note\":{\"Text\":\"known\",\"UpdatedBy\":\"me\"}}");
        importAll(finding("pitr/orders").updatedAt("2026-03-01T11:00:00Z").build());

        assertThat(answer)
                .contains("\"ProcessedFindings\":[{\"Id\":\"pitr/orders\"", "\"ErrorCode\":\"FindingNotFound\"");
        AwsSecurityFinding found = client.getFindings().findings().getFirst();
        assertThat(found.workflow().status()).isEqualTo(WorkflowStatus.SUPPRESSED);
        assertThat(found.note().text()).isEqualTo("known");
    }

    @Test
    void shouldSayWhenSecurityHubIsOff() {
        try (SecurityHubClient off = LabClients.of(SecurityHubClient.builder(), front.endpoint(), Region.EU_WEST_2)) {
            assertThatThrownBy(off::getFindings).isInstanceOf(InvalidAccessException.class);
            off.enableSecurityHub(request -> request.enableDefaultStandards(false));
            assertThat(off.getFindings().findings()).isEmpty();
            assertThat(off.describeHub(request -> {}).hubArn()).endsWith(":hub/default");
        }
    }

    @Test
    void shouldRefuseAnOperationThatTheLabDoesNotHave() {
        assertThatThrownBy(() -> client.getInsights(request -> {}))
                .isInstanceOfSatisfying(
                        SecurityHubException.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .isEqualTo("UnknownOperationException"));
    }

    private List<String> find(Consumer<AwsSecurityFindingFilters.Builder> filters) {
        return client.getFindings(request -> request.filters(filters).maxResults(100)).findings().stream()
                .map(AwsSecurityFinding::id)
                .toList();
    }

    /** Without an SDK client: that over HttpURLConnection knows no PATCH. */
    private String patch(String body) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(front.endpoint() + "/findings/batchupdate"))
                                    .header(
                                            "Authorization",
                                            "AWS4-HMAC-SHA256 Credential=LABOPERATOR/20260301/eu-west-1/securityhub/aws4_request")
                                    .method("PATCH", HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    private static StringFilter equal(String value) {
        return StringFilter.builder().comparison("EQUALS").value(value).build();
    }

    private BatchImportFindingsResponse importAll(AwsSecurityFinding... findings) {
        return client.batchImportFindings(request -> request.findings(findings));
    }

    private static AwsSecurityFinding.Builder finding(String id) {
        return AwsSecurityFinding.builder()
                .schemaVersion("2018-10-08")
                .id(id)
                .productArn(PRODUCT)
                .generatorId("dynamo-recovery/pitr")
                .awsAccountId("123456789012")
                .types("Software and Configuration Checks/AWS Security Best Practices")
                .createdAt("2026-03-01T10:00:00Z")
                .updatedAt("2026-03-01T10:00:00Z")
                .firstObservedAt("2026-03-01T10:00:00Z")
                .severity(severity -> severity.label(SeverityLabel.HIGH))
                .title("Point-in-time recovery is off")
                .description("The table cannot be restored.")
                .resources(Resource.builder().type("AwsDynamoDbTable").id(TABLE).build())
                .compliance(compliance -> compliance.status(ComplianceStatus.FAILED));
    }
}
