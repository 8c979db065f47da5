package dev.dynamorecovery.failover;

import static dev.dynamorecovery.failover.FailoverSite.PRIMARY;
import static dev.dynamorecovery.failover.FailoverSite.STANDBY;
import static dev.dynamorecovery.failover.FailoverSite.WITNESS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import dev.dynamorecovery.core.failover.control.ControlRecords;
import dev.dynamorecovery.core.failover.control.ControlState;
import dev.dynamorecovery.core.failover.control.KillSwitch;
import dev.dynamorecovery.core.failover.control.Timeline;
import dev.dynamorecovery.core.failover.control.TimelineEntry;
import dev.dynamorecovery.core.failover.preflight.ReplicaReadiness;
import dev.dynamorecovery.core.plan.Approval;
import dev.dynamorecovery.core.plan.RecoveryPlan;
import dev.dynamorecovery.core.plan.SamplePlans;
import dev.dynamorecovery.lab.machine.execution.Execution;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped machine with the shipped handlers, every second of it under a virtual clock. */
class FailoverMachineTest {

    private static final String BY_HAND =
            "{'request':'Failover','group':'orders','target':'us-east-2','by':'ada','override':null,'dryRun':false}";
    private static final Pattern CODE = Pattern.compile("--code ([0-9a-f]{32})");

    private FailoverSite site = site(plan -> plan, records -> records);

