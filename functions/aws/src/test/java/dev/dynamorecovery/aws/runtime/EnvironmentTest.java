package dev.dynamorecovery.aws.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {

    private final Environment environment = new Environment(Map.of("EMPTY", "", "TEXT", "ten", "NUMBER", "10"));

    @Test
    void shouldNameTheVariableThatIsMissing() {
        assertThatThrownBy(() -> environment.required("WORK_BUCKET")).hasMessageContaining("WORK_BUCKET");
        assertThatThrownBy(() -> environment.required("EMPTY")).hasMessageContaining("EMPTY");
    }

    @Test
    void shouldReadWholeNumbersOnly() {
        assertThat(environment.requiredNumber("NUMBER")).isEqualTo(10);
        assertThatThrownBy(() -> environment.requiredNumber("TEXT")).hasMessageContainingAll("TEXT", "ten");
    }

    @Test
    void shouldWarmUpWithoutTheNetwork() {
        Priming.run();

        assertThat(environment.optional("EMPTY")).isEmpty();
    }
}
