package dev.dynamorecovery.failover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.document.InvalidField;
import dev.dynamorecovery.core.document.StrictObject;
import dev.dynamorecovery.core.failover.control.NamedOverride;
import dev.dynamorecovery.core.failover.decision.Asked;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A request for a failover: a person's, or the one that a detector starts an execution with.
 *
 * @param target where to; empty for the plan's own choice, which only machines leave to it
 * @param by who asks; empty for a machine, or a person who does not say
 * @param automatic whether a machine asks
 * @param decidedAt when it was decided first; empty when it was not yet
 * @param execution the execution that asks; empty for nobody's
 */
record FailoverRequest(
        String group,
        Optional<String> target,
        Optional<String> by,
        Optional<NamedOverride> override,
        boolean automatic,
        boolean dryRun,
        Optional<Instant> decidedAt,
        Optional<String> execution) {

    private static final Set<String> FIELDS =
            Set.of("request", "group", "target", "by", "override", "automatic", "dryRun", "decidedAt", "execution");

    static FailoverRequest read(JsonNode event) {
        StrictObject request = StrictObject.open(event, "", FIELDS);
        Optional<NamedOverride> override = request.has("override")
                ? Optional.of(override(request.object("override", Set.of("by", "reason"))))
                : Optional.empty();
        boolean automatic = request.flag("automatic", false);
        Optional<String> target = request.optionalText("target", "give a Region's code such as us-east-2");
        if (!automatic && target.isEmpty()) {
            throw new InvalidField("target", "(absent)", "give the Region that is to serve, such as us-east-2");
        }
        if (automatic && (override.isPresent() || target.isPresent())) {
            throw new InvalidField("automatic", "true", "only people choose a target or override");
        }
        return new FailoverRequest(
                request.text("group", "give the name of a group"),
                target,
                request.optionalText("by", "give your name, or leave the field out"),
                override,
                automatic,
                request.flag("dryRun", false),
                request.has("decidedAt")
                        ? Optional.of(request.instant("decidedAt", "leave it out: detectors set it"))
                        : Optional.empty(),
                request.optionalText("execution", "leave it out: executions set it"));
    }

    static FailoverRequest automatic(String group) {
        return new FailoverRequest(
                group,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static NamedOverride override(StrictObject override) {
        return new NamedOverride(
                override.text("by", "name the person who takes the responsibility"),
                override.text("reason", "say why the refusal does not hold this time"));
    }

    Asked asked() {
        return automatic ? Asked.byMachine() : Asked.byPerson(target.orElseThrow(), override);
    }

    /** The same as the input of an execution, decided at that time. */
    ObjectNode decided(Instant at) {
        ObjectNode input = Documents.json().createObjectNode();
        input.put("request", "Failover").put("group", group);
        target.ifPresent(region -> input.put("target", region));
        by.ifPresent(person -> input.put("by", person));
        override.ifPresent(
                over -> input.putObject("override").put("by", over.by()).put("reason", over.reason()));
        return input.put("automatic", automatic)
                .put("dryRun", dryRun)
                .put("decidedAt", decidedAt.orElse(at).toString());
    }
}
