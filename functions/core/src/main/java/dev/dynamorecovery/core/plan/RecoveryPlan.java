package dev.dynamorecovery.core.plan;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What was promised for the tables tagged {@code recovery:plan=<name>}, and how the promise is kept and proven.
 *
 * @param name the value of the tag that binds a table to this plan
 * @param version the SHA-256 of the plan's bytes in hexadecimal: evidence names it
 * @param tier 1 (most critical) to 4
 * @param strategies the ways to recover, the preferred one first
 * @param masking what is hidden when a copy leaves for another environment
 * @param changeLog how the changes of the tables are logged
 * @param failover how the tables move to another Region; counts where the strategies name it
 * @param audit what is asked of the tables so that they could be recovered
 */
public record RecoveryPlan(
        String name,
        String version,
        String description,
        int tier,
        Objectives objectives,
        List<Strategy> strategies,
        List<PlannedRegion> regions,
        Approval approval,
        Verification verification,
        DrillSchedule drill,
        Retention retention,
        List<Masking> masking,
        ChangeLogPlan changeLog,
        FailoverPlan failover,
        AuditPlan audit) {

    /** The tag that binds a table to its plan. */
    public static final String TAG = "recovery:plan";

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    public RecoveryPlan {
        if (!isName(name)) {
            throw new InvalidPlan("name", name, "give 1 to 63 of a-z, 0-9 and -, starting with a letter or digit");
        }
        if (tier < 1 || tier > 4) {
            throw new InvalidPlan("tier", tier, "give a tier from 1 (most critical) to 4");
        }
        strategies = List.copyOf(strategies);
        regions = List.copyOf(regions);
        masking = List.copyOf(masking);
        if (strategies.isEmpty() || new HashSet<>(strategies).size() != strategies.size()) {
            throw new InvalidPlan("strategies", strategies, "name at least one strategy, each once");
        }
        if (regions.stream()
                        .filter(region -> region.role() == RegionRole.PRIMARY)
                        .count()
                != 1) {
            throw new InvalidPlan("regions", regions, "give exactly one Region the role Primary");
        }
        if (regions.stream().map(PlannedRegion::region).distinct().count() != regions.size()) {
            throw new InvalidPlan("regions", regions, "name each Region once");
        }
        if (strategies.contains(Strategy.GLOBAL_TABLE_FAILOVER)
                && regions.stream().noneMatch(region -> region.role() == RegionRole.STANDBY)) {
            throw new InvalidPlan(
                    "strategies",
                    "GlobalTableFailover",
                    "name a Region with the role Standby, or leave GlobalTableFailover out");
        }
        if (masking.stream().map(Masking::attribute).distinct().count() != masking.size()) {
            throw new InvalidPlan("masking", masking, "name each attribute once");
        }
    }

    /** Whether a text can be the name of a plan; a tag's value is checked with it before any look-up. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }
}
