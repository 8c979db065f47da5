package dev.dynamorecovery.core.failover.notice;

import dev.dynamorecovery.core.failover.approval.PendingApproval;
import dev.dynamorecovery.core.failover.control.Purpose;
import dev.dynamorecovery.core.failover.decision.DecisionEvidence;
import dev.dynamorecovery.core.failover.decision.FailoverDecision;
import dev.dynamorecovery.core.failover.measure.RtoBreakdown;
import dev.dynamorecovery.core.failover.vote.Probe;
import dev.dynamorecovery.core.failover.vote.Vote;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people are told at three in the morning: what, where, since when, what was decided and why, and what to run next. */
public final class FailoverNotices {

    private static final String STATUS = "  ./recovery status %s";
    private static final String ACKNOWLEDGE =
            "  ./recovery ack %s --by YOUR-NAME   (automation stands still until then)";
    private static final String AGAIN = "  ./recovery failback %s --to %s --by YOUR-NAME";
    private static final String BY_HAND = "  ./recovery failover %s --to %s --override REASON --by YOUR-NAME";

    private FailoverNotices() {}

    /** Of an execution that has come to its end. */
    public static Notice ended(FailoverEnd end) {
        List<String> lines = new ArrayList<>();
        lines.add("What:     " + headline(end));
        lines.add("Where:    group " + end.group() + ", from " + end.from() + " to " + end.target());
        end.evidence().ifPresent(evidence -> lines.add("Since:    " + since(evidence)));
        lines.add("Why:      " + end.cause());
        lines.add("Ended:    " + end.reason());
        end.servingNow()
                .ifPresent(serving -> lines.add("Now:      the record names " + serving + "; fenced: "
                        + (end.fencedNow().isEmpty() ? "none" : String.join(", ", end.fencedNow()))));
        end.evidence().ifPresent(evidence -> lines.add("Loss:     " + loss(end, evidence)));
        end.rto().ifPresent(rto -> lines.add("Took:     " + took(rto)));
        end.evidence().ifPresent(evidence -> addVotes(lines, evidence));
        lines.add("");
        lines.add("Run next:");
        lines.add(STATUS.formatted(end.group()));
        lines.addAll(next(end));
        return new Notice(
                (planned(end) ? "Planned move of " : "Failover of ") + end.group() + " to " + end.target() + ": "
                        + end.outcome()
                        + (end.outcome().equals("Concluded") && !end.verified() ? ", NOT VERIFIED" : ""),
                String.join("\n", lines));
    }

    /** Of a decision that something is wrong and that a failover would be wrong too. */
    public static Notice refused(String group, FailoverDecision decision) {
        DecisionEvidence evidence = decision.evidence();
        List<String> lines = new ArrayList<>();
        lines.add("What:     " + evidence.servingRegion() + " looks out, and automation does NOT fail over");
        lines.add("Where:    group " + group + ", served by " + evidence.servingRegion());
        lines.add("Since:    " + since(evidence));
        lines.add("Why not:  " + decision.detection().label() + ": " + decision.reason());
        addVotes(lines, evidence);
        lines.add("");
        lines.add("Run next:");
        lines.add(STATUS.formatted(group));
        if (decision.detection().overridable()) {
            lines.add(BY_HAND.formatted(group, "REGION") + "   (if you know better; your name stays in the timeline)");
        }
        return new Notice(
                "Failover of " + group + " refused: " + decision.detection().label(), String.join("\n", lines));
    }

    /** Of a move that waits for a person. Nothing happens by opening a link: the command has to be run. */
    public static Notice approvalNeeded(PendingApproval pending, Purpose purpose, String code, String cause) {
        String command = "  ./recovery approve " + pending.group() + " --incident " + pending.incident() + " --code "
                + code + " --by YOUR-NAME";
        return new Notice(
                "Approve " + purpose.words() + " of " + pending.group() + " to " + pending.target() + "?",
                String.join(
                        "\n",
                        "What:     " + purpose.words() + " " + pending.incident() + " waits for your word",
                        "Where:    group " + pending.group() + " would move to " + pending.target(),
                        "Since:    " + seconds(pending.requestedAt()) + "; it waits until "
                                + seconds(pending.expiresAt()),
                        "Why:      " + cause,
                        "",
                        "Run next, one of:",
                        command,
                        command + " --reject",
                        STATUS.formatted(pending.group())));
    }

