package dev.dynamorecovery.core.failover.procedure;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.UnknownGroup;
import dev.dynamorecovery.core.plan.PlannedRegion;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RegionRole;
import java.time.InstantSource;

/** Puts groups under the suite's control: the primary Region of the plan serves, with the plan's lease. */
public final class GroupEnrolment {

    private final ControlRecords records;
    private final InstantSource time;

    public GroupEnrolment(ControlRecords records, InstantSource time) {
        this.records = records;
        this.time = time;
    }

    /** The group's record: the first one, or the one that somebody has put before, untouched. */
    public ControlRecord enrol(RecoveryPlan plan, String by) {
        String primary = plan.regions().stream()
                .filter(region -> region.role() == RegionRole.PRIMARY)
                .map(PlannedRegion::region)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("plan " + plan.name() + " has no primary Region"));
        ControlRecord first =
                ControlRecord.first(plan.name(), primary, plan.failover().lease(), by, time.instant());
        return records.create(first)
                ? first
                : records.read(plan.name()).orElseThrow(() -> new UnknownGroup(plan.name()));
    }
}
