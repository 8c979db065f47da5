package dev.dynamorecovery.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dynamorecovery.lab.eventsource.CollectingHandler;
import dev.dynamorecovery.lab.notification.PublishedMessage;
import dev.dynamorecovery.lab.plane.EngineOptions;
import dev.dynamorecovery.lab.region.Outage;
import dev.dynamorecovery.lab.routingcontrol.RoutingControls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What leads clients and events through a lab of three Regions, on a template of its own. */
class LabNetworkTest {

    private static final String EAST = "us-east-1";
    private static final String STANDBY = "us-east-2";
    private static final String WITNESS = "us-west-2";
    private static final String CONTROL =
            "arn:aws:route53-recovery-control::123456789012:controlpanel/lab/routingcontrol/east";
    private static final String TEMPLATE = """
            Parameters:
              RegionRole: {Type: String, Default: primary}
              PrimaryRegion: {Type: String, Default: ""}
              StandbyRegion: {Type: String, Default: ""}
              HostedZoneId: {Type: String, Default: ""}
              ApplicationDomain: {Type: String, Default: ""}
              PrimaryEndpoint: {Type: String, Default: ""}
              StandbyEndpoint: {Type: String, Default: ""}
              StandbyAnswererDomain: {Type: String, Default: ""}
              WitnessAnswererDomain: {Type: String, Default: ""}
              NameServer: {Type: String, Default: ""}
              RoutingControls: {Type: String, Default: ""}
              RoutingControlEndpoints: {Type: String, Default: ""}
            Conditions:
              HasRecords: !And
                - !Equals [!Ref RegionRole, primary]
                - !Not [!Equals [!Ref WitnessAnswererDomain, ""]]
            Resources:
              ServingAnswerer:
                Type: AWS::Serverless::Function
                Properties: {Handler: %1$s, AutoPublishAlias: live}
              ServingAnswererUrl:
                Type: AWS::Lambda::Url
                Properties: {TargetFunctionArn: !Ref ServingAnswerer, Qualifier: live, AuthType: NONE}
              PrimaryByStandby:
                Type: AWS::Route53::HealthCheck
                Condition: HasRecords
                Properties:
                  HealthCheckConfig:
                    Type: HTTPS
                    FullyQualifiedDomainName: !Ref StandbyAnswererDomain
                    ResourcePath: !Sub /serving/users/${PrimaryRegion}
                    RequestInterval: 10
                    FailureThreshold: 1
              PrimaryByWitness:
                Type: AWS::Route53::HealthCheck
                Condition: HasRecords
                Properties:
                  HealthCheckConfig:
                    Type: HTTPS
                    FullyQualifiedDomainName: !Ref WitnessAnswererDomain
                    ResourcePath: !Sub /serving/users/${PrimaryRegion}
                    RequestInterval: 10
                    FailureThreshold: 1
              InPrimary:
                Type: AWS::Route53::HealthCheck
                Condition: HasRecords
                Properties:
                  HealthCheckConfig:
                    Type: CALCULATED
                    ChildHealthChecks: [!Ref PrimaryByStandby, !Ref PrimaryByWitness]
                    HealthThreshold: 1
              PrimaryName:
                Type: AWS::Route53::RecordSet
                Condition: HasRecords
                Properties:
                  HostedZoneId: !Ref HostedZoneId
                  Name: !Sub users.${ApplicationDomain}
                  Type: CNAME
                  TTL: "10"
                  SetIdentifier: primary
                  Failover: PRIMARY
                  HealthCheckId: !Ref InPrimary
                  ResourceRecords: [!Ref PrimaryEndpoint]
              StandbyName:
                Type: AWS::Route53::RecordSet
                Condition: HasRecords
                Properties:
                  HostedZoneId: !Ref HostedZoneId
                  Name: !Sub users.${ApplicationDomain}
                  Type: CNAME
                  TTL: "10"
                  SetIdentifier: standby
                  Failover: SECONDARY
                  ResourceRecords: [!Ref StandbyEndpoint]
              Detector:
                Type: AWS::Serverless::Function
                Properties: {Handler: %2$s, AutoPublishAlias: live, Environment: {Variables: {COLLECTION: detector}}}
              Topic: {Type: AWS::SNS::Topic}
              RegionUnhealthy:
                Type: AWS::CloudWatch::Alarm
                Properties:
                  Namespace: DynamoRecovery
                  MetricName: VotesOut
                  Statistic: Maximum
                  Period: 60
                  EvaluationPeriods: 1
                  Threshold: 1
                  ComparisonOperator: GreaterThanOrEqualToThreshold
                  TreatMissingData: notBreaching
                  AlarmActions: [!Ref Topic]
              OnAlarm:
                Type: AWS::Events::Rule
                Properties:
                  EventPattern:
                    source: [aws.cloudwatch]
                    detail-type: [CloudWatch Alarm State Change]
                    detail: {alarmName: [{prefix: !Ref RegionUnhealthy}], state: {value: [ALARM]}}
                  Targets: [{Id: detector, Arn: !Ref Detector.Alias}]
              Machine:
                Type: AWS::Serverless::StateMachine
                Properties: {Name: machine, DefinitionUri: machine.asl.json}
              OnEnd:
                Type: AWS::Events::Rule
                Properties:
                  EventPattern: {source: [aws.states], detail: {status: [SUCCEEDED], stateMachineArn: [!Ref Machine]}}
                  Targets:
                    - Id: topic
                      Arn: !Ref Topic
                      InputTransformer:
                        InputPathsMap: {name: $.detail.name, status: $.detail.status}
                        InputTemplate: '"Execution <name> ended <status>."'
            Outputs:
              ServingAnswererUrl: {Value: !GetAtt ServingAnswererUrl.FunctionUrl}
            """.formatted(Answering.class.getName(), CollectingHandler.class.getName());

