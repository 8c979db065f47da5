package dev.dynamorecovery.lab.machine.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dynamorecovery.lab.machine.MachineLab;
import dev.dynamorecovery.lab.machine.StateMachineSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a definition is refused for, each reason in a machine that has no other fault. */
class DefinitionRefusalTest {

    private static final String TASK =
            "\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:eu-west-1:123456789012:function:work\", \"End\": true";

    private final MachineLab lab = new MachineLab();

    @BeforeEach
    void deployFunction() {
        lab.functions.echo("work");
    }

    @AfterEach
    void close() {
        lab.close();
    }

    private List<DefinitionFault> faults(String definition) {
        InvalidDefinitionException refusal =
                catchThrowableOfType(InvalidDefinitionException.class, () -> lab.load("machine", definition));
        assertThat(refusal).as("refusal of " + definition).isNotNull();
        return refusal.faults();
    }

    private static Arguments states(String what, String states, String state, String field, String problem) {
        return Arguments.of(what, MachineLab.machine(states), state, field, problem);
    }

    private static Arguments task(String what, String fields, String field, String problem) {
        return states(what, "\"A\": {" + TASK + ", " + fields + "}", "A", field, problem);
    }

    private static Arguments sdk(String what, String resource, String arguments, String field, String problem) {
        return states(
                what,
                "\"A\": {\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::" + resource
                        + "\", \"Arguments\": " + arguments + "}",
                "A",
                field,
                problem);
    }

    private static Arguments map(String what, String fields, String field, String problem) {
        return states(what, "\"A\": {\"Type\": \"Map\", \"End\": true, " + fields + "}", "A", field, problem);
    }

    private static Arguments whole(String what, String definition, String field, String problem) {
        return Arguments.of(what, definition, "", field, problem);
    }

