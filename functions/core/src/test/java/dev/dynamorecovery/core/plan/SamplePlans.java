package dev.dynamorecovery.core.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Plans for tests. */
public final class SamplePlans {

    private SamplePlans() {}

    /** The packaged plan of the orders table. */
    public static RecoveryPlan orders() {
        return packaged("orders");
    }

    /** The packaged plan of that name. */
    public static RecoveryPlan packaged(String name) {
        return PlanDocument.parse(bytes(name));
    }

    /** The packaged plan of that name, without what it says of the change log. */
    public static RecoveryPlan withoutChangeLog(String name) {
        var document = new String(bytes(name), StandardCharsets.UTF_8);
        return PlanDocument.parse(
                document.substring(0, document.indexOf("\nchangeLog:")).getBytes(StandardCharsets.UTF_8));
    }

    /** The same plan, by which a controller may be silent and a person may think for other times. */
    public static RecoveryPlan with(RecoveryPlan plan, Duration unfinishedAfter, Duration approvalTimeout) {
        FailoverPlan failover = plan.failover();
        return with(
                plan,
                plan.approval(),
                new FailoverPlan(
                        failover.outFor(),
                        failover.probeInterval(),
                        failover.probeTimeout(),
                        failover.voteFreshFor(),
                        failover.targetHealthyFor(),
                        failover.readinessFreshFor(),
                        failover.lease(),
                        failover.leaseMargin(),
                        unfinishedAfter,
                        approvalTimeout,
                        failover.traffic()));
    }

    /** The same plan with another approval. */
    public static RecoveryPlan with(RecoveryPlan plan, Approval approval) {
        return with(plan, approval, plan.failover());
    }

    private static RecoveryPlan with(RecoveryPlan plan, Approval approval, FailoverPlan failover) {
        return new RecoveryPlan(
                plan.name(),
                plan.version(),
                plan.description(),
                plan.tier(),
                plan.objectives(),
                plan.strategies(),
                plan.regions(),
                approval,
                plan.verification(),
                plan.drill(),
                plan.retention(),
                plan.masking(),
                plan.changeLog(),
                failover,
                plan.audit());
    }

    /** The document of the packaged plan of that name. */
    static byte[] bytes(String name) {
        try (InputStream resource = SamplePlans.class.getResourceAsStream("/plans/" + name + ".yaml")) {
            return Objects.requireNonNull(resource, name).readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A verification of every item by that one invariant. */
    public static Verification invariant(String name, String expression) {
        return new Verification(
                new Verification.Extent.Full(),
                List.of(new Verification.Invariant(name, ItemExpression.checked("expression", expression))),
                List.of(),
                List.of());
    }

    /** A verification of every item by that one aggregate. */
    public static Verification aggregate(String name, String sum, String atLeast) {
        return new Verification(
                new Verification.Extent.Full(),
                List.of(),
                List.of(),
                List.of(new Verification.Aggregate(
                        name,
                        ItemExpression.checked("sum", sum),
                        Optional.of(new BigDecimal(atLeast)),
                        Optional.empty())));
    }
}
