package dev.dynamorecovery.lab.drill.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.drill.DrillFailed;
import dev.dynamorecovery.lab.drill.DrillListener;
import dev.dynamorecovery.lab.execution.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.services.securityhub.model.AwsSecurityFinding;

/**
 * Takes a table's protection away, piece by piece, and waits until Security Hub has the finding; then the suite or, where
 * that is not the suite's to decide, a person mends it, and the finding has to resolve. Nobody asks for an audit meanwhile:
 * what finds and resolves are the events of the calls.
 */
public final class AuditDrill {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_INTERVAL = Duration.ofMillis(100);

    private final AuditSite site;
    private final DrillListener listener;
    private final Clock clock;
    private final Pause pause;

    public AuditDrill(AuditSite site, DrillListener listener, Clock clock, Pause pause) {
        this.site = site;
        this.listener = listener;
        this.clock = clock;
        this.pause = pause;
    }

    /** @param startedAt from when its length counts */
    public AuditDrillResult run(Instant startedAt) throws InterruptedException {
        List<Breakage> breakages = new Breakages(site, pause).all();
        List<String> knownBefore = prepare(breakages);
        List<AuditDrillResult.Round> rounds = new ArrayList<>();
        for (Breakage breakage : breakages) {
            rounds.add(round(breakage));
        }
        return new AuditDrillResult(knownBefore, rounds, Duration.between(startedAt, clock.instant()));
    }

    /** Gives the table what no template can give: backups. What is still broken then is known, and none of the drill's. */
    private List<String> prepare(List<Breakage> breakages) throws InterruptedException {
        listener.phaseStarted("Back the table up, and look at it");
        site.startBackupJob();
        site.repair();
        List<String> drilled = breakages.stream().map(Breakage::rule).toList();
        List<String> known = new ArrayList<>();
        boolean well = awaited(() -> {
            known.clear();
            known.addAll(broken(site.audit()));
            return known.stream().noneMatch(drilled::contains);
        });
        if (!well) {
            throw new DrillFailed(
                    "before anything was done, " + AuditSite.TABLE + " already broke " + String.join(", ", known),
                    null);
        }
        listener.phaseFinished(
                known.isEmpty() ? "nothing is broken" : "broken before the drill: " + String.join(", ", known));
        return known;
    }

    private AuditDrillResult.Round round(Breakage breakage) throws InterruptedException {
        listener.phaseStarted(breakage.title());
        Instant inflictedAt = clock.instant();
        breakage.inflict().take();
        AuditDrillResult.Found found = found(breakage, inflictedAt);
        if (!(found instanceof AuditDrillResult.Found.Reported reported)) {
            listener.phaseFailed(breakage.rule() + " was not reported");
            return new AuditDrillResult.Round(
                    breakage.title(), breakage.rule(), found, new AuditDrillResult.Mended.Open("it was never found"));
        }
        AuditDrillResult.Mended mended = mended(breakage);
        String words = breakage.rule() + " reported " + reported.severity() + " after " + seconds(reported.after());
        switch (mended) {
            case AuditDrillResult.Mended.Resolved resolved ->
                listener.phaseFinished(
                        words + "; mended by " + resolved.by() + ", resolved after " + seconds(resolved.after()));
            case AuditDrillResult.Mended.Open open -> listener.phaseFailed(words + "; " + open.reason());
        }
        return new AuditDrillResult.Round(breakage.title(), breakage.rule(), found, mended);
    }

    private AuditDrillResult.Found found(Breakage breakage, Instant inflictedAt) throws InterruptedException {
        Optional<AwsSecurityFinding> finding = awaitedValue(() -> site.openFinding(breakage.rule()));
        return finding.<AuditDrillResult.Found>map(open -> new AuditDrillResult.Found.Reported(
                        Duration.between(inflictedAt, clock.instant()),
                        open.severity().labelAsString(),
                        open.productFields().getOrDefault("dynamo-recovery/changedBy", "")))
                .orElseGet(() -> new AuditDrillResult.Found.Missed(PATIENCE));
    }

    private AuditDrillResult.Mended mended(Breakage breakage) throws InterruptedException {
        // DynamoDB takes no second change of a table while the first is under way.
        if (!awaited(site::active)) {
            return new AuditDrillResult.Mended.Open("the table did not become ACTIVE again");
        }
        Instant mendedAt = clock.instant();
        if (breakage.repairable()) {
            JsonNode repairs = site.repair().path("repairs");
            boolean done = repairs.valueStream()
                    .anyMatch(repair -> repair.path("rule").asText().equals(breakage.rule())
                            && repair.path("outcome").asText().equals("Done"));
            if (!done) {
                return new AuditDrillResult.Mended.Open("the suite did not repair it: " + repairs);
            }
        } else {
            breakage.mend().take();
        }
        return awaited(() -> site.openFinding(breakage.rule()).isEmpty())
                ? new AuditDrillResult.Mended.Resolved(
                        breakage.repairable() ? "the suite" : "a person", Duration.between(mendedAt, clock.instant()))
                : new AuditDrillResult.Mended.Open("the finding is still open " + PATIENCE.toSeconds() + " s later");
    }

    private static List<String> broken(JsonNode answer) {
        return answer.path("tables")
                .valueStream()
                .filter(table -> table.path("table").asText().equals(AuditSite.TABLE))
                .flatMap(table -> table.path("broken").valueStream())
                .map(JsonNode::asText)
                .toList();
    }

    private boolean awaited(BooleanSupplier condition) throws InterruptedException {
        return awaitedValue(() -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty())
                .isPresent();
    }

    private <T> Optional<T> awaitedValue(Supplier<Optional<T>> look) throws InterruptedException {
        Instant deadline = clock.instant().plus(PATIENCE);
        Optional<T> seen = look.get();
        while (seen.isEmpty() && clock.instant().isBefore(deadline)) {
            pause.of(LOOK_INTERVAL);
            seen = look.get();
        }
        return seen;
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
