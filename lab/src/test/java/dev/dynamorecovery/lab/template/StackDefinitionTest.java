package dev.dynamorecovery.lab.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackDefinitionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!Ref Stage | prod",
                "!Sub '${Stage}-${AWS::Region}-${!Kept}' | prod-eu-west-1-${Kept}",
                "!Sub ['${a}-${Stage}', {a: !Ref AWS::AccountId}] | 123456789012-prod",
                "!Join ['/', [a, !Ref Stage]] | a/prod",
                "!Select [1, !Split [',', 'x,y,z']] | y",
                "!FindInMap [Sizes, !Ref Stage, memory] | 2048",
                "!If [IsProduction, yes-it-is, no-it-is-not] | yes-it-is",
                "!If [IsSmall, small, !Ref AWS::NoValue] | ''",
                "!GetAtt Bucket.Arn | arn:aws:s3:::stack-bucket-eu-west-1",
                "!Ref Topic | arn:aws:sns:eu-west-1:123456789012:notices",
                "!GetAtt Topic.TopicName | notices"
            })
    void shouldEvaluateIntrinsics(String expression, String expected) {
        assertThat(read(outputOf(expression), Map.of()).output("Out")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "!ImportValue other | Fn::ImportValue",
                "!Cidr [a, 2, 3] | Fn::Cidr",
                "!Ref Nobody | reference to Nobody",
                "!Ref Hidden | its condition is false",
                "!GetAtt Topic.Colour | attribute Topic.Colour",
                "!FindInMap [Sizes, huge, memory] | mapping Sizes.huge.memory",
                "!Select [7, [a]] | index 7",
                "!Guess 1 | tag !Guess"
            })
    void shouldRefuseWhatItDoesNotKnowByName(String expression, String complaint) {
        assertThatThrownBy(() -> read(outputOf(expression), Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void shouldRefuseAnUnknownResourceTypeByName() {
        assertThatThrownBy(() -> read("Resources: {Stream: {Type: 'AWS::Kinesis::Stream'}}", Map.of()))
                .hasMessageContaining("resource Stream has type AWS::Kinesis::Stream");
    }

    @Test
    void shouldRefuseAnUnknownPropertyByName() {
        assertThatThrownBy(() -> read(
                        "Resources: {B: {Type: 'AWS::S3::Bucket', Properties: {WebsiteConfiguration: {}}}}", Map.of()))
                .hasMessageContaining("property B.WebsiteConfiguration is not known");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Rules: {}", "Transform: AWS::LanguageExtensions", "Globals: {Api: {}}", "A: 1\nA: 2"})
    void shouldRefuseSectionsItWouldOtherwiseIgnore(String section) {
        assertThatThrownBy(() -> read(section, Map.of())).isInstanceOf(TemplateException.class);
    }

    @Test
    void shouldRefuseParametersThatBreakTheirDeclaration() {
        String template = "Parameters: {Stage: {Type: String, AllowedValues: [a, b]}, Days: {Type: Number, Default: 1,"
                + " MaxValue: 9}}";
        assertThatThrownBy(() -> read(template, Map.of())).hasMessageContaining("Stage has no default");
        assertThatThrownBy(() -> read(template, Map.of("Stage", "c"))).hasMessageContaining("use one of [\"a\",\"b\"]");
        assertThatThrownBy(() -> read(template, Map.of("Stage", "a", "Days", "10")))
                .hasMessageContaining("Days is 10");
        assertThatThrownBy(() -> read(template, Map.of("Stage", "a", "Dais", "1")))
                .hasMessageContaining("Dais is not declared");
    }

    @Test
    void shouldRefuseConditionsThatDependOnThemselves() {
        assertThatThrownBy(() -> read("Conditions: {A: !Not [Condition: B], B: !Not [Condition: A]}", Map.of()))
                .hasMessageContaining("circular reference");
    }

    @Test
    void shouldMergeGlobalsIntoFunctions() {
        StackDefinition stack = read("""
                Globals:
                  Function:
                    Timeout: 60
                    MemorySize: 512
                    Environment: {Variables: {A: global, B: global}}
                Resources:
                  Worker:
                    Type: AWS::Serverless::Function
                    Properties:
                      Handler: example.Worker
                      Timeout: 5
                      Environment: {Variables: {B: own}}
                """, Map.of());

        assertThat(stack.functions()).singleElement().satisfies(function -> {
            assertThat(function.timeout()).hasSeconds(5);
            assertThat(function.memoryMegabytes()).isEqualTo(512);
            assertThat(function.environment()).isEqualTo(Map.of("A", "global", "B", "own"));
        });
    }

    private static String outputOf(String expression) {
        return """
                Parameters: {Stage: {Type: String, Default: prod}}
                Mappings: {Sizes: {prod: {memory: 2048}}}
                Conditions:
                  IsProduction: !Equals [!Ref Stage, prod]
                  IsSmall: !And [!Not [Condition: IsProduction], !Or [!Equals [a, a], Condition: IsProduction]]
                Resources:
                  Bucket: {Type: 'AWS::S3::Bucket'}
                  Topic: {Type: 'AWS::SNS::Topic', Properties: {TopicName: notices}}
                  Hidden: {Type: 'AWS::S3::Bucket', Condition: IsSmall}
                Outputs: {Out: {Value: %s}}
                """.formatted(expression);
    }

    private static StackDefinition read(String text, Map<String, String> overrides) {
        Template template = Template.of(new StringReader(text), Path.of(""));
        return new StackReader(template, StackIdentity.of("stack", "eu-west-1"), overrides, RuntimeAttributes.NONE)
                .read();
    }
}
