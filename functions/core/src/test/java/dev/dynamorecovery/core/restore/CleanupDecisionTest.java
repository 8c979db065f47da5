package dev.dynamorecovery.core.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dynamorecovery.core.restore.CopyObservation.Origin;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CleanupDecisionTest {

    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
    private static final String SOURCE = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
    private static final String COPY = "arn:aws:dynamodb:us-east-1:123456789012:table/copy";
    private static final Map<String, String> OWN = Map.of("recovery:execution", "run-1");
    private static final CleanupDecision.Claim CLAIM =
            new CleanupDecision.Claim("copy", "orders", SOURCE, "run-1", START);

    @Test
    void shouldDeleteTheCopyThatCarriesItsTag() {
        assertThat(CleanupDecision.decide(CLAIM, found("ACTIVE", START.minusSeconds(9), OWN, Optional.empty())))
                .isEqualTo(new CleanupDecision.Delete("copy", false, "tag recovery:execution = run-1"));
    }

    @Test
    void shouldDeleteTheCopyThatDynamoDbSaysWasRestoredFromTheSourceAfterTheStart() {
        assertThat(CleanupDecision.decide(
                        CLAIM, found("ACTIVE", START, Map.of(), Optional.of(new Origin(SOURCE, false)))))
                .isInstanceOf(CleanupDecision.Delete.class);
    }

    @Test
    void shouldLiftTheProtectionThatItRebuilt() {
        var copy = new CopyObservation.Found(COPY, "ACTIVE", START, true, OWN, Optional.empty());

        assertThat(CleanupDecision.decide(CLAIM, copy))
                .isEqualTo(new CleanupDecision.Delete("copy", true, "tag recovery:execution = run-1"));
    }

    @Test
    void shouldNeverDeleteATableOfTheSourcesName() {
        var claim = new CleanupDecision.Claim("orders", "orders", SOURCE, "run-1", START);

        kept(claim, found("ACTIVE", START, OWN, Optional.of(new Origin(SOURCE, false))));
        kept(claim, new CopyObservation.Missing());
    }

    @Test
    void shouldNeverDeleteTheSourceUnderAnotherName() {
        kept(CLAIM, new CopyObservation.Found(SOURCE, "ACTIVE", START, false, OWN, Optional.empty()));
    }

    @Test
    void shouldKeepWhatItCouldNotLookAt() {
        kept(CLAIM, new CopyObservation.Unknown("AccessDeniedException"));
    }

    @Test
    void shouldKeepATableThatSomebodyProtectsByAPlan() {
        kept(
                CLAIM,
                found(
                        "ACTIVE",
                        START,
                        Map.of("recovery:execution", "run-1", "recovery:plan", "orders"),
                        Optional.of(new Origin(SOURCE, false))));
    }

    @Test
    void shouldKeepTheCopyOfAnotherExecutionWhateverItsOrigin() {
        kept(
                CLAIM,
                found("ACTIVE", START, Map.of("recovery:execution", "run-2"), Optional.of(new Origin(SOURCE, false))));
    }

    @Test
    void shouldKeepATableOfWhichNothingProvesWhoMadeIt() {
        kept(CLAIM, found("ACTIVE", START, Map.of(), Optional.empty()));
    }

    @Test
    void shouldKeepACopyOfAnotherTable() {
        kept(CLAIM, found("ACTIVE", START, Map.of(), Optional.of(new Origin(COPY, false))));
    }

    @Test
    void shouldKeepACopyThatWasThereBeforeTheExecutionBegan() {
        kept(CLAIM, found("ACTIVE", START.minusMillis(1), Map.of(), Optional.of(new Origin(SOURCE, false))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATING", "UPDATING"})
    void shouldWaitForACopyThatIsStillChanging(String status) {
        assertThat(CleanupDecision.decide(CLAIM, found(status, START, OWN, Optional.empty())))
                .isEqualTo(new CleanupDecision.NotYet(status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARCHIVED", "INACCESSIBLE_ENCRYPTION_CREDENTIALS", "WHATEVER_COMES"})
    void shouldKeepACopyInAStateThatItDoesNotKnow(String status) {
        kept(CLAIM, found(status, START, OWN, Optional.empty()));
    }

    @Test
    void shouldHaveNothingToDoForACopyThatIsGoneOrGoing() {
        assertThat(CleanupDecision.decide(CLAIM, new CopyObservation.Missing()))
                .isEqualTo(new CleanupDecision.AlreadyGone());
        assertThat(CleanupDecision.decide(CLAIM, found("DELETING", START, OWN, Optional.empty())))
                .isEqualTo(new CleanupDecision.AlreadyGone());
    }

    private static void kept(CleanupDecision.Claim claim, CopyObservation observation) {
        assertThat(CleanupDecision.decide(claim, observation)).isInstanceOf(CleanupDecision.Keep.class);
    }

    private static CopyObservation.Found found(
            String status, Instant createdAt, Map<String, String> tags, Optional<Origin> origin) {
        return new CopyObservation.Found(COPY, status, createdAt, false, tags, origin);
    }
}
