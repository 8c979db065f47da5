package dev.dynamorecovery.lab.command;

import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.TimelineEntry;
import dev.dynamorecovery.core.failover.decision.FailoverDecision;
import dev.dynamorecovery.core.failover.vote.RegionView;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.core.plan.PlannedRegion;
import dev.dynamorecovery.lab.command.Console.Style;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a failover group so that somebody who was just woken understands it. */
final class GroupText {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    /** The history of the last move and a little more; all of it is in the JSON form. */
    private static final int SHOWN_ENTRIES = 12;

    private final Console console;

    GroupText(Console console) {
        this.console = console;
    }

    List<String> lines(GroupView view) {
        List<String> lines = new ArrayList<>();
        ControlRecord record = view.record();
        String fenced = record.fencedRegions().contains(record.servingRegion())
                ? "  " + console.styled(Style.BAD, "fenced: nobody may write")
                : "";
        lines.add(console.styled(Style.STRONG, record.group()) + "  served by "
                + console.styled(Style.STRONG, record.servingRegion()) + fenced + "  "
                + state(record) + "  epoch " + record.epoch());
        lines.add("");
        for (PlannedRegion region : view.plan().regions()) {
            lines.add(region(view, region));
        }
        lines.add("");
        lines.add("  a machine would now: " + decision(view.decision()));
        lines.add("                       " + view.decision().reason());
        for (GroupView.ToDo toDo : view.toDo()) {
            lines.add("");
            lines.add("  " + console.styled(Style.DOUBTFUL, "▸ " + toDo.what()));
            lines.add("    → " + toDo.command());
        }
        lines.add("");
        List<TimelineEntry> entries = view.timeline().entries();
        for (TimelineEntry entry : entries.subList(Math.max(0, entries.size() - SHOWN_ENTRIES), entries.size())) {
            lines.add(entry(entry));
        }
        return lines;
    }

    /** One entry of the history (UTC). */
    String entry(TimelineEntry entry) {
        return String.format(
                        Locale.ROOT,
                        "  %s  %-15s %s  %s",
                        TIME.format(entry.at()),
                        entry.event(),
                        entry.detail(),
                        console.styled(Style.QUIET, "by " + entry.by()))
                .stripTrailing();
    }

    private String state(ControlRecord record) {
        Style style = switch (record.state()) {
            case STEADY -> Style.GOOD;
            case CLAIMED, FENCED, LEASE_WAIT, SWITCHED -> Style.BAD;
            case AWAITING_ACKNOWLEDGEMENT -> Style.DOUBTFUL;
        };
        return console.styled(style, record.state().label());
    }

    private String region(GroupView view, PlannedRegion region) {
        List<Vote> votes = view.votesOn(region.region());
        String seen = votes.isEmpty()
                ? console.styled(Style.DOUBTFUL, "seen by nobody")
                : String.join(
                        ", ", votes.stream().map(vote -> vote(vote, view.now())).toList());
        String ready = view.readinessOf(region.region())
                .map(report -> "; " + (report.ready() ? "could serve" : "could not serve: " + report.detail())
                        + ", as of " + ago(report.at(), view.now()))
                .orElse("");
        return String.format(
                Locale.ROOT,
                "  %-14s %-8s %s%s",
                region.region(),
                region.role().name().toLowerCase(Locale.ROOT),
                seen,
                ready);
    }

    private String vote(Vote vote, Instant now) {
        Style style = vote.view() == RegionView.HEALTHY ? Style.GOOD : Style.BAD;
        String behind = vote.replicatedUntil() == null
                ? ""
                : " with data " + Durations.text(positive(Duration.between(vote.replicatedUntil(), vote.at())))
                        + " old";
        return console.styled(style, vote.view().label()) + " to " + vote.observer() + " " + ago(vote.at(), now)
                + (vote.view() == RegionView.HEALTHY ? behind : " for " + Durations.text(vote.heldFor()));
    }

    private String decision(FailoverDecision decision) {
        return switch (decision) {
            case FailoverDecision.Failover failover ->
                console.styled(Style.BAD, "fail over to " + failover.target()) + " ("
                        + failover.detection().label() + ")";
            case FailoverDecision.Hold hold -> "hold (" + hold.detection().label() + ")";
            case FailoverDecision.Refuse refuse ->
                console.styled(Style.DOUBTFUL, "refuse") + " ("
                        + refuse.detection().label() + ")";
        };
    }

    private static String ago(Instant instant, Instant now) {
        return Durations.text(positive(Duration.between(instant, now))) + " ago";
    }

    /** Clocks differ a little: what seems to come from the future is from now. */
    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
