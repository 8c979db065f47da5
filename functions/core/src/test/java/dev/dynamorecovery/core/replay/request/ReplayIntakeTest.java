package dev.dynamorecovery.core.replay.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.changelog.TimeSpan;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.plan.SamplePlans;
import dev.dynamorecovery.core.replay.Exclusion;
import dev.dynamorecovery.core.restore.Refusal;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import dev.dynamorecovery.core.verification.StoredDocuments;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayIntakeTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.750Z");
    private static final Instant RESTORED_TO = Instant.parse("2026-03-01T11:00:00Z");
    private static final String ARN = "arn:aws:dynamodb:eu-west-1:123456789012:table/";
    private static final String ROLL_FORWARD = "{'operation':'RollForward','table':'orders','copy':'orders-copy'}";
    private static final Map<String, String> COPY_TAGS =
            Map.of("recovery:copy-of", "orders", "recovery:execution", "restore-1");

    private final Map<String, ReplayTable> tables = new HashMap<>();
    private final StoredDocuments evidence = new StoredDocuments(new InMemoryObjectStore());
    private final ReplayIntake intake = new ReplayIntake(
            name -> tables.getOrDefault(name, new ReplayTable.Missing()),
            name -> name.equals("orders") ? Optional.of(SamplePlans.orders()) : Optional.empty(),
            evidence);

    @BeforeEach
    void createTables() {
        tables.put("orders", table("orders", Map.of("recovery:plan", "orders"), Optional.empty()));
        tables.put("orders-copy", copy(COPY_TAGS, origin("orders", false, false)));
    }

    @Test
    void shouldReadFromBeforeTheRestorePointUntilASecondThatIsOver() {
        ReplayJob job = admitted(ROLL_FORWARD);

        assertThat(job.span())
                .isEqualTo(new TimeSpan(RESTORED_TO.minusSeconds(1), Instant.parse("2026-03-01T12:00:00Z")));
        assertThat(job.target()).isEqualTo("orders-copy");
        assertThat(job.leftOut().exclusion()).isEqualTo(Exclusion.NOTHING);
        assertThat(job.dryRun()).isFalse();
        assertThat(job.verify()).isTrue();
    }

    @Test
    void shouldReadAMinuteMoreForABackup() {
        tables.put("orders-copy", copy(COPY_TAGS, origin("orders", true, false)));

        assertThat(admitted(ROLL_FORWARD).span().from()).isEqualTo(RESTORED_TO.minusSeconds(60));
    }

    @Test
    void shouldListAnUndoBeforeAnythingIsWritten() {
        ReplayJob job = admitted("""
                {'operation':'Undo','table':'orders','changes':{'writer':'bad',
                 'window':{'from':'2026-03-01T11:10:00Z','until':'2026-03-01T11:20:00Z'},
                 'keys':[{'userId':'u-1','orderId':'o-1'}]}}""");

        assertThat(job.dryRun()).isTrue();
        assertThat(job.target()).isEqualTo("orders");
        assertThat(job.span())
                .isEqualTo(new TimeSpan(Instant.parse("2026-03-01T11:10:00Z"), Instant.parse("2026-03-01T12:00:00Z")));
        Exclusion taken = job.leftOut().exclusion();
        assertThat(taken.keys()).extracting(Object::toString).containsExactly("userId=u-1, orderId=o-1");
        assertThat(taken.writer()).map(Exclusion.Writer::name).contains("bad");
    }

    @Test
    void shouldDoExactlyWhatWasListed() {
        ReplayJob listed = admitted("""
                {'operation':'Undo','table':'orders','changes':{
                 'window':{'from':'2026-03-01T11:10:00Z','until':'2026-03-01T11:20:00Z'}}}""");
        evidence.write(ReplayKeys.job("orders", "listing"), listed);

        ReplayJob applied = admitted("{'operation':'Undo','table':'orders','apply':'listing'}");

        assertThat(applied.dryRun()).isFalse();
        assertThat(applied.span()).isEqualTo(listed.span());
        assertThat(applied.leftOut()).isEqualTo(listed.leftOut());
        assertThat(applied.proposal()).isEqualTo(listed.execution());
    }

    @Test
    void shouldNotApplyTwiceFromWhatWasNoListing() {
        ReplayJob rolledForward = admitted(ROLL_FORWARD);
        evidence.write(ReplayKeys.job("orders", "listing"), rolledForward);

        assertThat(refusal("{'operation':'Undo','table':'orders','apply':'listing'}")
                        .code()
                        .code())
                .isEqualTo("DryRunNotFound");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {'operation':'Undo','table':'orders','apply':'listing'}                | DryRunNotFound | apply
            {'operation':'RollForward','table':'nothing','copy':'orders-copy'}     | UnknownTable   | table
            {'operation':'RollForward','table':'orders','copy':'nothing'}          | UnknownTable   | copy
            {'operation':'RollForward','table':'orders','copy':'orders'}           | NotACopy       | copy
            {'operation':'RollForward','table':'orders','copy':'orders-copy','from':'2026-03-01T11:30:00Z'} | InvalidWindow | from
            {'operation':'RollForward','table':'orders','copy':'orders-copy','without':{'keys':[{'userId':'u'}]}} | InvalidKey | without.keys
            {'operation':'Undo','table':'orders','changes':{'writer':'bad'}}       | InvalidRequest | changes.window
            {'operation':'Undo','table':'orders','changes':{'window':{'from':'2026-03-01T11:10:00Z','until':'2026-03-01T12:00:01Z'}}} | InvalidWindow | changes.window.until
            {'operation':'Undo','table':'orders','changes':{'window':{'from':'2026-03-01T11:10:00.5Z','until':'2026-03-01T12:00:00Z'}}} | InvalidRequest | changes.window.from
            {'operation':'Undo','table':'orders','apply':'x','acceptGaps':true}    | InvalidRequest | acceptGaps
            {'operation':'Verify','table':'orders'}                                | InvalidRequest | operation
            """)
    void shouldRefuseNamingTheField(String request, String code, String field) {
        assertThat(refusal(request)).satisfies(refusal -> {
            assertThat(refusal.code().code()).isEqualTo(code);
            assertThat(refusal.field()).isEqualTo(field);
            assertThat(refusal.value()).isNotEmpty();
            assertThat(refusal.remedy()).isNotEmpty();
        });
    }

    @Test
    void shouldNeverWriteATableThatTheSuiteDidNotRestoreFromThisVeryTable() {
        Optional<ReplayTable.Origin> restored = origin("orders", false, false);
        assertRefused("NotACopy", copy(Map.of(), restored));
        assertRefused("NotACopy", copy(Map.of("recovery:copy-of", "orders"), restored));
        Map<String, String> protectedTags = new HashMap<>(COPY_TAGS);
        protectedTags.put("recovery:plan", "orders");
        assertRefused("NotACopy", copy(protectedTags, restored));
        assertRefused("NotACopy", copy(COPY_TAGS, Optional.empty()));
        assertRefused("NotACopy", copy(COPY_TAGS, origin("orders", false, true)));
        assertRefused(
                "CopyOfAnotherTable", copy(Map.of("recovery:copy-of", "users", "recovery:execution", "e"), restored));
        assertRefused("CopyOfAnotherTable", copy(COPY_TAGS, origin("users", false, false)));
    }

    @Test
    void shouldRefuseTheLogOfATableThatWasMadeAnew() {
        tables.put(
                "orders",
                found("orders", RESTORED_TO.plusSeconds(1), Map.of("recovery:plan", "orders"), Optional.empty()));

        assertThat(refusal(ROLL_FORWARD).code().code()).isEqualTo("CopyOfAnotherTable");
    }

    private void assertRefused(String code, ReplayTable copy) {
        tables.put("orders-copy", copy);
        assertThat(refusal(ROLL_FORWARD).code().code()).isEqualTo(code);
    }

    private ReplayJob admitted(String request) {
        ReplayAdmission admission = decide(request);
        assertThat(admission).isInstanceOf(ReplayAdmission.Admitted.class);
        return ((ReplayAdmission.Admitted) admission).job();
    }

    private Refusal refusal(String request) {
        ReplayAdmission admission = decide(request);
        assertThat(admission).isInstanceOf(ReplayAdmission.Refused.class);
        return ((ReplayAdmission.Refused) admission).refusals().getFirst();
    }

    private ReplayAdmission decide(String request) {
        byte[] json = request.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return intake.decide("execution", Documents.readJson(json), NOW);
    }

    private static Optional<ReplayTable.Origin> origin(String source, boolean fromBackup, boolean inProgress) {
        return Optional.of(new ReplayTable.Origin(ARN + source, RESTORED_TO, fromBackup, inProgress));
    }

    private static ReplayTable copy(Map<String, String> tags, Optional<ReplayTable.Origin> origin) {
        return table("orders-copy", tags, origin);
    }

    private static ReplayTable table(String name, Map<String, String> tags, Optional<ReplayTable.Origin> origin) {
        return found(name, RESTORED_TO.minusSeconds(86_400), tags, origin);
    }

    private static ReplayTable found(
            String name, Instant createdAt, Map<String, String> tags, Optional<ReplayTable.Origin> origin) {
        return new ReplayTable.Found(
                ARN + name,
                "ACTIVE",
                createdAt,
                KeySchema.of("userId", "orderId"),
                Map.of("userId", "S", "orderId", "S"),
                tags,
                origin);
    }
}
