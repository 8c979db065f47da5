package dev.dynamorecovery.lab.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyArgumentTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            userId=u-17                       | userId=u-17
            userId=u-17,orderId=o-3           | userId=u-17;orderId=o-3
            userId=a,b=c                      | userId=a;b=c
            userId=a,b                        | userId=a,b
            userId=a=b                        | userId=a=b
            userId=                           | userId=
            {"userId":"u,1=2","orderId":"o"}  | userId=u,1=2;orderId=o
            {"sequence":7,"orderId":"o"}      | sequence=7;orderId=o
            """)
    void shouldReadTheKeyAsItIsTyped(String typed, String expected) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : expected.split(";", -1)) {
            values.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
        }

        assertThat(KeyArgument.read("--key", typed).values()).isEqualTo(values);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "u-17",
                "=u",
                "a=1,a=2",
                "a=1,b=2,c=3",
                "{}",
                "{\"a\":",
                "{\"a\":[1]}",
                "{\"a\":\"1\",\"b\":null}"
            })
    void shouldRefuseWhatIsNoKeyAndSayHowOneIsTyped(String typed) {
        assertThatThrownBy(() -> KeyArgument.read("--key", typed))
                .asInstanceOf(type(CommandFailure.class))
                .satisfies(failure -> {
                    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
                    assertThat(failure.refusals()).singleElement().satisfies(refusal -> {
                        assertThat(refusal.field()).isEqualTo("--key");
                        assertThat(refusal.remedy()).contains("userId=u-17");
                    });
                });
    }

    @Test
    void shouldGiveTheKeyTheTypesOfTheTable() {
        Item key = KeyArgument.read("--key", "hash=aGk=,range=07.0").in("samples", Map.of("hash", "B", "range", "N"));

        assertThat(key)
                .isEqualTo(new Item(Map.of(
                        "hash", new AttributeValue.Binary("hi".getBytes(StandardCharsets.UTF_8)),
                        "range", new AttributeValue.Numeric("7"))));
    }

    @ParameterizedTest
    @CsvSource({"userId=u, give exactly", "orderId=o;sequence=x, a number"})
    void shouldRefuseAKeyThatNoItemOfTheTableCanHave(String typed, String remedy) {
        Map<String, String> types = new LinkedHashMap<>();
        types.put("orderId", "S");
        types.put("sequence", "N");

        assertThatThrownBy(
                        () -> KeyArgument.read("--key", typed.replace(';', ',')).in("transactions", types))
                .asInstanceOf(type(CommandFailure.class))
                .satisfies(failure -> {
                    assertThat(failure.refusals().getFirst().remedy()).contains(remedy);
                });
    }
}
