package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.aws.plan.PackagedPlans;
import dev.dynamorecovery.core.plan.PlannedRegion;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RegionRole;
import dev.dynamorecovery.lab.execution.Refusal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what was typed about failover groups, at the edge. */
final class GroupArguments {

    private static final Pattern PERSON = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._@+'-]{0,99}");
    private static final int LONGEST_REASON = 500;

    private GroupArguments() {}

    /** The plan of a group, which bears its name. */
    static Optional<RecoveryPlan> find(String group) {
        return new PackagedPlans().find(group);
    }

    static RecoveryPlan plan(String group) {
        return find(group)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.REFUSED,
                        "there is no failover group '" + group + "'",
                        List.of(new Refusal(
                                "UnknownGroup",
                                "GROUP",
                                group,
                                "give the name of a recovery plan: a file plans/" + group
                                        + ".yaml makes one, tables join it by the tag recovery:plan")),
                        null));
    }

    /** A Region of the plan that holds data. */
    static String target(RecoveryPlan plan, String field, String region) {
        Arguments.region(field, region);
        List<String> possible = plan.regions().stream()
                .filter(planned -> planned.role() != RegionRole.WITNESS)
                .map(PlannedRegion::region)
                .toList();
        if (!possible.contains(region)) {
            throw new CommandFailure(
                    ExitCode.REFUSED,
                    "the plan of " + plan.name() + " does not let " + region + " serve",
                    List.of(new Refusal(
                            "TargetNotInPlan", field, region, "give one of " + String.join(", ", possible))),
                    null);
        }
        return region;
    }

    /** The plan's Regions, the witness first: it is where nobody's data is, and the likeliest to be well. */
    static List<String> regions(RecoveryPlan plan) {
        return plan.regions().stream()
                .sorted(Comparator.comparing(PlannedRegion::role).reversed())
                .map(PlannedRegion::region)
                .toList();
    }

    static String person(String field, String value) {
        if (!PERSON.matcher(value).matches()) {
            throw CommandFailure.usage(
                    field, value, "is not a name", "give a person's name or address; it stays in the history");
        }
        return value;
    }

    static String reason(String field, String value) {
        if (value.isBlank() || value.length() > LONGEST_REASON) {
            throw CommandFailure.usage(
                    field,
                    value,
                    "is not a reason",
                    "say in 1 to " + LONGEST_REASON + " characters why; it stays in the history");
        }
        return value;
    }
}
