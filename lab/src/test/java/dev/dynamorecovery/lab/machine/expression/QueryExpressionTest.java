package dev.dynamorecovery.lab.machine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryExpressionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$a + $b.c[$d > 1] | a,b,d",
                "$map($items, function($v, $i) { $v + $i + $k }) | items,k",
                "($x := 1; $x + $y) | y",
                "($f := function($n) { $f($n - 1) }; $f($m)) | m",
                "($x := 1; ($z := 2); $z) | z",
                "$items@$i.(orders[$i.id = id]) | items",
                "$items#$p[$p > 0] | items",
                "$items^(>price, $w) | items,w",
                "$items{name: $sum(price) + $t} | items,t",
                "$c ? $t : $e | c,e,t",
                "$a ~> $uppercase | a",
                "[1..$n] | n",
                "{$k: $v} | k,v",
                "-$m | m",
                "$unknown(1) | unknown",
                "$filter($l, $p) | l,p",
                "$substring($s, ?, $n) | n,s",
            })
    void shouldFindTheVariablesThatComeFromOutside(String expression, String variables) {
        assertThat(QueryExpression.parse(expression).references().variables())
                .containsExactlyInAnyOrder(variables.split(","));
    }

    @Test
    void shouldFindWhatIsReadOfTheStatesVariable() {
        References references = QueryExpression.parse(
                        "$states.input.a & $states.context.Task.Token & $string($states.result[0].x) & $string($states)")
                .references();

        assertThat(references.statesPaths())
                .isEqualTo(Set.of(
                        List.of("input", "a"), List.of("context", "Task", "Token"), List.of("result", "x"), List.of()));
        assertThat(references.variables()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"$", "$$", "name", "name.other", "*", "**.x", "$uppercase(name)", "$eval('1')", "$states := 1"})
    void shouldFaultWhatCanNeverWorkInAState(String expression) {
        assertThat(QueryExpression.parse(expression).references().faults()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$states.input.items[price > 1].name",
                "$states.input.(a + b)",
                "$states.input.items.$string()",
                "$states.input.items[$ > 1]",
                "$states.input{a: b}",
                "$states.input ~> |$|{'x': y}|",
            })
    void shouldAllowFieldsWhereAContextIs(String expression) {
        assertThat(QueryExpression.parse(expression).references().faults()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 +", "$a[", "'open", "/open", "{'a' 1}", "", "$a := ", "function($x { 1 }"})
    void shouldRefuseWhatIsNotJsonata(String text) {
        assertThatThrownBy(() -> QueryExpression.parse(text)).isInstanceOf(QuerySyntaxException.class);
    }
}
