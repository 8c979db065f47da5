package dev.dynamorecovery.lab.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.LabClients;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.template.StackDefinition;
import dev.dynamorecovery.lab.template.StackIdentity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.sts.StsClient;

class StackServiceTest {

    private LabFront front;
    private CloudFormationClient cloudFormation;

    @BeforeEach
    void start() throws Exception {
        StackDefinition stack = StackDefinition.read(
                Path.of("../template.yaml"), StackIdentity.of("dynamo-recovery", "us-east-1"), Map.of());
        front = LabFront.start(0, call -> {});
        front.serve(new StackService(Map.of(stack.identity().region(), stack), Instant.EPOCH));
        front.serve(new CallerIdentityService());
        cloudFormation = LabClients.of(CloudFormationClient.builder(), front.endpoint(), Region.US_EAST_1);
    }

    @AfterEach
    void stop() {
        cloudFormation.close();
        front.close();
    }

    @Test
    void shouldTellTheOutputsOfTheShippedTemplate() {
        assertThat(cloudFormation
                        .describeStacks(request -> request.stackName("dynamo-recovery"))
                        .stacks())
                .singleElement()
                .satisfies(stack -> {
                    assertThat(stack.stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
                    assertThat(stack.creationTime()).isEqualTo(Instant.EPOCH);
                    assertThat(stack.outputs()).anySatisfy(output -> {
                        assertThat(output.outputKey()).isEqualTo("RestoreStateMachineArn");
                        assertThat(output.outputValue()).endsWith(":stateMachine:dynamo-recovery-restore");
                    });
                });
    }

    @Test
    void shouldListTheStacksResources() {
        assertThat(cloudFormation
                        .describeStackResources(request -> request.stackName("dynamo-recovery"))
                        .stackResources())
                .anySatisfy(resource -> {
                    assertThat(resource.logicalResourceId()).isEqualTo("EvidenceBucket");
                    assertThat(resource.resourceType()).isEqualTo("AWS::S3::Bucket");
                });
    }

    @Test
    void shouldRefuseOtherStacksAndActions() {
        assertThatThrownBy(() -> cloudFormation.describeStacks(request -> request.stackName("other")))
                .isInstanceOf(CloudFormationException.class)
                .hasMessageContaining("Stack with id other does not exist");
        assertThatThrownBy(() -> cloudFormation.listStacks())
                .isInstanceOfSatisfying(
                        CloudFormationException.class,
                        error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo("InvalidAction"));
    }

    @Test
    void shouldTellCallersTheLabsAccount() {
        try (StsClient sts = LabClients.of(StsClient.builder(), front.endpoint(), Region.US_EAST_1)) {
            assertThat(sts.getCallerIdentity().account()).isEqualTo("123456789012");
        }
    }
}
