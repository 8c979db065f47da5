package dev.dynamorecovery.lab.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventResourcesTest {

    private static final String STACK = """
            Parameters: {Parallel: {Type: Number, Default: 1}}
            Conditions: {IsParallel: !Not [!Equals [!Ref Parallel, 1]]}
            Resources:
              Table:
                Type: AWS::DynamoDB::Table
                Properties:
                  TableName: things
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
                  KeySchema: [{AttributeName: id, KeyType: HASH}]
                  StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES}
                  TimeToLiveSpecification: {AttributeName: expiresAt, Enabled: true}
                  PointInTimeRecoverySpecification: {PointInTimeRecoveryEnabled: true}
                  SSESpecification: {SSEEnabled: true, SSEType: KMS}
                  DeletionProtectionEnabled: true
                  Tags: [{Key: team, Value: a}]
              Logger:
                Type: AWS::Serverless::Function
                Properties:
                  Handler: example.Logger
                  AutoPublishAlias: live
                  Environment: {Variables: {QUEUE: !Ref Failures, STREAM: !GetAtt Table.StreamArn}}
              Failures:
                Type: AWS::SQS::Queue
                Properties:
                  MessageRetentionPeriod: 1209600
                  SqsManagedSseEnabled: true
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
              Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: dead}}
              FailuresPolicy: {Type: AWS::SQS::QueuePolicy, Properties: {Queues: [!Ref Failures]}}
              Changes:
                Type: AWS::Lambda::EventSourceMapping
                Properties:
                  EventSourceArn: !GetAtt Table.StreamArn
                  FunctionName: !Ref Logger.Alias
                  StartingPosition: TRIM_HORIZON
                  BatchSize: 1000
                  ParallelizationFactor: !Ref Parallel
                  DestinationConfig: {OnFailure: {Destination: !GetAtt Failures.Arn}}
                  FilterCriteria: !If [IsParallel, {Filters: [{Pattern: '{}'}]}, !Ref AWS::NoValue]
              EveryMinute:
                Type: AWS::Events::Rule
                Properties:
                  ScheduleExpression: rate(1 minute)
                  Targets: [{Id: logger, Arn: !Ref Logger.Alias, Input: '{"a":1}'}]
              ByPattern: {Type: AWS::Events::Rule, Properties: {EventPattern: {source: [aws.s3]}}}
              MayInvoke: {Type: AWS::Lambda::Permission, Properties: {FunctionName: !Ref Logger.Alias}}
            """;

    @Test
    void shouldReadATableOfOneRegionLikeAReplica() {
        TableDefinition table = read(STACK).tables().getFirst();

        assertThat(table.name()).isEqualTo("things");
        assertThat(table.createTable().at("/SSESpecification/Enabled").asBoolean())
                .isTrue();
        assertThat(table.createTable().at("/StreamSpecification/StreamEnabled").asBoolean())
                .isTrue();
        assertThat(table.createTable().path("DeletionProtectionEnabled").asBoolean())
                .isTrue();
        assertThat(table.timeToLive()).isPresent();
        assertThat(table.pointInTimeRecovery()).isPresent();
        assertThat(table.tags()).isEqualTo(Map.of("team", "a"));
    }

    @Test
    void shouldReadQueuesWithTheAttributesThatSqsKnows() {
        assertThat(read(STACK).queues()).hasSize(2).anySatisfy(queue -> {
            assertThat(queue.name()).isEqualTo("stack-Failures");
            assertThat(queue.url()).isEqualTo("https://sqs.eu-west-1.amazonaws.com/123456789012/stack-Failures");
            assertThat(queue.attributes())
                    .containsOnlyKeys("MessageRetentionPeriod", "RedrivePolicy")
                    .containsEntry(
                            "RedrivePolicy",
                            "{\"deadLetterTargetArn\":\"arn:aws:sqs:eu-west-1:123456789012:dead\",\"maxReceiveCount\":3}");
        });
    }

    @Test
    void shouldReadEventSourceMappingsAsTheRequestThatMakesThem() {
        EventSourceMappingDefinition mapping = read(STACK).eventSourceMappings().getFirst();

        assertThat(mapping.id()).matches("[0-9a-f-]{36}");
        assertThat(mapping.create().path("FunctionName").asText()).endsWith(":function:stack-Logger:live");
        assertThat(mapping.create()
                        .at("/DestinationConfig/OnFailure/Destination")
                        .asText())
                .isEqualTo("arn:aws:sqs:eu-west-1:123456789012:stack-Failures");
        assertThat(mapping.create().has("FilterCriteria")).isFalse();
    }

    @Test
    void shouldTellAStreamsArnOnceTheTableExists() {
        String arn = "arn:aws:dynamodb:eu-west-1:123456789012:table/things/stream/2026-01-01T10:00:00.000";
        StackDefinition stack = read(STACK, Map.of("things", arn));

        assertThat(stack.eventSourceMappings()
                        .getFirst()
                        .create()
                        .path("EventSourceArn")
                        .asText())
                .isEqualTo(arn);
        assertThat(stack.functions().getFirst().environment())
                .containsEntry("STREAM", arn)
                .containsEntry("QUEUE", "https://sqs.eu-west-1.amazonaws.com/123456789012/stack-Failures");
    }

    @Test
    void shouldReadRulesWithASchedule() {
        assertThat(read(STACK).scheduledRules())
                .containsExactly(new ScheduledRuleDefinition(
                        "EveryMinute",
                        "stack-EveryMinute",
                        "arn:aws:events:eu-west-1:123456789012:rule/stack-EveryMinute",
                        "rate(1 minute)",
                        true,
                        java.util.List.of(new ScheduledRuleDefinition.Target(
                                "logger",
                                "arn:aws:lambda:eu-west-1:123456789012:function:stack-Logger:live",
                                Optional.of("{\"a\":1}")))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BatchSize: 1000 | Queues: [a] | property Changes.Queues",
                "EventSourceArn: !GetAtt Table.StreamArn | Enabled: true | property Changes.EventSourceArn is missing",
                "StreamSpecification: {StreamViewType: NEW_AND_OLD_IMAGES} | TableClass: STANDARD | has no stream",
                "MessageRetentionPeriod: 1209600 | FifoQueue: true | property Failures.FifoQueue",
                "deadLetterTargetArn: !GetAtt Dead.Arn | deadLetterQueue: x | property Failures.RedrivePolicy.deadLetterQueue",
                "Arn: !Ref Logger.Alias, Input | Arn: !GetAtt Dead.Arn, Input | invoke functions only",
                "Arn: !Ref Logger.Alias, Input: | Arn: !Ref Logger.Alias, InputPath: | property EveryMinute.Targets.InputPath",
                "DeletionProtectionEnabled: true | WarmThroughput: {} | property Table.WarmThroughput"
            })
    void shouldRefuseByNameWhatItDoesNotKnow(String known, String unknown, String complaint) {
        assertThat(STACK).contains(known);
        assertThatThrownBy(() -> read(STACK.replace(known, unknown)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(complaint);
    }

    private static StackDefinition read(String text) {
        return read(text, Map.of());
    }

    private static StackDefinition read(String text, Map<String, String> streamArns) {
        Template template = Template.of(new StringReader(text), Path.of(""));
        return new StackReader(
                        template,
                        StackIdentity.of("stack", "eu-west-1"),
                        Map.of(),
                        new RuntimeAttributes(streamArns, OptionalInt.empty()))
                .read();
    }
}
