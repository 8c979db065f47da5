package dev.dynamorecovery.failover;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.observe.ReplicaSurvey;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.plan.PlannedRegion;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.RegionRole;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the report on this Region's replicas fresh, beside the probes: what asks a control plane must not hold them up. */
final class ReadinessUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger(ReadinessUpkeep.class);
    private static final Duration ASKED_EVERY = Duration.ofMinutes(10);
    private static final Duration TRIED_AGAIN_AFTER = Duration.ofSeconds(15);

    private final String region;
    private final GroupPlans plans;
    private final GroupControl control;
    private final ReplicaSurvey survey;
    private final InstantSource time;
    private final ExecutorService threads;
    /** When each group is due again. */
    private final Map<String, Instant> asked = new ConcurrentHashMap<>();

    ReadinessUpkeep(
            String region,
            GroupPlans plans,
            GroupControl control,
            ReplicaSurvey survey,
            InstantSource time,
            ExecutorService threads) {
        this.region = region;
        this.plans = plans;
        this.control = control;
        this.survey = survey;
        this.time = time;
        this.threads = threads;
    }

    /** Forgets what it knows: somebody else may have filed a report since. */
    void begin() {
        asked.clear();
    }

    /** Looks where the last report is old, or did not come about; returns at once. */
    void keepUp() {
        Instant now = time.instant();
        for (RecoveryPlan plan : plans.movable()) {
            Instant again = asked.get(plan.name());
            if (plan.regions().stream().anyMatch(this::hasData) && (again == null || !now.isBefore(again))) {
                asked.put(plan.name(), now.plus(TRIED_AGAIN_AFTER));
                threads.execute(() -> refresh(plan));
            }
        }
    }

    private boolean hasData(PlannedRegion planned) {
        return planned.region().equals(region) && planned.role() != RegionRole.WITNESS;
    }

    private void refresh(RecoveryPlan plan) {
        try {
            Optional<ReplicaReadiness> last = control.readiness().read(plan.name()).stream()
                    .filter(report -> report.region().equals(region))
                    .findFirst();
            if (last.filter(this::fresh).isPresent()) {
                asked.put(plan.name(), last.get().at().plus(ASKED_EVERY));
                return;
            }
            Optional<ControlRecord> record = control.records().read(plan.name());
            record.flatMap(found -> survey.find(
                            plan.name(),
                            plans.groups().tablesOf(plan.name()),
                            region,
                            found.servingRegion(),
                            time.instant()))
                    .ifPresent(control.readiness()::file);
        } catch (RuntimeException failure) {
            LOG.warn(
                    "Whether {} could serve {} was not found out; the last report stands",
                    region,
                    plan.name(),
                    failure);
        }
    }

    /** One that found something wanting is asked again soon: it may have been mended. */
    private boolean fresh(ReplicaReadiness report) {
        return report.ready() && Duration.between(report.at(), time.instant()).compareTo(ASKED_EVERY) < 0;
    }
}
