package dev.dynamorecovery.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanBindingTest {

    @Test
    void shouldFollowTheTagToThePlan() {
        var plan = SamplePlans.orders();

        assertThat(PlanBinding.of(Map.of("recovery:plan", "orders"), name -> Optional.of(plan)))
                .isEqualTo(new PlanBinding.Bound(plan));
    }

    @Test
    void shouldSayThatATableHasNoTag() {
        assertThat(PlanBinding.of(Map.of("team", "shop"), name -> Optional.of(SamplePlans.orders())))
                .isEqualTo(new PlanBinding.Untagged());
    }

    @Test
    void shouldSayThatTheTagNamesNoPlan() {
        assertThat(PlanBinding.of(Map.of("recovery:plan", "ghost"), name -> Optional.empty()))
                .isEqualTo(new PlanBinding.NamesNoPlan("ghost"));
    }

    @Test
    void shouldLookUpNothingButNamesOfPlans() {
        assertThat(PlanBinding.of(Map.of("recovery:plan", "../secrets"), name -> Optional.of(SamplePlans.orders())))
                .isEqualTo(new PlanBinding.NamesNoPlan("../secrets"));
    }

    @Test
    void shouldSayWhatIsWrongWithThePlanThatTheTagNames() {
        assertThat(PlanBinding.of(Map.of("recovery:plan", "orders"), name -> {
                    throw new InvalidPlan("tier", 9, "give a tier from 1 to 4");
                }))
                .isEqualTo(new PlanBinding.NamesInvalidPlan("orders", "tier", "9", "give a tier from 1 to 4"));
    }
}
