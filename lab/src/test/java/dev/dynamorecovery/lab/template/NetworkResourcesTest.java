package dev.dynamorecovery.lab.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.template.EventRuleDefinition.Input;
import dev.dynamorecovery.lab.template.HealthCheckDefinition.Subject;
import dev.dynamorecovery.lab.template.RecordSetDefinition.Failover;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NetworkResourcesTest {

    private static final String STACK = """
            Parameters: {Zone: {Type: String, Default: Z1}}
            Resources:
              Answerer:
                Type: AWS::Serverless::Function
                Properties: {Handler: example.Answerer, AutoPublishAlias: live}
              AnswererUrl:
                Type: AWS::Lambda::Url
                Properties: {AuthType: NONE, TargetFunctionArn: !Ref Answerer, Qualifier: live}
              Topic: {Type: AWS::SNS::Topic}
              Asked:
                Type: AWS::Route53::HealthCheck
                Properties:
                  HealthCheckConfig:
                    Type: HTTPS
                    FullyQualifiedDomainName: !Select [2, !Split ["/", !GetAtt AnswererUrl.FunctionUrl]]
                    ResourcePath: /serving/users/eu-west-1
                    RequestInterval: 10
                    FailureThreshold: 1
              Either:
                Type: AWS::Route53::HealthCheck
                Properties:
                  HealthCheckConfig:
                    Type: CALCULATED
                    ChildHealthChecks: [!Ref Asked, !GetAtt Control.HealthCheckId]
                    HealthThreshold: 1
              Control:
                Type: AWS::Route53::HealthCheck
                Properties: {HealthCheckConfig: {Type: RECOVERY_CONTROL, RoutingControlArn: 'arn:control'}}
              Name:
                Type: AWS::Route53::RecordSet
                Properties:
                  HostedZoneId: !Ref Zone
                  Name: users.application.lab.
                  Type: CNAME
                  TTL: 10
                  Failover: PRIMARY
                  SetIdentifier: primary
                  HealthCheckId: !Ref Either
                  ResourceRecords: [eu-west-1.application.lab]
              Failures:
                Type: AWS::CloudWatch::Alarm
                Properties:
                  Namespace: AWS/Lambda
                  MetricName: Errors
                  Dimensions: [{Name: FunctionName, Value: !Ref Answerer}]
                  Statistic: Sum
                  Period: 60
                  EvaluationPeriods: 5
                  DatapointsToAlarm: 3
                  Threshold: 1
                  ComparisonOperator: GreaterThanOrEqualToThreshold
                  TreatMissingData: notBreaching
                  AlarmActions: [!Ref Topic]
              OnAlarm:
                Type: AWS::Events::Rule
                Properties:
                  EventPattern: {source: [aws.cloudwatch], detail: {alarmName: [{prefix: !Ref Failures}]}}
                  Targets:
                    - {Id: function, Arn: !Ref Answerer.Alias}
                    - Id: topic
                      Arn: !Ref Topic
                      InputTransformer:
                        InputPathsMap: {name: $.detail.alarmName}
                        InputTemplate: '"Alarm <name>"'
            Outputs:
              Url: {Value: !GetAtt AnswererUrl.FunctionUrl}
            """;

    @Test
    void shouldReadARuleWithItsPatternAndTargets() {
        assertThat(read().eventRules()).singleElement().satisfies(rule -> {
            assertThat(rule.pattern())
                    .isEqualTo(
                            "{\"source\":[\"aws.cloudwatch\"],\"detail\":{\"alarmName\":[{\"prefix\":\"stack-Failures\"}]}}");
            assertThat(rule.enabled()).isTrue();
            assertThat(rule.targets())
                    .containsExactly(
                            new EventRuleDefinition.Target(
                                    "function",
                                    "arn:aws:lambda:eu-west-1:123456789012:function:stack-Answerer:live",
                                    Optional.empty()),
                            new EventRuleDefinition.Target(
                                    "topic",
                                    "arn:aws:sns:eu-west-1:123456789012:stack-Topic",
                                    Optional.of(new Input.Transformed(
                                            Map.of("name", "$.detail.alarmName"), "\"Alarm <name>\""))));
        });
        assertThat(read().scheduledRules()).isEmpty();
    }

    @Test
    void shouldReadAnAlarmWithEverythingThatDecidesItsState() {
        assertThat(read().alarms())
                .containsExactly(new AlarmDefinition(
                        "Failures",
                        "stack-Failures",
                        "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:stack-Failures",
                        "",
                        "AWS/Lambda",
                        "Errors",
                        Map.of("FunctionName", "stack-Answerer"),
                        "Sum",
                        Duration.ofMinutes(1),
                        5,
                        3,
                        1,
                        "GreaterThanOrEqualToThreshold",
                        "notBreaching",
                        true,
                        List.of("arn:aws:sns:eu-west-1:123456789012:stack-Topic"),
                        List.of(),
                        List.of()));
    }

    @Test
    void shouldGiveAFunctionUrlAHostOfItsOwnAndThePortOfTheLab() {
        FunctionUrlDefinition url = read().functionUrls().getFirst();

        assertThat(url.id()).matches("[0-9a-f]{32}");
        assertThat(url.host()).isEqualTo(url.id() + ".lambda-url.eu-west-1.localhost");
        assertThat(url.functionArn()).isEqualTo("arn:aws:lambda:eu-west-1:123456789012:function:stack-Answerer:live");
        assertThat(read().output("Url")).isEqualTo("http://" + url.host() + "/");
        assertThat(read(STACK, "eu-west-1", OptionalInt.of(4566)).output("Url"))
                .isEqualTo("http://" + url.host() + ":4566/");
        assertThat(read(STACK, "eu-west-2", OptionalInt.empty())
                        .functionUrls()
                        .getFirst()
                        .id())
                .isNotEqualTo(url.id());
    }

    @Test
    void shouldReadHealthChecksAndTheRecordsThatHangOnThem() {
        StackDefinition stack = read();

        assertThat(healthCheck(stack, "Asked").subject())
                .isEqualTo(new Subject.Endpoint(
                        true,
                        stack.functionUrls().getFirst().host(),
                        443,
                        "/serving/users/eu-west-1",
                        Duration.ofSeconds(10),
                        1));
        assertThat(healthCheck(stack, "Either").subject())
                .isEqualTo(new Subject.Calculated(
                        List.of(
                                healthCheck(stack, "Asked").id(),
                                healthCheck(stack, "Control").id()),
                        1));
        assertThat(healthCheck(stack, "Control").subject()).isEqualTo(new Subject.RoutingControl("arn:control"));
        assertThat(stack.recordSets())
                .containsExactly(new RecordSetDefinition(
                        "Name",
                        "Z1",
                        "users.application.lab",
                        "CNAME",
                        Duration.ofSeconds(10),
                        List.of("eu-west-1.application.lab"),
                        Optional.of(Failover.PRIMARY),
                        "primary",
                        Optional.of(healthCheck(stack, "Either").id())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AuthType: NONE | AuthType: AWS_IAM | property AnswererUrl.AuthType",
                "RequestInterval: 10 | RequestInterval: 20 | each 10 or each 30 seconds",
                "FailureThreshold: 1 | SearchString: OK | HealthCheckConfig.SearchString is not known",
                "Type: RECOVERY_CONTROL | Type: TCP | the lab knows HTTP, HTTPS, CALCULATED and RECOVERY_CONTROL",
                "TTL: 10 | Weight: 10 | property Name.Weight",
                "Failover: PRIMARY | Failover: FIRST | use PRIMARY or SECONDARY",
                "Type: CNAME | Type: TXT | records of type A and CNAME",
                "DatapointsToAlarm: 3 | DatapointsToAlarm: 6 | give 1 to EvaluationPeriods",
                "Statistic: Sum | ExtendedStatistic: TM(10%:90%) | percentiles such as p99 only",
                "Period: 60 | Period: 45 | property Failures.Period is 45",
                "AlarmActions: [!Ref Topic] | AlarmActions: [!GetAtt Answerer.Arn] | tell topics only",
                "MetricName: Errors | Metrics: [] | property Failures.Metrics",
                "Id: function, Arn: !Ref Answerer.Alias | Id: function, Arn: 'arn:aws:sqs:eu-west-1:1:q' | functions, topics and state machines"
            })
    void shouldRefuseByNameWhatItDoesNotKnow(String known, String unknown, String complaint) {
        assertThat(STACK).contains(known);
        assertThatThrownBy(() -> read(STACK.replace(known, unknown), "eu-west-1", OptionalInt.empty()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(complaint);
    }

    private static HealthCheckDefinition healthCheck(StackDefinition stack, String logicalId) {
        return stack.healthChecks().stream()
                .filter(check -> check.logicalId().equals(logicalId))
                .findFirst()
                .orElseThrow();
    }

    private static StackDefinition read() {
        return read(STACK, "eu-west-1", OptionalInt.empty());
    }

    private static StackDefinition read(String text, String region, OptionalInt port) {
        Template template = Template.of(new StringReader(text), Path.of(""));
        return new StackReader(
                        template, StackIdentity.of("stack", region), Map.of(), new RuntimeAttributes(Map.of(), port))
                .read();
    }
}
