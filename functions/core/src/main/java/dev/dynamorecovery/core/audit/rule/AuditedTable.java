package dev.dynamorecovery.core.audit.rule;

import dev.dynamorecovery.core.audit.posture.Observed;
import dev.dynamorecovery.core.audit.posture.TablePosture;
import dev.dynamorecovery.core.plan.PlanBinding;
import java.time.Instant;

/**
 * A table as the rules see it.
 *
 * @param binding the plan that its tags bind it to
 * @param now the time of the judgement
 */
public record AuditedTable(TablePosture posture, Observed<PlanBinding> binding, Instant now) {}