    private static String headline(FailoverEnd end) {
        return switch (end.outcome()) {
            case "Concluded" ->
                end.verified()
                        ? end.target() + " serves, and a write through the name was acknowledged there"
                        : end.target()
                                + " serves by the record, but NOTHING PROVES that the traffic has come: look now";
            case "Released" -> "the " + end.purpose().words() + " was given back; " + end.from() + " serves on";
            case "Rejected" -> "nobody has agreed to the " + end.purpose().words() + "; nothing was changed";
            default -> "the " + end.purpose().words() + " has ended as " + end.outcome() + ": look now";
        };
    }

    private static List<String> next(FailoverEnd end) {
        return planned(end) ? nextOfPlanned(end) : nextOfFailover(end);
    }

    /** A planned move blocks no automation, unless nobody could verify it. */
    private static List<String> nextOfPlanned(FailoverEnd end) {
        String again = AGAIN.formatted(end.group(), end.target());
        return switch (end.outcome()) {
            case "Concluded" ->
                end.verified()
                        ? List.of("  ./recovery lost-writes " + end.group()
                                + "   (in half an hour: whether a process that stood still has written late)")
                        : List.of(ACKNOWLEDGE.formatted(end.group()), "  dig the application's name");
            case "Released", "Rejected" -> List.of(again + "   (once the reason is gone)");
            default -> List.of("  another controller ends it by itself within two minutes; then: " + again.strip());
        };
    }

    private static List<String> nextOfFailover(FailoverEnd end) {
        return switch (end.outcome()) {
            case "Concluded" ->
                List.of(
                        ACKNOWLEDGE.formatted(end.group()),
                        "  ./recovery lost-writes " + end.group() + "   (when " + end.from() + " is back)",
                        AGAIN.formatted(end.group(), end.from()));
            case "Released" ->
                List.of(ACKNOWLEDGE.formatted(end.group()), BY_HAND.formatted(end.group(), end.target()));
            case "Rejected" -> List.of(BY_HAND.formatted(end.group(), end.target()));
            default ->
                List.of("  another controller goes on by itself within two minutes; if not: "
                        + BY_HAND.formatted(end.group(), end.target()).strip());
        };
    }

    private static boolean planned(FailoverEnd end) {
        return end.purpose() == Purpose.SWITCHOVER;
    }

    private static String since(DecisionEvidence evidence) {
        Instant outSince = evidence.outSince();
        return outSince == null ? "no observer sees it out by now" : seconds(outSince) + " (first seen out)";
    }

    private static String loss(FailoverEnd end, DecisionEvidence evidence) {
        return Optional.ofNullable(evidence.notReplicated())
                .map(span -> "at the decision, " + end.target() + " held all writes but those of the last "
                        + seconds(span) + " before the outage")
                .orElse("nobody measured what " + end.target() + " did not hold");
    }

    private static String took(RtoBreakdown rto) {
        return "detect " + seconds(rto.detect()) + ", decide " + seconds(rto.decide()) + ", claim "
                + seconds(rto.claim()) + ", fence " + seconds(rto.fence()) + ", leases and switch "
                + seconds(rto.leaseWait()) + ", verify " + seconds(rto.verify()) + "; in all " + seconds(rto.total());
    }

    private static void addVotes(List<String> lines, DecisionEvidence evidence) {
        for (Vote vote : evidence.votes()) {
            lines.add("Vote:     " + vote.observer() + " sees " + vote.subject() + " "
                    + vote.view().label() + " since " + seconds(vote.since()) + cause(vote));
        }
    }

    private static String cause(Vote vote) {
        return switch (vote.dataPlane()) {
            case Probe.Failed failed -> " (" + failed.cause().label() + ")";
            case Probe.NotSeen notSeen -> " (" + notSeen.reason() + ")";
            case Probe.Succeeded succeeded -> "";
        };
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String seconds(Duration duration) {
        return Math.round(duration.toMillis() / 1000.0) + " s";
    }
}
