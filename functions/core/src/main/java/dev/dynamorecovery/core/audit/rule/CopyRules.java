package dev.dynamorecovery.core.audit.rule;

import static dev.dynamorecovery.core.audit.rule.Steps.broken;
import static dev.dynamorecovery.core.audit.rule.Steps.met;
import static dev.dynamorecovery.core.audit.rule.Steps.planned;
import static dev.dynamorecovery.core.audit.rule.Steps.seen;

import dev.dynamorecovery.core.audit.finding.Judgement;
import dev.dynamorecovery.core.audit.finding.Judgement.NotAsked;
import dev.dynamorecovery.core.audit.posture.CopyJob;
import dev.dynamorecovery.core.audit.posture.RecoveryPoint;
import dev.dynamorecovery.core.plan.AwsBackupPlan;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What becomes of recovery points: copied to where the plan asks, and nothing went wrong since. */
final class CopyRules {

    private static final int REGION = 3;
    private static final int ACCOUNT = 4;

    /** States of recovery points and jobs that are no failure: done, or under way. */
    private static final Set<String> GOOD = Set.of("COMPLETED", "CREATING", "CREATED", "RUNNING", "PENDING");

    private CopyRules() {}

    static Judgement toRegion(AuditedTable table) {
        return planned(
                table,
                plan -> Steps.wanted(
                        plan.audit().awsBackup().flatMap(AwsBackupPlan::copyRegion),
                        "copies in another Region",
                        region -> region.equals(table.posture().region())
                                ? new NotAsked("the table is in " + region + " itself")
                                : copied(
                                        table,
                                        plan.audit().awsBackup().orElseThrow(),
                                        "Region " + region,
                                        job -> partOfDestination(job, REGION).equals(region),
                                        "arn:aws:backup:%s:%s:backup-vault:VAULT"
                                                .formatted(region, Remedies.account(table.posture())))));
    }

    static Judgement toAccount(AuditedTable table) {
        return planned(
                table,
                plan -> Steps.wanted(
                        plan.audit().awsBackup().flatMap(AwsBackupPlan::copyAccount),
                        "copies in another account",
                        account -> account.equals(Remedies.account(table.posture()))
                                ? new NotAsked("the table is in account " + account + " itself")
                                : copied(
                                        table,
                                        plan.audit().awsBackup().orElseThrow(),
                                        "account " + account,
                                        job -> partOfDestination(job, ACCOUNT).equals(account),
                                        "arn:aws:backup:%s:%s:backup-vault:VAULT"
                                                .formatted(table.posture().region(), account))));
    }

    private static Judgement copied(
            AuditedTable table, AwsBackupPlan plan, String where, Predicate<CopyJob> there, String vaultArn) {
        return seen(
                table.posture().copyJobs(),
                jobs -> seen(table.posture().recoveryPoints(), points -> {
                    Optional<CopyJob> newest = newest(jobs, there);
                    String observed = newest.map(job -> "copied to %s by a job %s"
                                            .formatted(where, AgeText.of(job.createdAt(), table.now())))
                                    .orElse("no completed copy to " + where)
                            + "; %s is allowed".formatted(AgeText.of(plan.within()));
                    return newest.filter(job -> Steps.young(job.createdAt(), plan.within(), table.now()))
                                    .isPresent()
                            ? met(observed)
                            : broken(observed, copy(table, VaultRules.newest(points), vaultArn));
                }));
    }

    static Judgement nothingFailed(AuditedTable table) {
        return VaultRules.wanted(table, (plan, points) -> {
            Instant good =
                    VaultRules.newest(points).map(RecoveryPoint::createdAt).orElse(Instant.MIN);
            Stream<String> badPoints = points.stream()
                    .filter(point -> !GOOD.contains(point.status()))
                    .filter(point -> point.createdAt().isAfter(good))
                    .map(point -> "recovery point %s of %s in '%s'"
                            .formatted(point.status(), point.createdAt(), point.vault()));
            if (plan.copyRegion().isEmpty() && plan.copyAccount().isEmpty()) {
                return judged(table, points, badPoints.toList());
            }
            List<String> bad = badPoints.toList();
            return seen(
                    table.posture().copyJobs(),
                    jobs -> judged(
                            table,
                            points,
                            Stream.concat(bad.stream(), badCopies(jobs)).toList()));
        });
    }

    private static Stream<String> badCopies(List<CopyJob> jobs) {
        return jobs.stream()
                .filter(job -> !GOOD.contains(job.state()))
                .filter(job -> newest(jobs, other -> other.destinationVaultArn().equals(job.destinationVaultArn()))
                        .filter(good -> !job.createdAt().isAfter(good.createdAt()))
                        .isEmpty())
                .map(job -> "copy %s of %s to %s".formatted(job.state(), job.createdAt(), job.destinationVaultArn()));
    }

    private static Judgement judged(AuditedTable table, List<RecoveryPoint> points, List<String> bad) {
        return bad.isEmpty()
                ? met("nothing went wrong since the newest good one")
                : broken(
                        String.join("; ", bad),
                        "See why: "
                                + Remedies.aws(
                                        table.posture(),
                                        "backup",
                                        "list-backup-jobs",
                                        "--by-resource-arn",
                                        table.posture().arn())
                                + " — then: "
                                + VaultRules.startBackup(table.posture(), VaultRules.newest(points)));
    }

    private static Optional<CopyJob> newest(List<CopyJob> jobs, Predicate<CopyJob> wanted) {
        return jobs.stream()
                .filter(job -> job.state().equals("COMPLETED"))
                .filter(wanted)
                .max(Comparator.comparing(CopyJob::createdAt));
    }

    private static String copy(AuditedTable table, Optional<RecoveryPoint> point, String vaultArn) {
        return point.map(newest -> "With the name of the vault there: "
                        + Remedies.aws(
                                table.posture(),
                                "backup",
                                "start-copy-job",
                                "--recovery-point-arn",
                                newest.arn(),
                                "--source-backup-vault-name",
                                newest.vault(),
                                "--destination-backup-vault-arn",
                                vaultArn,
                                "--iam-role-arn",
                                Remedies.backupRole(table.posture())))
                .orElseGet(() -> "First take one: " + VaultRules.startBackup(table.posture(), Optional.empty()));
    }

    private static String partOfDestination(CopyJob job, int part) {
        return Remedies.partOfArn(job.destinationVaultArn(), part);
    }
}
