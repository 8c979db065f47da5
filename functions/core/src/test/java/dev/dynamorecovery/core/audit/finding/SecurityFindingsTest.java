package dev.dynamorecovery.core.audit.finding;

import static dev.dynamorecovery.core.audit.rule.SampleAudits.PITR_OFF;
import static dev.dynamorecovery.core.audit.rule.SamplePostures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.audit.posture.AuditScope;
import dev.dynamorecovery.core.audit.rule.SampleAudits;
import dev.dynamorecovery.core.audit.state.AuditRun;
import dev.dynamorecovery.core.audit.state.AuditState;
import dev.dynamorecovery.core.audit.state.StateMerge;
import dev.dynamorecovery.core.document.Documents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecurityFindingsTest {

    private static final Instant LATER = NOW.plusSeconds(60);
    private static final ChangedBy EVE =
            new ChangedBy("arn:aws:iam::111122223333:user/eve", "UpdateContinuousBackups", NOW.minusSeconds(3));
    private static final String ID = "arn:aws:dynamodb:us-east-1:111122223333:table/orders/DR-PITR-1";

    @Test
    void shouldTellWhatIsBrokenSinceWhenAndByWhom() {
        TableAudit audit = SampleAudits.of(PITR_OFF);
        AuditState after = state(AuditState.EMPTY, NOW, audit);

        List<ObjectNode> findings = findings(NOW).of(List.of(audit), AuditState.EMPTY, after);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.get("SchemaVersion").asText()).isEqualTo("2018-10-08");
            assertThat(finding.get("Id").asText()).isEqualTo(ID);
            assertThat(finding.get("ProductArn").asText())
                    .isEqualTo("arn:aws:securityhub:us-east-1:111122223333:product/111122223333/default");
            assertThat(finding.at("/Severity/Label").asText()).isEqualTo("CRITICAL");
            assertThat(finding.at("/Compliance/Status").asText()).isEqualTo("FAILED");
            assertThat(finding.at("/Compliance/RelatedRequirements/0").asText())
                    .isEqualTo("AWS Security Hub DynamoDB.2");
            assertThat(finding.at("/Resources/0/Type").asText()).isEqualTo("AwsDynamoDbTable");
            assertThat(finding.at("/Remediation/Recommendation/Text").asText())
                    .startsWith("aws dynamodb update-continuous-backups --region us-east-1 --table-name orders");
            assertThat(finding.get("Description").asText()).contains(EVE.principal());
            assertThat(finding.get("RecordState").asText()).isEqualTo("ACTIVE");
            assertThat(finding.at("/Workflow/Status").asText()).isEqualTo("NEW");
            assertThat(finding.get("FirstObservedAt").asText()).isEqualTo(NOW.toString());
        });
    }

    @Test
    void shouldResolveTheSameFindingWhenItIsMended() {
        TableAudit mended = SampleAudits.at(LATER, SampleAudits.healthy());
        AuditState before = state(AuditState.EMPTY, NOW, SampleAudits.of(PITR_OFF));
        AuditState after = state(before, LATER, mended);

        List<ObjectNode> findings = findings(LATER).of(List.of(mended), before, after);

        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.get("Id").asText()).isEqualTo(ID);
            assertThat(finding.at("/Compliance/Status").asText()).isEqualTo("PASSED");
            assertThat(finding.get("RecordState").asText()).isEqualTo("ARCHIVED");
            assertThat(finding.get("CreatedAt").asText()).isEqualTo(NOW.toString());
            assertThat(finding.get("UpdatedAt").asText()).isEqualTo(LATER.toString());
        });
    }

    @Test
    void shouldCallNothingPassedThatIsGoneOrNoLongerAsked() {
        AuditState before = state(AuditState.EMPTY, NOW, SampleAudits.of(PITR_OFF));
        AuditState after = state(before, LATER);

        assertThat(findings(LATER).of(List.of(), before, after)).singleElement().satisfies(finding -> {
            assertThat(finding.at("/Compliance/Status").asText()).isEqualTo("NOT_AVAILABLE");
            assertThat(finding.get("RecordState").asText()).isEqualTo("ARCHIVED");
        });
    }

    @Test
    void shouldSendWhatCouldNotBeSeenAsNoPass() {
        TableAudit audit = SampleAudits.of(Map.of("/timeToLiveAttribute", Map.of("notSeen", "AccessDeniedException")));

        assertThat(findings(NOW).of(List.of(audit), AuditState.EMPTY, state(AuditState.EMPTY, NOW, audit)))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.at("/Compliance/Status").asText()).isEqualTo("NOT_AVAILABLE");
                    assertThat(finding.get("RecordState").asText()).isEqualTo("ACTIVE");
                    assertThat(finding.get("Description").asText()).contains("AccessDeniedException");
                });
    }

    @Test
    void shouldNotOpenAgainWhatALaterAuditResolved() {
        TableAudit slow = SampleAudits.of(PITR_OFF);
        AuditState resolved = state(AuditState.EMPTY, LATER, SampleAudits.at(LATER, SampleAudits.healthy()));
        AuditState after = state(resolved, LATER, slow);

        assertThat(findings(LATER).of(List.of(slow), resolved, after)).isEmpty();
    }

    @Test
    void shouldSendNothingOfAHealthyTable() {
        TableAudit audit = SampleAudits.healthy();

        assertThat(findings(NOW).of(List.of(audit), AuditState.EMPTY, state(AuditState.EMPTY, NOW, audit)))
                .isEmpty();
    }

    @Test
    void shouldStayWithinTheLimitsOfTheFormat() {
        Map<String, ?> worst = Map.of(
                "/facts/replicas/0/status", "x".repeat(3000),
                "/pointInTime", Map.of("enabled", false),
                "/alarms", List.of(),
                "/resourcePolicy", Map.of("Statement", List.of(Map.of("Sid", "y".repeat(3000), "Effect", "Deny"))),
                "/tags/recovery:plan", "orders");
        TableAudit audit = SampleAudits.of("t".repeat(255), worst);

        List<ObjectNode> findings =
                findings(NOW).of(List.of(audit), AuditState.EMPTY, state(AuditState.EMPTY, NOW, audit));

        assertThat(findings).hasSizeGreaterThan(5).allSatisfy(finding -> {
            assertThat(finding.get("Title").asText()).hasSizeBetween(1, 256);
            assertThat(finding.get("Description").asText()).hasSizeBetween(1, 1024);
            assertThat(finding.at("/Remediation/Recommendation/Text").asText()).hasSizeBetween(1, 512);
            assertThat(finding.get("Id").asText()).hasSizeLessThanOrEqualTo(512);
            assertThat(finding.at("/Compliance/RelatedRequirements"))
                    .hasSizeLessThanOrEqualTo(32)
                    .allSatisfy(requirement -> assertThat(requirement.asText()).hasSizeLessThanOrEqualTo(64));
        });
        assertThat(findings)
                .filteredOn(finding -> finding.get("Id").asText().endsWith("DR-GUARD-2"))
                .extracting(finding -> finding.at("/Remediation/Recommendation/Text"))
                .extracting(JsonNode::asText)
                .singleElement()
                .asString()
                .startsWith("The command is too long");
    }

    @Test
    void shouldMakeBatchesThatSecurityHubTakes() {
        List<ObjectNode> many =
                new ArrayList<>(Collections.nCopies(201, Documents.json().createObjectNode()));

        assertThat(SecurityFindings.batches(many)).extracting(List::size).containsExactly(100, 100, 1);
        assertThat(SecurityFindings.batches(List.of())).isEmpty();
    }

    private static SecurityFindings findings(Instant now) {
        return new SecurityFindings("aws", "111122223333", "us-east-1", now);
    }

    private static AuditState state(AuditState before, Instant at, TableAudit... audits) {
        return StateMerge.merge(
                        before,
                        new AuditRun(new AuditScope.Everything(), at, List.of(audits), Set.of(), Optional.of(EVE)))
                .state();
    }
}