    private static FailoverSite site(UnaryOperator<RecoveryPlan> planned, UnaryOperator<ControlRecords> kept) {
        try {
            return new FailoverSite(planned, kept);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @AfterEach
    void stop() throws IOException {
        site.close();
    }

    @Test
    void shouldMoveTheGroupAndProveItAndTellPeopleAndMachines() throws Exception {
        JsonNode output = succeeded(site.run(STANDBY, BY_HAND));

        assertThat(output.path("outcome").asText()).isEqualTo("Concluded");
        assertThat(output.path("verified").asBoolean()).isTrue();
        assertThat(output.path("incident").asText()).isEqualTo("orders-1");
        assertThat(output.at("/rto/leaseWaitSeconds").asDouble()).isBetween(15.0, 17.0);
        assertThat(output.at("/rto/totalSeconds").asDouble()).isBetween(60.0, 120.0);
        ControlRecord record = site.record("orders");
        assertThat(record.state()).isEqualTo(ControlState.AWAITING_ACKNOWLEDGEMENT);
        assertThat(record.mayWrite(STANDBY)).isTrue();
        assertThat(record.fencedRegions()).containsExactly(PRIMARY);
        assertThat(site.sentTo("s3")).singleElement().satisfies(kept -> {
            assertThat(kept.path()).contains("/failovers/orders/");
            assertThat(kept.body()).contains("\"timeline\":[{", "\"TakeClaim\"", "\"planVersion\"", "RegionOut");
        });
        assertThat(site.sentTo("sns"))
                .singleElement()
                .satisfies(notice -> assertThat(decoded(notice.body()))
                        .contains(
                                "Failover of orders to us-east-2: Concluded",
                                "us-east-2 sees us-east-1 Out since 2026-11-22T03:00:00Z (Timeout)",
                                "./recovery ack orders --by YOUR-NAME"));
        assertThat(site.sentTo("events"))
                .singleElement()
                .satisfies(event -> assertThat(event.body()).contains("Failover Ended", "dynamo-recovery"));
    }

    /** Twelve calls and more: the last ones only report. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15})
    void shouldEndInTheSamePlaceWhenKilledAfterAnyStateAndStartedAgain(int calls) throws Exception {
        site.killAfter(calls);
        Execution killed = site.run(STANDBY, BY_HAND);
        site.killAfter(Integer.MAX_VALUE);
        assertThat(killed.status()).isIn(Execution.Status.ABORTED, Execution.Status.SUCCEEDED);

        site.time.advance(Duration.ofSeconds(69));
        succeeded(site.run(WITNESS, BY_HAND));

        ControlRecord record = site.record("orders");
        assertThat(record.state()).isEqualTo(ControlState.AWAITING_ACKNOWLEDGEMENT);
        assertThat(record.servingRegion()).isEqualTo(STANDBY);
        assertThat(record.fencedRegions()).containsExactly(PRIMARY);
        assertThat(site.records.timeline("orders").entries())
                .extracting(TimelineEntry::event)
                .containsSubsequence("Enrol", "TakeClaim", "Fence", "StartLeaseWait", "Switch", "Conclude")
                .doesNotContain("Release")
                .filteredOn("Switch"::equals)
                .hasSize(1);
        assertThat(site.records.timeline("orders").entries().getLast().detail()).startsWith("verified: ");
        assertThat(site.records.timeline("orders").firstBreak()).isEmpty();
    }

    /** Ten calls: the record says that the move is done, and the execution dies before it can say so itself. */
    @Test
    void shouldKeepEvidenceOfAnExecutionThatWasStoppedBeforeItsReport() throws Exception {
        Execution killed = null;
        for (int calls = 8; site.record("orders").state() != ControlState.AWAITING_ACKNOWLEDGEMENT; calls++) {
            site.close();
            site = site(plan -> plan, records -> records);
            site.killAfter(calls);
            killed = site.run(STANDBY, BY_HAND);
        }
        site.killAfter(Integer.MAX_VALUE);
        assertThat(site.sentTo("s3")).isEmpty();

        JsonNode kept = site.call(STANDBY, "FailoverReporter", stopped(Objects.requireNonNull(killed), "ABORTED"));

        assertThat(kept.path("kept").asText()).isEqualTo("failovers/orders/" + killed.name() + "-stopped.json");
        try (InputStream stored = site.evidence.open(kept.path("kept").asText())) {
            JsonNode document = Documents.readJson(stored.readAllBytes());
            assertThat(document.path("outcome").asText()).isEqualTo("Concluded");
            assertThat(document.path("verified").asBoolean()).isTrue();
            assertThat(document.path("reason").asText()).startsWith("stopped after Conclude: verified: ");
            assertThat(document.path("timeline")).hasSize(6);
        }
    }

    @Test
    void shouldKeepNoEvidenceOfWhatHasReportedOrRehearsed() throws Exception {
        Execution ended = site.run(STANDBY, BY_HAND);
        Execution rehearsal = site.run(WITNESS, BY_HAND.replace("'dryRun':false", "'dryRun':true"));

        for (String event : List.of(stopped(ended, "FAILED"), stopped(rehearsal, "ABORTED"))) {
            assertThat(site.call(STANDBY, "FailoverReporter", event)
                            .path("kept")
                            .isNull())
                    .isTrue();
        }
        assertThat(site.evidence.list("failovers/")).isEmpty();
    }

    /** As Step Functions tells of it. */
    private static String stopped(Execution execution, String status) {
        ObjectNode event = Documents.json().createObjectNode();
        event.put("detail-type", "Step Functions Execution Status Change")
                .putObject("detail")
                .put("executionArn", execution.arn())
                .put("name", execution.name())
                .put("status", status)
                .put("startDate", execution.startDate().toEpochMilli())
                .put("input", execution.input().toString());
        return event.toString();
    }

    @Test
    void shouldLeaveAloneWhatAnotherControllerHasInHand() throws Exception {
        site.killAfter(4);
        site.run(STANDBY, BY_HAND);
        site.killAfter(Integer.MAX_VALUE);

        JsonNode output = succeeded(site.run(WITNESS, BY_HAND));

        assertThat(output.path("outcome").asText()).isEqualTo("Held");
        assertThat(output.path("code").asText()).isEqualTo("FailoverUnderWay");
        assertThat(site.record("orders").state()).isEqualTo(ControlState.FENCED);
        assertThat(site.sentTo("sns")).isEmpty();
    }

    /** A controller that another takes for a stopped one never ends: each next one would be taken over in its turn. */
    @Test
    void shouldNotBeTakenOverWhileTheTrafficIsSlowToFollow() throws Exception {
        site.trafficFollowsAfterSeconds = 300;
        site.killAfter(84);
        site.run(STANDBY, BY_HAND);
        site.killAfter(Integer.MAX_VALUE);

        JsonNode soon = succeeded(site.run(WITNESS, BY_HAND));
        Duration sinceTheSwitch =
                Duration.between(site.record("orders").newest().at(), site.time.now());
        site.time.advance(Duration.ofSeconds(69));
        site.trafficFollowsAfterSeconds = 0;
        JsonNode later = succeeded(site.run(WITNESS, BY_HAND));

        assertThat(sinceTheSwitch).isGreaterThan(Duration.ofSeconds(69));
        assertThat(soon.path("code").asText()).isEqualTo("FailoverUnderWay");
        assertThat(later.path("outcome").asText()).isEqualTo("Concluded");
    }

    @Test
    void shouldLetOneOfTwoExecutionsHaveTheGroup() throws Exception {
        Execution here = site.start(STANDBY, BY_HAND);
        Execution there = site.start(WITNESS, BY_HAND);

        List<String> outcomes = List.of(
                succeeded(FailoverSite.ended(here)).path("outcome").asText(),
                succeeded(FailoverSite.ended(there)).path("outcome").asText());

        assertThat(outcomes).contains("Concluded").containsAnyOf("Lost", "Held");
        assertThat(site.records.timeline("orders").entries())
                .extracting(TimelineEntry::event)
                .filteredOn("TakeClaim"::equals)
                .hasSize(1);
        assertThat(site.sentTo("sns")).hasSize(1);
    }

    @Test
    void shouldGiveTheGroupBackWhenTheTargetIsFoundWantingAfterTheClaim() throws Exception {
        site.killAfter(2);
        site.run(STANDBY, BY_HAND);
        site.killAfter(Integer.MAX_VALUE);
        site.readiness.file(new ReplicaReadiness("orders", STANDBY, true, false, "capacity 5 of 500", site.time.now()));
        site.time.advance(Duration.ofSeconds(69));

        JsonNode output = succeeded(site.run(WITNESS, BY_HAND));

        assertThat(output.path("outcome").asText()).isEqualTo("Released");
        assertThat(output.path("reason").asText()).contains("TargetNotReady", "capacity 5 of 500");
        assertThat(site.record("orders").mayWrite(PRIMARY)).isTrue();
        assertThat(decoded(site.sentTo("sns").getFirst().body())).contains("us-east-1 serves on");
    }

    @Test
    void shouldRehearseEveryStepAndWriteNothing() throws Exception {
        ControlRecord before = site.record("orders");
        Timeline history = site.records.timeline("orders");

        JsonNode output = succeeded(site.run(STANDBY, BY_HAND.replace("'dryRun':false", "'dryRun':true")));

        assertThat(output.path("outcome").asText()).isEqualTo("DryRun");
        assertThat(output.at("/record/servingRegion").asText()).isEqualTo(STANDBY);
        assertThat(output.at("/record/epoch").asLong()).isEqualTo(2);
        assertThat(site.record("orders")).isEqualTo(before);
        assertThat(site.records.timeline("orders")).isEqualTo(history);
        assertThat(site.sent).isEmpty();
        assertThat(site.notices).isEmpty();
    }

    @Test
    void shouldRefuseTheRegionThatServesAndChangeNothing() throws Exception {
        ControlRecord before = site.record("orders");

        JsonNode output = succeeded(site.run(WITNESS, BY_HAND.replace("us-east-2", "us-east-1")));

        assertThat(output.path("outcome").asText()).isEqualTo("Refused");
        assertThat(output.path("code").asText()).isEqualTo("TargetServes");
        assertThat(site.record("orders")).isEqualTo(before);
    }

    @Test
    void shouldStopAutomationInTheMiddleOfAnAutomaticFailover() throws Exception {
        site.killAfter(3);
        site.run(STANDBY, "{'request':'Failover','group':'orders','automatic':true}");
        site.killAfter(Integer.MAX_VALUE);
        site.killSwitch.stop(new KillSwitch.Stop("ada", "not tonight", site.time.now()));
        site.time.advance(Duration.ofSeconds(69));

        JsonNode held = succeeded(site.run(STANDBY, "{'request':'Failover','group':'orders','automatic':true}"));
        JsonNode byHand = succeeded(site.run(STANDBY, BY_HAND));

        assertThat(held.path("code").asText()).isEqualTo("AutomationStopped");
        assertThat(byHand.path("outcome").asText()).isIn("Concluded", "Released");
    }

    @Test
    void shouldTellPeopleWhenAStepFailsAndLeaveTheRestToTheNextController() throws Exception {
        site.close();
        site = site(plan -> plan, Unfenceable::new);

        Execution execution = site.run(STANDBY, BY_HAND);

        assertThat(execution.status()).isEqualTo(Execution.Status.SUCCEEDED);
        assertThat(Objects.requireNonNull(execution.output()).path("outcome").asText())
                .isEqualTo("Released");
        assertThat(site.record("orders").mayWrite(PRIMARY)).isTrue();
        assertThat(decoded(site.sentTo("sns").getFirst().body())).contains("the control table is not in the mood");
    }

    @Test
    void shouldWaitForAPersonWhereThePlanAsksForOne() throws Exception {
        approvalAsked();
        Execution waiting = site.start(STANDBY, BY_HAND);
        String code = code();

        JsonNode wrongCode = answer(code.replace(code.charAt(0), code.charAt(0) == 'a' ? 'b' : 'a'), "ada", true);
        JsonNode wrongPerson = answer(code, "mallory", true);
        JsonNode right = answer(code, "ada", true);
        JsonNode again = answer(code, "ada", true);
        JsonNode output = succeeded(FailoverSite.ended(waiting));

        assertThat(wrongCode.path("accepted").asBoolean()).isFalse();
        assertThat(wrongPerson.path("reason").asText()).contains("mallory is not among");
        assertThat(right.path("accepted").asBoolean()).isTrue();
        assertThat(again.path("reason").asText()).contains("nothing of group orders waits");
        assertThat(output.path("outcome").asText()).isEqualTo("Concluded");
        assertThat(site.sent.toString()).doesNotContain(code);
    }

    @Test
    void shouldChangeNothingWhenAPersonRejects() throws Exception {
        approvalAsked();
        ControlRecord before = site.record("orders");
        Execution waiting = site.start(STANDBY, BY_HAND);

        assertThat(answer(code(), "anybody", false).path("accepted").asBoolean())
                .isTrue();

        assertThat(succeeded(FailoverSite.ended(waiting)).path("outcome").asText())
                .isEqualTo("Rejected");
        assertThat(site.record("orders")).isEqualTo(before);
    }

    @Test
    void shouldNotBeApprovedAfterItsTime() throws Exception {
        approvalAsked();
        site.start(STANDBY, BY_HAND);
        String code = code();
        site.time.advance(Duration.ofMinutes(15));

        assertThat(answer(code, "ada", true).path("reason").asText()).contains("ended at");
        assertThat(site.record("orders").state()).isEqualTo(ControlState.STEADY);
    }

    @Test
    void shouldMakeOneFailoverOfAStormOfAlarmsInTwoRegions() throws Exception {
        String alarm = """
                {"source":"aws.cloudwatch","detail-type":"CloudWatch Alarm State Change","detail":{"alarmName":\
                "dynamo-recovery-failover-users","state":{"value":"ALARM"}}}""";
        for (int count = 0; count < 20; count++) {
            site.call(STANDBY, "FailoverDetector", alarm);
            site.call(WITNESS, "FailoverDetector", alarm);
        }
        for (Execution execution : site.started) {
            FailoverSite.ended(execution);
        }

        for (String group : List.of("orders", "users")) {
            assertThat(site.records.timeline(group).entries())
                    .extracting(TimelineEntry::event)
                    .filteredOn(event -> event.equals("TakeClaim") || event.equals("Switch"))
                    .containsExactly("TakeClaim", "Switch");
            assertThat(site.record(group).epoch()).isEqualTo(2);
        }
    }

    private void approvalAsked() throws IOException {
        site.close();
        site = site(plan -> SamplePlans.with(plan, new Approval.Named(List.of("ada"))), records -> records);
    }

    private String code() throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (site.notices.isEmpty()) {
            assertThat(System.nanoTime()).as("a question was sent").isLessThan(deadline);
            Thread.sleep(5);
        }
        Matcher matcher = CODE.matcher(site.notices.getFirst().message());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private JsonNode answer(String code, String by, boolean approved) throws IOException {
        return site.call(
                WITNESS,
                "FailoverApprover",
                "{'request':'Answer','group':'orders','incident':'orders-1','code':'" + code + "','by':'" + by
                        + "','approved':" + approved + "}");
    }

    private static JsonNode succeeded(Execution execution) {
        assertThat(execution.status())
                .as("%s %s", execution.name(), execution.failure())
                .isEqualTo(Execution.Status.SUCCEEDED);
        return Objects.requireNonNull(execution.output());
    }

    private static String decoded(String form) {
        return URLDecoder.decode(form, StandardCharsets.UTF_8);
    }

    /** Control records that take everything but a fence. */
    private record Unfenceable(ControlRecords records) implements ControlRecords {

        @Override
        public Optional<ControlRecord> read(String group) {
            return records.read(group);
        }

        @Override
        public boolean create(ControlRecord first) {
            return records.create(first);
        }

        @Override
        public boolean replace(ControlRecord before, ControlRecord after) {
            if (after.state() == ControlState.FENCED) {
                throw new IllegalStateException("the control table is not in the mood");
            }
            return records.replace(before, after);
        }

        @Override
        public boolean keepAlive(ControlRecord standing, Instant at) {
            return records.keepAlive(standing, at);
        }

        @Override
        public Timeline timeline(String group) {
            return records.timeline(group);
        }
    }
}
