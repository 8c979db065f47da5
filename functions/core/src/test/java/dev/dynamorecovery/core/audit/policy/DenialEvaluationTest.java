package dev.dynamorecovery.core.audit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DenialEvaluationTest {

    private static final String ACTION = "dynamodb:DeleteTable";
    private static final String ARN = "arn:aws:dynamodb:us-east-1:111122223333:table/orders";
    private static final String BREAK_GLASS = "arn:aws:iam::111122223333:role/break-glass";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Principal':'*','Action':'dynamodb:DeleteTable','Resource':'ARN'",
                "'Principal':{'AWS':'*'},'Action':['dynamodb:GetItem','DynamoDB:deletetable'],'Resource':['ARN']",
                "'Principal':{'AWS':['*']},'Action':'dynamodb:Delete*','Resource':'arn:aws:dynamodb:*:111122223333:table/ord?rs'",
                "'Principal':'*','NotAction':'dynamodb:GetItem','Resource':'*'",
                "'Principal':'*','Action':'*','NotResource':'arn:aws:dynamodb:us-east-1:111122223333:table/users'"
            })
    void shouldBelieveADenialForEverybody(String statement) {
        assertThat(deny(statement)).isEqualTo(new Denial.Denied(List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ArnNotLike", "ArnNotEquals", "StringNotLike", "StringNotEquals"})
    void shouldNameThePrincipalsThatTheStatementItselfLeavesOut(String operator) {
        assertThat(deny(
                        "'Principal':'*','Action':'dynamodb:DeleteTable','Resource':'ARN','Condition':{'%s':{'aws:PrincipalArn':'%s'}}"
                                .formatted(operator, BREAK_GLASS)))
                .isEqualTo(new Denial.Denied(List.of(BREAK_GLASS)));
    }

    @Test
    void shouldNameThePrincipalsOfNotPrincipal() {
        assertThat(deny("'NotPrincipal':{'AWS':['%s']},'Action':'dynamodb:DeleteTable','Resource':'ARN'"
                        .formatted(BREAK_GLASS)))
                .isEqualTo(new Denial.Denied(List.of(BREAK_GLASS)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '"',
            value = {
                "another action # 'Principal':'*','Action':'dynamodb:DeleteItem','Resource':'ARN'",
                "the action left out # 'Principal':'*','NotAction':'dynamodb:*','Resource':'ARN'",
                "another resource # 'Principal':'*','Action':'*','Resource':'arn:aws:dynamodb:us-east-1:111122223333:table/users'",
                "a resource that only looks alike # 'Principal':'*','Action':'*','Resource':'arn:aws:dynamodb:us-east-1:111122223333:table/order'",
                "the resource left out # 'Principal':'*','Action':'*','NotResource':'ARN'",
                "no resource # 'Principal':'*','Action':'*'",
                "a variable in the resource # 'Principal':'*','Action':'*','Resource':'arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}*'",
                "a variable in what is left out # 'Principal':'*','Action':'*','NotResource':'arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}'",
                "whoever carries a tag left out # 'Principal':'*','Action':'*','Resource':'ARN','Condition':{'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::1:role/${aws:PrincipalTag/role}'}}",
                "a condition on the ARN of something else # 'Principal':'*','Action':'*','Resource':'ARN','Condition':{'ArnNotLike':{'aws:SourceArn':'arn:aws:iam::1:role/a'}}",
                "action and its negation # 'Principal':'*','Action':'*','NotAction':'s3:*','Resource':'ARN'",
                "one principal # 'Principal':{'AWS':'arn:aws:iam::111122223333:role/intern'},'Action':'*','Resource':'ARN'",
                "a service # 'Principal':{'Service':'*'},'Action':'*','Resource':'ARN'",
                "no principal # 'Action':'*','Resource':'ARN'",
                "everybody left out # 'NotPrincipal':{'AWS':'*'},'Action':'*','Resource':'ARN'",
                "a service left out # 'NotPrincipal':{'Service':'backup.amazonaws.com'},'Action':'*','Resource':'ARN'",
                "a condition of the opposite sense # 'Principal':'*','Action':'*','Resource':'ARN','Condition':{'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::1:role/a'}}",
                "a condition on something else # 'Principal':'*','Action':'*','Resource':'ARN','Condition':{'StringNotEquals':{'aws:SourceVpc':'vpc-1'}}",
                "one of two conditions # 'Principal':'*','Action':'*','Resource':'ARN','Condition':{'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::1:role/a'},'Bool':{'aws:MultiFactorAuthPresent':'false'}}",
                "a condition without a key # 'Principal':'*','Action':'*','Resource':'ARN','Condition':{'Bool':{}}",
                "every role left out # 'Principal':'*','Action':'*','Resource':'ARN','Condition':{'ArnNotLike':{'aws:PrincipalArn':'arn:aws:iam::111122223333:role/*'}}",
                "everybody left out by a condition # 'Principal':'*','Action':'*','Resource':'ARN','Condition':{'StringNotLike':{'aws:PrincipalArn':['arn:aws:iam::1:role/a','*']}}"
            })
    void shouldProveNothingBy(String what, String statement) {
        assertThat(deny(statement)).as(what).isInstanceOf(Denial.NotProven.class);
    }

    @Test
    void shouldNotTakeAnAllowingStatementForADenial() {
        assertThat(DenialEvaluation.of(
                        policy("{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}"), ACTION, ARN))
                .isEqualTo(new Denial.NotProven("no statement denies anything"));
    }

    @Test
    void shouldTakeOneOfSeveralStatementsForEnough() {
        assertThat(DenialEvaluation.of(
                        policy("{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'},"
                                + "{'Effect':'Deny','Principal':'*','Action':'s3:*','Resource':'*'},"
                                + "{'Effect':'Deny','Principal':'*','Action':'*','Resource':'*'}"),
                        ACTION,
                        ARN))
                .isInstanceOf(Denial.Denied.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[]", "{\"Statement\":\"x\"}", "{\"Statement\":[],\"Statement\":[]}"})
    void shouldNotReadWhatIsNoPolicy(String policy) {
        assertThat(DenialEvaluation.of(policy, ACTION, ARN)).isInstanceOf(Denial.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{'Effect':'Allow','Principal':'*','Action':'*','Resource':'*'}]", "{'Effect':'Allow'}"})
    void shouldSuggestAPolicyThatKeepsWhatIsThereAndDenies(String statements) {
        String longer = DenyingStatement.addedTo(
                ("{'Version':'2012-10-17','Statement':" + statements + "}").replace('\'', '"'), ACTION, ARN);

        assertThat(DenialEvaluation.of(longer, ACTION, ARN)).isEqualTo(new Denial.Denied(List.of()));
        assertThat(longer).contains("\"Effect\":\"Allow\"");
        assertThat(DenialEvaluation.of(DenyingStatement.alone(ACTION, ARN), ACTION, ARN))
                .isEqualTo(new Denial.Denied(List.of()));
    }

    private static Denial deny(String statement) {
        return DenialEvaluation.of(policy("{'Effect':'Deny'," + statement + "}"), ACTION, ARN);
    }

    private static String policy(String statements) {
        return ("{'Version':'2012-10-17','Statement':[" + statements + "]}")
                .replace("'ARN'", "'" + ARN + "'")
                .replace('\'', '"');
    }
}
