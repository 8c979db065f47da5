package dev.dynamorecovery.lab.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.failover.control.AutomationBlock;
import dev.dynamorecovery.core.failover.control.Claim;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.TimelineEntry;
import dev.dynamorecovery.core.failover.decision.FailoverDecision;
import dev.dynamorecovery.core.failover.vote.Vote;
import dev.dynamorecovery.lab.execution.Json;

/** A failover group as one JSON document. */
final class GroupJson {

    private GroupJson() {}

    static ObjectNode of(GroupView view, ExitCode exitCode) {
        ControlRecord record = view.record();
        ObjectNode json = Json.object()
                .put("group", record.group())
                .put("servingRegion", record.servingRegion())
                .put("state", record.state().label())
                .put("epoch", record.epoch())
                .put("revision", record.revision());
        ArrayNode fenced = json.putArray("fencedRegions");
        record.fencedRegions().forEach(fenced::add);
        Claim claim = record.claim();
        if (claim == null) {
            json.putNull("claim");
        } else {
            json.putObject("claim")
                    .put("incident", claim.incident())
                    .put("purpose", claim.purpose().label())
                    .put("target", claim.target())
                    .put("claimant", claim.claimant())
                    .put("at", claim.at().toString());
        }
        AutomationBlock block = record.automationBlock();
        if (block == null) {
            json.putNull("automationBlock");
        } else {
            json.putObject("automationBlock")
                    .put("reason", block.reason())
                    .put("since", block.since().toString());
        }
        json.put("automationStopped", view.stop().isPresent());
        FailoverDecision decision = view.decision();
        json.putObject("decision")
                .put("outcome", decision.getClass().getSimpleName())
                .put("detection", decision.detection().label())
                .put("reason", decision.reason());
        ArrayNode votes = json.putArray("votes");
        for (Vote vote : view.votes()) {
            votes.addObject()
                    .put("subject", vote.subject())
                    .put("observer", vote.observer())
                    .put("view", vote.view().label())
                    .put("at", vote.at().toString())
                    .put("since", vote.since().toString());
        }
        ArrayNode toDo = json.putArray("toDo");
        view.toDo().forEach(item -> toDo.addObject().put("what", item.what()).put("command", item.command()));
        ArrayNode timeline = json.putArray("timeline");
        for (TimelineEntry entry : view.timeline().entries()) {
            timeline.addObject()
                    .put("revision", entry.revision())
                    .put("epoch", entry.epoch())
                    .put("at", entry.at().toString())
                    .put("event", entry.event())
                    .put("by", entry.by())
                    .put("detail", entry.detail());
        }
        return json.put("historyIntact", view.historyBreak().isEmpty()).put("exitCode", exitCode.code());
    }
}