    static Stream<Arguments> ofTheMachine() {
        return Stream.of(
                whole("no JSON", "{", "", "not a JSON document at line 1"),
                whole("no object", "[]", "", "must be a JSON object"),
                whole(
                        "a name twice",
                        "{\"QueryLanguage\": \"JSONata\", \"QueryLanguage\": \"JSONata\"}",
                        "",
                        "Duplicate"),
                whole(
                        "no query language",
                        "{\"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}",
                        "QueryLanguage",
                        "is required"),
                whole(
                        "JSONPath",
                        "{\"QueryLanguage\": \"JSONPath\", \"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}",
                        "QueryLanguage",
                        "not JSONPath"),
                whole(
                        "a start that is nowhere",
                        "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"B\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}",
                        "StartAt",
                        "names no state: B"),
                whole(
                        "no state",
                        "{\"QueryLanguage\": \"JSONata\", \"StartAt\": \"B\", \"States\": {}}",
                        "States",
                        "is required"),
                whole(
                        "another version",
                        "{\"QueryLanguage\": \"JSONata\", \"Version\": \"2.0\", \"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}",
                        "Version",
                        "must be 1.0"),
                whole(
                        "an unknown field",
                        "{\"QueryLanguage\": \"JSONata\", \"Timeout\": 1, \"StartAt\": \"A\", \"States\": {\"A\": {\"Type\": \"Succeed\"}}}",
                        "Timeout",
                        "is not a field here"));
    }

    static Stream<Arguments> ofTheFlow() {
        return Stream.of(
                states("an unknown type", "\"A\": {\"Type\": \"Loop\"}", "A", "Type", "Loop is no state type"),
                states(
                        "a comment that is no text",
                        "\"A\": {\"Type\": \"Succeed\", \"Comment\": 1}",
                        "A",
                        "Comment",
                        "must be a string"),
                states("no type", "\"A\": {}", "A", "Type", "is required"),
                states(
                        "a field that no state has",
                        "\"A\": {\"Type\": \"Succeed\", \"Foo\": 1}",
                        "A",
                        "Foo",
                        "unknown"),
                states(
                        "a field of another type",
                        "\"A\": {\"Type\": \"Succeed\", \"Next\": \"A\"}",
                        "A",
                        "Next",
                        "not a field"),
                states(
                        "a JSONPath field",
                        "\"A\": {\"Type\": \"Pass\", \"End\": true, \"ResultPath\": \"$\"}",
                        "A",
                        "ResultPath",
                        "JSONPath"),
                states(
                        "Result of a Pass",
                        "\"A\": {\"Type\": \"Pass\", \"End\": true, \"Result\": 1}",
                        "A",
                        "Result",
                        "JSONPath"),
                states(
                        "a state in JSONPath",
                        "\"A\": {\"Type\": \"Succeed\", \"QueryLanguage\": \"JSONPath\"}",
                        "A",
                        "QueryLanguage",
                        "not JSONPath"),
                states(
                        "neither Next nor End",
                        "\"A\": {\"Type\": \"Pass\"}",
                        "A",
                        "Next",
                        "exactly one of Next and End"),
                states(
                        "Next and End",
                        "\"A\": {\"Type\": \"Pass\", \"Next\": \"B\", \"End\": true}, \"B\": {\"Type\": \"Succeed\"}",
                        "A",
                        "Next",
                        "exactly one of Next and End"),
                states(
                        "Next to nowhere",
                        "\"A\": {\"Type\": \"Choice\", \"Choices\": [{\"Condition\": true, \"Next\": \"B\"}], \"Default\": \"C\"}, \"C\": {\"Type\": \"Succeed\"}",
                        "A",
                        "Choices[0]/Next",
                        "names no state of this flow: B"),
                states(
                        "a state that nothing leads to",
                        "\"A\": {\"Type\": \"Succeed\"}, \"B\": {\"Type\": \"Succeed\"}",
                        "B",
                        "",
                        "no state leads here"),
                states(
                        "no way to an end",
                        "\"A\": {\"Type\": \"Pass\", \"Next\": \"B\"}, \"B\": {\"Type\": \"Pass\", \"Next\": \"A\"}",
                        "",
                        "States",
                        "no way leads to an end"),
                states(
                        "a name twice in the machine",
                        parallel("\"A\": {\"Type\": \"Succeed\"}", ""),
                        "A/A",
                        "",
                        "unique in the whole machine"),
                states(
                        "no branch",
                        "\"A\": {\"Type\": \"Parallel\", \"End\": true, \"Branches\": []}",
                        "A",
                        "Branches",
                        "at least one branch"),
                states(
                        "no rule",
                        "\"A\": {\"Type\": \"Choice\", \"Choices\": [], \"Default\": \"B\"}, \"B\": {\"Type\": \"Succeed\"}",
                        "A",
                        "Choices",
                        "at least one rule"),
                states(
                        "a condition that is text",
                        "\"A\": {\"Type\": \"Choice\", \"Choices\": [{\"Condition\": \"yes\", \"Next\": \"B\"}]}, \"B\": {\"Type\": \"Succeed\"}",
                        "A",
                        "Choices[0]/Condition",
                        "true or false"),
                states(
                        "a rule of JSONPath",
                        "\"A\": {\"Type\": \"Choice\", \"Choices\": [{\"Condition\": true, \"Variable\": \"$.a\", \"Next\": \"B\"}]}, \"B\": {\"Type\": \"Succeed\"}",
                        "A",
                        "Choices[0]/Variable",
                        "JSONPath"),
                states(
                        "a default to nowhere",
                        "\"A\": {\"Type\": \"Choice\", \"Choices\": [{\"Condition\": true, \"Next\": \"B\"}], \"Default\": \"C\"}, \"B\": {\"Type\": \"Succeed\"}",
                        "A",
                        "Default",
                        "names no state"),
                states(
                        "two waits in one",
                        "\"A\": {\"Type\": \"Wait\", \"Seconds\": 1, \"Timestamp\": \"2026-01-01T00:00:00Z\", \"End\": true}",
                        "A",
                        "Seconds",
                        "exactly one of Seconds and Timestamp"),
                states(
                        "a wait of text",
                        "\"A\": {\"Type\": \"Wait\", \"Seconds\": \"1\", \"End\": true}",
                        "A",
                        "Seconds",
                        "must be a number"),
                states(
                        "a wait until no instant",
                        "\"A\": {\"Type\": \"Wait\", \"Timestamp\": \"tomorrow\", \"End\": true}",
                        "A",
                        "Timestamp",
                        "must be an instant"));
    }

    private static String parallel(String innerStates, String outerFields) {
        return "\"A\": {\"Type\": \"Parallel\", \"End\": true, " + outerFields
                + "\"Branches\": [{\"StartAt\": \"A\", \"States\": {" + innerStates + "}}]}";
    }

    static Stream<Arguments> ofExpressions() {
        return Stream.of(
                states("a syntax error", pass("\"Output\": \"{% 1 + %}\""), "A", "Output", "is not JSONata"),
                states("half an expression", pass("\"Output\": \"{% 1 \""), "A", "Output", "must be the whole string"),
                states(
                        "text around an expression",
                        pass("\"Output\": {\"x\": \"a {% 1 %}\"}"),
                        "A",
                        "Output/x",
                        "must be the whole string"),
                states(
                        "an undefined variable",
                        pass("\"Output\": \"{% $nobody %}\""),
                        "A",
                        "Output",
                        "$nobody is neither"),
                states(
                        "an unknown function",
                        pass("\"Output\": \"{% $frobnicate(1) %}\""),
                        "A",
                        "Output",
                        "$frobnicate is neither"),
                states(
                        "a variable set by the state itself",
                        pass("\"Assign\": {\"x\": 1, \"y\": \"{% $x %}\"}"),
                        "A",
                        "Assign/y",
                        "$x is neither"),
                states(
                        "a variable set on another way only",
                        "\"A\": {\"Type\": \"Choice\", \"Choices\": [{\"Condition\": true, \"Next\": \"B\", \"Assign\": {\"x\": 1}}], \"Default\": \"C\"},"
                                + "\"B\": {\"Type\": \"Succeed\", \"Output\": \"{% $x %}\"}, \"C\": {\"Type\": \"Succeed\", \"Output\": \"{% $x %}\"}",
                        "C",
                        "Output",
                        "$x is neither"),
                states(
                        "a variable of a branch outside of it",
                        "\"A\": {\"Type\": \"Parallel\", \"Next\": \"C\", \"Branches\": [{\"StartAt\": \"B\", \"States\": {\"B\": {\"Type\": \"Pass\", \"End\": true, \"Assign\": {\"x\": 1}}}}]},"
                                + "\"C\": {\"Type\": \"Succeed\", \"Output\": \"{% $x %}\"}",
                        "C",
                        "Output",
                        "$x is neither"),
                states(
                        "a variable around a distributed map inside it",
                        "\"A\": {\"Type\": \"Pass\", \"Assign\": {\"x\": 1}, \"Next\": \"B\"}, \"B\": {\"Type\": \"Map\", \"End\": true, \"Items\": [1], \"ItemProcessor\": {\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"},"
                                + "\"StartAt\": \"C\", \"States\": {\"C\": {\"Type\": \"Pass\", \"End\": true, \"Output\": \"{% $x %}\"}}}}",
                        "B/C",
                        "Output",
                        "$x is neither"),
                states(
                        "an outer variable assigned inside",
                        parallel(
                                        "\"B\": {\"Type\": \"Pass\", \"End\": true, \"Assign\": {\"x\": 2}}",
                                        "\"Assign\": {\"x\": 1}, ")
                                .replace("\"StartAt\": \"A\", \"States\"", "\"StartAt\": \"B\", \"States\""),
                        "A/B",
                        "Assign/x",
                        "wants another name"),
                states("the reserved variable", pass("\"Assign\": {\"states\": 1}"), "A", "Assign/states", "reserved"),
                states(
                        "a variable's name with a dash",
                        pass("\"Assign\": {\"a-b\": 1}"),
                        "A",
                        "Assign/a-b",
                        "a variable's name"),
                states(
                        "the result before there is one",
                        "\"A\": {" + TASK + ", \"Arguments\": \"{% $states.result %}\"}",
                        "A",
                        "Arguments",
                        "$states.result"),
                states(
                        "the result of a Pass",
                        pass("\"Output\": \"{% $states.result %}\""),
                        "A",
                        "Output",
                        "$states.result"),
                states(
                        "the error outside of a Catch",
                        "\"A\": {" + TASK + ", \"Output\": \"{% $states.errorOutput %}\"}",
                        "A",
                        "Output",
                        "$states.errorOutput"),
                states(
                        "a part that $states has not",
                        pass("\"Output\": \"{% $states.inputs %}\""),
                        "A",
                        "Output",
                        "not inputs"),
                states(
                        "a context that is not",
                        pass("\"Output\": \"{% $states.context.Execution.Arn %}\""),
                        "A",
                        "Output",
                        "not part of the context object"),
                states(
                        "a token without a wait for it",
                        pass("\"Output\": \"{% $states.context.Task.Token %}\""),
                        "A",
                        "Output",
                        ".waitForTaskToken"),
                states(
                        "an item without a map",
                        pass("\"Output\": \"{% $states.context.Map.Item.Value %}\""),
                        "A",
                        "Output",
                        "inside an inline map"),
                states(
                        "a bare field",
                        pass("\"Output\": \"{% name %}\""),
                        "A",
                        "Output",
                        "the field name is read from nothing"),
                states("$ at the top", pass("\"Output\": \"{% $ %}\""), "A", "Output", "stands for nothing"),
                states("$eval", pass("\"Output\": \"{% $eval('1') %}\""), "A", "Output", "$eval"));
    }

    private static String pass(String fields) {
        return "\"A\": {\"Type\": \"Pass\", \"End\": true, " + fields + "}";
    }

    static Stream<Arguments> ofErrorHandling() {
        String all = "{\"ErrorEquals\": [\"States.ALL\"]";
        return Stream.of(
                task("no error name", "\"Retry\": [{\"IntervalSeconds\": 1}]", "Retry[0]/ErrorEquals", "is required"),
                task(
                        "an error name of no one",
                        "\"Retry\": [{\"ErrorEquals\": [\"States.Everything\"]}]",
                        "Retry[0]/ErrorEquals",
                        "States.Everything is not"),
                task(
                        "States.ALL in company",
                        "\"Retry\": [{\"ErrorEquals\": [\"States.ALL\", \"X\"]}]",
                        "Retry[0]/ErrorEquals",
                        "stand alone"),
                task(
                        "States.ALL before others",
                        "\"Retry\": [" + all + "}, {\"ErrorEquals\": [\"X\"]}]",
                        "Retry[0]/ErrorEquals",
                        "last entry"),
                task(
                        "an interval of zero",
                        "\"Retry\": [" + all + ", \"IntervalSeconds\": 0}]",
                        "Retry[0]/IntervalSeconds",
                        "from 1 to"),
                task(
                        "attempts below zero",
                        "\"Retry\": [" + all + ", \"MaxAttempts\": -1}]",
                        "Retry[0]/MaxAttempts",
                        "from 0 to"),
                task(
                        "a shrinking interval",
                        "\"Retry\": [" + all + ", \"BackoffRate\": 0.5}]",
                        "Retry[0]/BackoffRate",
                        "at least 1.0"),
                task(
                        "a delay below the interval",
                        "\"Retry\": [" + all + ", \"IntervalSeconds\": 5, \"MaxDelaySeconds\": 5}]",
                        "Retry[0]/MaxDelaySeconds",
                        "greater than IntervalSeconds"),
                task(
                        "an unknown jitter",
                        "\"Retry\": [" + all + ", \"JitterStrategy\": \"SOME\"}]",
                        "Retry[0]/JitterStrategy",
                        "FULL or NONE"),
                task(
                        "an unknown field of a retrier",
                        "\"Retry\": [" + all + ", \"Delay\": 1}]",
                        "Retry[0]/Delay",
                        "is not a field"),
                task("a catcher without Next", "\"Catch\": [" + all + "}]", "Catch[0]/Next", "is required"),
                task(
                        "a catcher to nowhere",
                        "\"Catch\": [" + all + ", \"Next\": \"B\"}]",
                        "Catch[0]/Next",
                        "names no state"),
                task(
                        "a result path in a catcher",
                        "\"Catch\": [" + all + ", \"Next\": \"A\", \"ResultPath\": \"$\"}]",
                        "Catch[0]/ResultPath",
                        "JSONPath"),
                states("a Retry of a Pass", pass("\"Retry\": []"), "A", "Retry", "is not a field"),
                task(
                        "a heartbeat longer than the timeout",
                        "\"TimeoutSeconds\": 5, \"HeartbeatSeconds\": 5",
                        "HeartbeatSeconds",
                        "smaller than TimeoutSeconds"),
                task("a timeout of zero", "\"TimeoutSeconds\": 0", "TimeoutSeconds", "must be a number from 1"));
    }

    static Stream<Arguments> ofTasks() {
        String table = "{\"TableName\": \"orders\"}";
        return Stream.of(
                states("no resource", "\"A\": {\"Type\": \"Task\", \"End\": true}", "A", "Resource", "is required"),
                states(
                        "a resource of no kind",
                        "\"A\": {\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:sqs:x\"}",
                        "A",
                        "Resource",
                        "names no resource"),
                states(
                        "an unknown function",
                        "\"A\": {\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:lambda:eu-west-1:123456789012:function:gone\"}",
                        "A",
                        "Resource",
                        "names no function"),
                states(
                        "a token for a function's ARN",
                        "\"A\": {\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:lambda:eu-west-1:123456789012:function:work.waitForTaskToken\"}",
                        "A",
                        "Resource",
                        "lambda:invoke.waitForTaskToken"),
                states(
                        "an activity",
                        "\"A\": {\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:eu-west-1:123456789012:activity:x\"}",
                        "A",
                        "Resource",
                        "names no resource"),
                task(
                        "a role of another account",
                        "\"Credentials\": {\"RoleArn\": \"x\"}",
                        "Credentials",
                        "is not a field"),
                sdk(
                        "an integration that the lab has not",
                        "sqs:sendMessage",
                        "{}",
                        "Resource",
                        "no integration sqs:sendMessage"),
                sdk("a service of no SDK", "aws-sdk:dynamo:getItem", "{}", "Resource", "no service dynamo"),
                sdk(
                        "an action of no service",
                        "aws-sdk:dynamodb:restoreTable",
                        "{}",
                        "Resource",
                        "no action restoreTable"),
                sdk(
                        "an action in another case",
                        "aws-sdk:dynamodb:DescribeTable",
                        table,
                        "Resource",
                        "it has describeTable"),
                sdk(
                        "a paginator",
                        "aws-sdk:dynamodb:listTablesPaginator",
                        "{}",
                        "Resource",
                        "no action listTablesPaginator"),
                sdk(
                        "an argument of no action",
                        "aws-sdk:dynamodb:describeTable",
                        "{\"TableName\": \"x\", \"Table\": 1}",
                        "Arguments/Table",
                        "takes no such argument"),
                sdk(
                        "an argument in another case",
                        "aws-sdk:sfn:describeExecution",
                        "{\"executionArn\": \"x\"}",
                        "Arguments/executionArn",
                        "takes no such argument"),
                sdk(
                        "a value that the model has not",
                        "aws-sdk:dynamodb:updateTable",
                        "{\"TableName\": \"x\", \"BillingMode\": \"ON_DEMAND\"}",
                        "Arguments/BillingMode",
                        "must be one of [PROVISIONED, PAY_PER_REQUEST]"),
                states(
                        "an error that the service has not",
                        "\"A\": {\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::aws-sdk:dynamodb:describeTable\", \"Arguments\": {\"TableName\": \"x\"}, \"Retry\": [{\"ErrorEquals\": [\"DynamoDb.ResourceNotFoundException\", \"DynamoDb.SdkClientException\", \"DynamoDb.DynamoDbException\", \"States.Timeout\", \"DynamoDb.TableGoneException\"]}]}",
                        "A",
                        "Retry[0]/ErrorEquals",
                        "DynamoDb.TableGoneException is no error of aws-sdk:dynamodb:describeTable"),
                states(
                        "an error of another service",
                        "\"A\": {\"Type\": \"Task\", \"End\": true, \"Resource\": \"arn:aws:states:::aws-sdk:dynamodb:describeTable\", \"Arguments\": {\"TableName\": \"x\"}, \"Catch\": [{\"ErrorEquals\": [\"DynamoDB.ResourceNotFoundException\"], \"Next\": \"B\"}]}, \"B\": {\"Type\": \"Succeed\"}",
                        "A",
                        "Catch[0]/ErrorEquals",
                        "DynamoDB.ResourceNotFoundException is no error of"),
                sdk(
                        "a missing argument",
                        "aws-sdk:s3:putObject",
                        "{\"Bucket\": \"b\", \"Body\": {\"any\": 1}}",
                        "Arguments/Key",
                        "is required by the service"),
                sdk(
                        "a nested argument of no action",
                        "aws-sdk:dynamodb:updateContinuousBackups",
                        "{\"TableName\": \"x\", \"PointInTimeRecoverySpecification\": {\"Enabled\": true}}",
                        "Arguments/PointInTimeRecoverySpecification/Enabled",
                        "takes no such argument"),
                sdk(
                        "an argument of another type",
                        "aws-sdk:dynamodb:describeTable",
                        "{\"TableName\": 1}",
                        "Arguments/TableName",
                        "must be a string"),
                sdk(
                        "an instant that is none",
                        "aws-sdk:dynamodb:restoreTableToPointInTime",
                        "{\"TargetTableName\": \"x\", \"RestoreDateTime\": \"10:40\"}",
                        "Arguments/RestoreDateTime",
                        "must be an instant"),
                sdk(
                        "an array that is none",
                        "aws-sdk:dynamodb:tagResource",
                        "{\"ResourceArn\": \"x\", \"Tags\": {\"a\": \"b\"}}",
                        "Arguments/Tags",
                        "must be an array"),
                sdk(
                        "arguments that are no object",
                        "aws-sdk:dynamodb:describeTable",
                        "[1]",
                        "Arguments",
                        "must be an object"),
                sdk(
                        "a function that is not there",
                        "lambda:invoke",
                        "{\"FunctionName\": \"gone\"}",
                        "Arguments/FunctionName",
                        "names no function"),
                sdk(
                        "an invocation that nobody waits for",
                        "lambda:invoke",
                        "{\"FunctionName\": \"arn:aws:lambda:eu-west-1:123456789012:function:work\", \"InvocationType\": \"Event\"}",
                        "Arguments/InvocationType",
                        "RequestResponse only"),
                sdk(
                        "a token that is not handed on",
                        "lambda:invoke.waitForTaskToken",
                        "{\"FunctionName\": \"arn:aws:lambda:eu-west-1:123456789012:function:work\"}",
                        "Arguments",
                        "must hand on"),
                sdk(
                        "an argument that SNS has not",
                        "sns:publish",
                        "{\"TopicArn\": \"x\", \"Message\": {\"a\": 1}, \"Body\": \"x\"}",
                        "Arguments/Body",
                        "takes no such argument"));
    }

    static Stream<Arguments> ofMaps() {
        String inline = "\"ItemProcessor\": {\"StartAt\": \"B\", \"States\": {\"B\": {\"Type\": \"Succeed\"}}}";
        String distributed = inline.replace(
                "{\"StartAt\"",
                "{\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\", \"ExecutionType\": \"STANDARD\"}, \"StartAt\"");
        return Stream.of(
                map("no processor", "\"Items\": [1]", "ItemProcessor", "is required"),
                map("items that are none", "\"Items\": {\"a\": 1}, " + inline, "Items", "must be an array"),
                map("the old name of the processor", "\"Iterator\": {}, " + inline, "Iterator", "JSONPath"),
                map(
                        "an unknown mode",
                        inline.replace("{\"StartAt\"", "{\"ProcessorConfig\": {\"Mode\": \"BOTH\"}, \"StartAt\""),
                        "ItemProcessor/ProcessorConfig/Mode",
                        "INLINE or DISTRIBUTED"),
                map(
                        "no execution type",
                        inline.replace(
                                "{\"StartAt\"", "{\"ProcessorConfig\": {\"Mode\": \"DISTRIBUTED\"}, \"StartAt\""),
                        "ItemProcessor/ProcessorConfig/ExecutionType",
                        "STANDARD or EXPRESS"),
                map(
                        "a tolerance of an inline map",
                        "\"ToleratedFailureCount\": 1, " + inline,
                        "ToleratedFailureCount",
                        "belongs to a distributed map"),
                map(
                        "a percentage above 100",
                        "\"ToleratedFailurePercentage\": 101, " + distributed,
                        "ToleratedFailurePercentage",
                        "from 0 to 100"),
                map(
                        "an item reader",
                        "\"ItemReader\": {\"Resource\": \"x\"}, " + distributed,
                        "ItemReader",
                        "not offered by the lab"),
                map(
                        "a result writer",
                        "\"ResultWriter\": {\"Resource\": \"x\"}, " + distributed,
                        "ResultWriter",
                        "not offered by the lab"),
                map(
                        "a batcher without a size",
                        "\"ItemBatcher\": {}, " + distributed,
                        "ItemBatcher/MaxItemsPerBatch",
                        "is required"),
                map(
                        "an unknown field of a batcher",
                        "\"ItemBatcher\": {\"MaxItemsPerBatch\": 1, \"Max\": 1}, " + distributed,
                        "ItemBatcher/Max",
                        "is not a field"),
                map("a label with a space", "\"Label\": \"a b\", " + distributed, "Label", "letters, digits"),
                map(
                        "too many at a time",
                        "\"MaxConcurrency\": 10001, " + distributed,
                        "MaxConcurrency",
                        "from 0 to 10000"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"ofTheMachine", "ofTheFlow", "ofExpressions", "ofErrorHandling", "ofTasks", "ofMaps"})
    void shouldRefuse(String what, String definition, String state, String field, String problem) {
        assertThat(faults(definition)).as(what).singleElement().satisfies(fault -> {
            assertThat(fault.state()).isEqualTo(state);
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.problem()).contains(problem);
        });
    }

    @Test
    void shouldNameEveryFaultAtOnce() {
        assertThatThrownBy(() -> lab.load("several", MachineLab.machine("""
                                "A": {"Type": "Pass", "Foo": 1, "Output": "{% $x %}", "Next": "C"},
                                "B": {"Type": "Succeed"}""")))
                .hasMessageContaining("state machine several is refused:")
                .hasMessageContaining("state A, field Foo: ")
                .hasMessageContaining("state A, field Output: $x is neither")
                .hasMessageContaining("state A, field Next: names no state of this flow: C")
                .hasMessageContaining("state B: no state leads here");
    }

    @Test
    void shouldRefuseAPlaceholderWithoutASubstitution() {
        StateMachineSource source = new StateMachineSource(
                "machine",
                MachineLab.REGION,
                MachineLab.machine("\"A\": {\"Type\": \"Succeed\", \"Output\": \"${Here} ${Missing}\"}"),
                Map.of("Here", "x"),
                "role",
                "LABMACHINE");

        assertThatThrownBy(() -> lab.machines.load(source))
                .hasMessageContaining("${Missing} is used and has no substitution")
                .hasMessageNotContaining("${Here}");
    }

    @Test
    void shouldPutSubstitutionsInAsTextWhateverIsInThem() {
        StateMachineSource source = new StateMachineSource(
                "machine",
                MachineLab.REGION,
                MachineLab.machine("\"A\": {\"Type\": \"Succeed\", \"Output\": \"${Value}\"}"),
                Map.of("Value", "a \"quoted\" \\ $1"),
                "role",
                "LABMACHINE");

        assertThat(lab.machines.load(source).definition().text()).contains("a \\\"quoted\\\" \\\\ $1");
    }
}
