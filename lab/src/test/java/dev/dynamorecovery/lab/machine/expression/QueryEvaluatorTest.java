package dev.dynamorecovery.lab.machine.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryEvaluatorTest {

    private static final Map<String, JsonNode> VARIABLES = Map.of("states", JsonText.parse("""
                    {"input": {"nothing": null, "one": [7], "many": [1, 2, 3], "big": 9007199254740993, "text": "a"}}"""));

    private final QueryEvaluator evaluator = evaluator();

    private static QueryEvaluator evaluator() {
        return new QueryEvaluator(
                InstantSource.fixed(Instant.parse("2026-01-31T10:40:00Z")), new Entropy(new Random(42)));
    }

    private String evaluate(String expression) {
        return JsonText.write(evaluator.evaluate(QueryExpression.parse(expression), VARIABLES, "Output"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$states.input.nothing | null",
                "$exists($states.input.nothing) | true",
                "$exists($states.input.absent) | false",
                "$states.input.nothing = null | true",
                "{'a': $states.input.nothing, 'b': $states.input.absent} | {\"a\":null}",
                "[$states.input.nothing] | [null]",
                "$lookup($states.input, 'nothing') | null",
                "$states.input.one | [7]",
                "$states.input.many[$ > 2] | 3",
                "$states.input.big | 9007199254740993",
                "10 / 4 | 2.5",
                "6 / 2 | 3",
                "[0..2] | [0,1,2]",
                "[0..0] | [0]",
                "$append([], [{'x': 1}]) | [{\"x\":1}]",
                "$partition([1, 2, 3, 4, 5], 2) | [[1,2],[3,4],[5]]",
                "$range(0, 10, 5) | [0,5,10]",
                "$range(3, 1, -1) | [3,2,1]",
                "$hash('abc', 'SHA-256') | \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"",
                "$hash('abc', 'MD5') | \"900150983cd24fb0d6963f7d28e17f72\"",
                "$parse('{\"a\": [1, null]}') | {\"a\":[1,null]}",
                "$now() | \"2026-01-31T10:40:00.000Z\"",
                "$millis() | 1769856000000",
                "$random(1) = $random(1) | true",
                "($f := function($n) { $n < 2 ? 1 : $n * $f($n - 1) }; $f(5)) | 120",
            })
    void shouldEvaluateAsStepFunctionsDoes(String expression, String expected) {
        assertThat(evaluate(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$states.input.absent",
                "$states.input.many[$ > 5]",
                "function($x) { $x }",
                "$hash('abc', 'CRC32')",
                "$range(0, 5000, 1)",
                "$range(0, 5, 0)",
                "$partition([1], 0)",
                "$parse('{')",
                "$states.input.text + 1",
                "$error('no')",
                "($f := function($n) { 1 + $f($n) }; $f(1))",
            })
    void shouldFailWhereThereIsNoValueForJson(String expression) {
        assertThatThrownBy(() -> evaluate(expression))
                .isInstanceOfSatisfying(
                        QueryEvaluationException.class,
                        e -> assertThat(e.field()).isEqualTo("Output"))
                .hasMessageContaining(expression);
    }

    @Test
    void shouldDrawTheSameChanceFromTheSameSeed() {
        String first = evaluate("[$random(), $uuid()]");
        JsonNode again = evaluator().evaluate(QueryExpression.parse("[$random(), $uuid()]"), VARIABLES, "Output");

        assertThat(JsonText.write(again)).isEqualTo(first);
        assertThat(again.get(1).textValue())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(evaluate("[$random(), $uuid()]")).isNotEqualTo(first);
    }

    @Test
    void shouldForgetTheVariablesOfAnEarlierEvaluation() {
        QueryExpression expression = QueryExpression.parse("$secret");
        Map<String, JsonNode> with = new HashMap<>(VARIABLES);
        with.put("secret", JsonText.parse("1"));
        evaluator.evaluate(expression, with, "Output");

        assertThatThrownBy(() -> evaluator.evaluate(expression, VARIABLES, "Output"))
                .isInstanceOf(QueryEvaluationException.class);
    }

    @Test
    void shouldLeaveTheValuesItReadsAsTheyAre() {
        JsonNode input = JsonText.parse("{\"a\": [null, {\"b\": null}]}");
        evaluator.evaluate(QueryExpression.parse("$input ~> |$|{'a': 1}|"), Map.of("input", input), "Output");

        assertThat(JsonText.write(input)).isEqualTo("{\"a\":[null,{\"b\":null}]}");
    }

    @Test
    void shouldGiveEveryThreadItsOwnVariables() throws Exception {
        QueryExpression expression = QueryExpression.parse("$sum($numbers.($ * $factor))");
        List<Callable<JsonNode>> works = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Map<String, JsonNode> variables =
                    Map.of("numbers", JsonText.parse("[1, 2, 3]"), "factor", JsonText.parse(String.valueOf(i)));
            works.add(() -> evaluator.evaluate(expression, variables, "Output"));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<JsonNode>> results = threads.invokeAll(works);
            for (int i = 0; i < works.size(); i++) {
                assertThat(results.get(i).get().intValue()).isEqualTo(6 * i);
            }
        }
    }
}
