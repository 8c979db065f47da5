package dev.dynamorecovery.aws.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackagedPlansTest {

    private final PackagedPlans plans = new PackagedPlans();

    @ParameterizedTest
    @ValueSource(strings = {"users", "orders", "transactions"})
    void shouldFindThePlansThatArePackaged(String name) {
        assertThat(plans.find(name)).hasValueSatisfying(plan -> {
            assertThat(plan.name()).isEqualTo(name);
            assertThat(plan.version()).hasSize(64);
        });
    }

    @Test
    void shouldFindNoPlanThatIsNotPackaged() {
        assertThat(plans.find("ghost")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../plans/orders", "ORDERS", "orders.yaml"})
    void shouldLookForNothingButNamesOfPlans(String name) {
        assertThat(plans.find(name)).isEmpty();
    }
}
