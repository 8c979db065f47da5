package dev.dynamorecovery.core.failover.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every kill switch does, the fake and the real one. */
public interface KillSwitchContract {

    /** A switch that nobody has used yet. */
    KillSwitch killSwitch() throws Exception;

    @Test
    default void shouldNameTheFirstWhoStoppedAutomationUntilItIsReleased() throws Exception {
        KillSwitch killSwitch = killSwitch();
        KillSwitch.Stop first = new KillSwitch.Stop("ada", "false alarms", Instant.parse("2026-11-22T03:00:00Z"));
        assertThat(killSwitch.stopped()).isEmpty();

        killSwitch.stop(first);
        killSwitch.stop(new KillSwitch.Stop("bob", "me too", Instant.parse("2026-11-22T03:01:00Z")));
        assertThat(killSwitch.stopped()).contains(first);

        killSwitch.release();
        assertThat(killSwitch.stopped()).isEmpty();
    }
}
