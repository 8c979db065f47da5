package dev.dynamorecovery.aws.plan;

import dev.dynamorecovery.core.plan.InvalidPlan;
import dev.dynamorecovery.core.plan.PlanDocument;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RecoveryPlans;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** The plans that were packaged into the artifact: on the day of the disaster nothing has to be fetched. */
public final class PackagedPlans implements RecoveryPlans {

    @Override
    public Optional<RecoveryPlan> find(String name) {
        if (!RecoveryPlan.isName(name)) {
            return Optional.empty();
        }
        try (var resource = RecoveryPlan.class.getResourceAsStream("/plans/" + name + ".yaml")) {
            if (resource == null) {
                return Optional.empty();
            }
            var plan = PlanDocument.parse(resource.readAllBytes());
            if (!plan.name().equals(name)) {
                throw new InvalidPlan("name", plan.name(), "name the plan in " + name + ".yaml " + name);
            }
            return Optional.of(plan);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "plan " + name + " is packaged and cannot be read: deploy again", unreadable);
        }
    }
}
