package dev.dynamorecovery.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.dynamorecovery.aws.runtime.TransientFailure;
import dev.dynamorecovery.lab.template.FunctionDefinition;
import dev.dynamorecovery.lab.template.StateMachineDefinition;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FunctionWiringTest {

    private static final Pattern FUNCTION_TARGET = Pattern.compile("\"FunctionName\": *\"\\$\\{([A-Za-z0-9]+)}\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

    static List<FunctionDefinition> functions() {
        return ShippedStack.read().functions();
    }

    static List<StateMachineDefinition> machines() {
        return ShippedStack.read().stateMachines();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void shouldFindEachHandlerAndBothOfItsConstructors(FunctionDefinition function)
            throws ReflectiveOperationException {
        Class<?> handler = Class.forName(function.handler());

        assertThat(RequestStreamHandler.class).isAssignableFrom(handler);
        assertThat(handler.getConstructor().getModifiers() & Modifier.PUBLIC).isNotZero();
        assertThat(handler.getConstructor(Map.class).getModifiers() & Modifier.PUBLIC)
                .isNotZero();
    }

    @ParameterizedTest
    @MethodSource("machines")
    void shouldResolveEveryPlaceholderAndLeaveNoneUnused(StateMachineDefinition machine) throws IOException {
        assertThat(placeholders(PLACEHOLDER, machine))
                .isEqualTo(new TreeSet<>(machine.substitutions().keySet()));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void shouldInvokeOnlyFunctionsOfTheStackByTheirAliases(StateMachineDefinition machine) throws IOException {
        Set<String> aliases = functions().stream()
                .map(function -> function.arn() + ":" + function.alias().orElse("(no alias)"))
                .collect(Collectors.toSet());

        assertThat(placeholders(FUNCTION_TARGET, machine))
                .isNotEmpty()
                .allSatisfy(target ->
                        assertThat(machine.substitutions().get(target)).isIn(aliases));
    }

    @Test
    void shouldShipNoFunctionThatNothingInvokes() throws IOException {
        Set<String> invoked = new TreeSet<>();
        for (StateMachineDefinition machine : machines()) {
            placeholders(FUNCTION_TARGET, machine).stream()
                    .map(target -> machine.substitutions().get(target))
                    .forEach(invoked::add);
        }
        ShippedStack.read()
                .eventSourceMappings()
                .forEach(mapping ->
                        invoked.add(mapping.create().path("FunctionName").asText()));
        ShippedStack.read()
                .scheduledRules()
                .forEach(rule -> rule.targets().forEach(target -> invoked.add(target.functionArn())));
        ShippedStack.read().eventRules().forEach(rule -> rule.targets().forEach(target -> invoked.add(target.arn())));
        ShippedStack.read().functionUrls().forEach(url -> invoked.add(url.functionArn()));

        assertThat(functions())
                .extracting(function -> function.arn() + ":" + function.alias().orElse(""))
                .allSatisfy(arn -> assertThat(invoked).contains(arn));
    }

    @ParameterizedTest
    @MethodSource("machines")
    void shouldRetryTheFailureThatFunctionsCallTransient(StateMachineDefinition machine) throws IOException {
        assertThat(text(machine)).contains('"' + TransientFailure.class.getName() + '"');
    }

    @ParameterizedTest
    @MethodSource("machines")
    void shouldHoldNoArnOfAnAccountOrRegion(StateMachineDefinition machine) throws IOException {
        assertThat(text(machine))
                .doesNotContainPattern("arn:[a-z-]+:[a-z0-9-]+:([a-z0-9-]+:[0-9]*|[a-z0-9-]*:[0-9]+):");
    }

    @Test
    void shouldGrantNoWholeServiceAndNoWholeAccount() {
        Stream.concat(
                        functions().stream().flatMap(function -> function.policies().stream()),
                        machines().stream().flatMap(machine -> machine.policies().stream()))
                .forEach(statement -> assertThat(statement.actions())
                        .as(statement.sid())
                        .isNotEmpty()
                        .allSatisfy(action -> assertThat(action).doesNotContain("*")));
    }

    private static Set<String> placeholders(Pattern pattern, StateMachineDefinition machine) throws IOException {
        return pattern.matcher(text(machine))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(StateMachineDefinition machine) throws IOException {
        return Files.readString(machine.definition());
    }
}