    /** Says by the path's last part whether that Region serves. */
    public static final class Answering implements RequestStreamHandler {

        private static final ObjectMapper JSON = new ObjectMapper();
        private static final Set<String> SERVING = ConcurrentHashMap.newKeySet();

        public Answering(Map<String, String> environment) {}

        @Override
        public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
            String path = JSON.readTree(input).path("rawPath").asText();
            boolean serves = SERVING.contains(path.substring(path.lastIndexOf('/') + 1));
            output.write(("{\"statusCode\":" + (serves ? 200 : 503) + "}").getBytes(StandardCharsets.UTF_8));
        }
    }

    @TempDir
    private static Path directory;

    private static Lab lab;

    @BeforeAll
    static void start() throws Exception {
        Path template = Files.writeString(directory.resolve("template.yaml"), TEMPLATE);
        Files.writeString(
                directory.resolve("machine.asl.json"),
                "{\"QueryLanguage\":\"JSONata\",\"StartAt\":\"Done\",\"States\":{\"Done\":{\"Type\":\"Succeed\"}}}");
        lab = Lab.start(new LabOptions(
                        template,
                        directory.resolve("state"),
                        0,
                        0.001,
                        "stack",
                        EAST,
                        Map.of("RoutingControls", "users:us-east-1=" + CONTROL),
                        1,
                        EngineOptions.dynamoDbLocal())
                .withRegions(LabOptions.THREE_REGIONS));
    }

    @AfterAll
    static void stop() throws Exception {
        lab.close();
    }

    @BeforeEach
    void restore() throws Exception {
        LabOptions.THREE_REGIONS.forEach(lab.regions()::restore);
        Answering.SERVING.clear();
        Answering.SERVING.add(EAST);
        lab.names().healthChecks().askAll();
    }

    @Test
    void shouldLeadTheNameToTheRegionThatServes() throws Exception {
        assertThat(lab.names().alias("users.application.lab")).contains("us-east-1.application.lab");
        assertThat(lab.names().addresses("users.application.lab")).containsExactly("127.0.1.1");

        Answering.SERVING.clear();
        lab.names().healthChecks().askAll();
        assertThat(lab.names().alias("users.application.lab")).contains("us-east-2.application.lab");
        assertThat(lab.names().addresses("users.application.lab")).containsExactly("127.0.1.2");
    }

    @Test
    void shouldKeepTheNameWhenOneAnswererOfTwoIsDead() throws Exception {
        lab.regions().outage(STANDBY, new Outage.Dead());
        lab.names().healthChecks().askAll();
        assertThat(lab.names().alias("users.application.lab")).contains("us-east-1.application.lab");

        lab.regions().outage(WITNESS, new Outage.Dead());
        lab.names().healthChecks().askAll();
        assertThat(lab.names().alias("users.application.lab")).contains("us-east-2.application.lab");
    }

    @Test
    void shouldTellTheTemplateWhereEverythingIs() {
        InetSocketAddress nameServer = lab.names().nameServer();
        String answerer = URI.create(lab.stack(STANDBY).definition().output("ServingAnswererUrl"))
                .getHost();

        assertThat(lab.stack().parameters())
                .containsEntry("NameServer", "127.0.0.1:" + nameServer.getPort())
                .containsEntry("StandbyAnswererDomain", answerer)
                .containsEntry("ApplicationDomain", "application.lab")
                .containsEntry("PrimaryEndpoint", "us-east-1.application.lab");
        assertThat(lab.stack().parameters().get("RoutingControlEndpoints"))
                .contains("us-west-2=" + lab.endpoint())
                .contains("ap-southeast-2=" + lab.endpoint());
        assertThat(lab.stack().output("ServingAnswererUrl"))
                .endsWith(".lambda-url.us-east-1.localhost:" + lab.endpoint().getPort() + "/");
        assertThat(lab.routingControls().all())
                .containsExactly(new RoutingControls.RoutingControl(CONTROL, "users:us-east-1", true));
    }

    @Test
    void shouldCarryAnAlarmToTheFunctionThatAsksForItAndToItsTopic() throws Exception {
        try (CloudWatchClient alarms = LabClients.of(CloudWatchClient.builder(), lab.endpoint(), Region.of(STANDBY))) {
            alarms.setAlarmState(request -> request.alarmName("stack-RegionUnhealthy")
                    .stateValue(StateValue.ALARM)
                    .stateReason("drill"));
        }
        eventually(() -> !CollectingHandler.events("detector").isEmpty());
        JsonNode event = CollectingHandler.events("detector").getFirst();
        assertThat(event.path("region").asText()).isEqualTo(STANDBY);
        assertThat(event.at("/detail/state/reason").asText()).isEqualTo("drill");
        assertThat(lab.notifications().messages())
                .extracting(PublishedMessage::topicArn)
                .contains("arn:aws:sns:us-east-2:123456789012:stack-Topic");
    }

    @Test
    void shouldTellOfTheEndOfAnExecution() {
        try (SfnClient machines = LabClients.of(SfnClient.builder(), lab.endpoint(), Region.of(EAST))) {
            machines.startExecution(request -> request.name("one")
                    .input("{}")
                    .stateMachineArn(lab.stack().stateMachines().getFirst().arn()));
        }
        eventually(() -> lab.notifications().messages().stream()
                .anyMatch(message -> message.message().equals("\"Execution one ended SUCCEEDED.\"")));
        assertThat(lab.stack(EAST).events().seen())
                .extracting(event -> event.at("/detail/status").asText())
                .contains("RUNNING", "SUCCEEDED");
    }

    @Test
    void shouldMeasureTheInvocationsOfFunctions() {
        try (LambdaClient functions = LabClients.of(LambdaClient.builder(), lab.endpoint(), Region.of(EAST));
                CloudWatchClient metrics = LabClients.of(CloudWatchClient.builder(), lab.endpoint(), Region.of(EAST))) {
            functions.invoke(request -> request.functionName("stack-ServingAnswerer"));
            functions.listFunctions();

            assertThat(metrics.listMetrics(
                                    request -> request.namespace("AWS/Lambda").metricName("Invocations"))
                            .metrics())
                    .extracting(metric -> metric.dimensions().stream()
                            .map(dimension -> dimension.name() + "=" + dimension.value())
                            .toList())
                    .contains(List.of("FunctionName=stack-ServingAnswerer"));
        }
    }

    private static void eventually(BooleanSupplier happened) {
        Instant deadline = Instant.now().plusSeconds(30);
        while (!happened.getAsBoolean()) {
            assertThat(Instant.now()).as("still waiting").isBefore(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
