package dev.dynamorecovery.lab.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class DeployingLabTimeTest {

    private final VirtualLabTime virtual = new VirtualLabTime(Instant.parse("2026-11-22T10:00:00Z"));
    private final DeployingLabTime time = new DeployingLabTime(virtual);

    @Test
    void shouldShortenWaitsUntilTheStacksAreDeployed() throws InterruptedException {
        assertThat(time.scaled(Duration.ofSeconds(60))).isLessThan(Duration.ofSeconds(1));
        time.pause(Duration.ofMillis(1));
        assertThat(virtual.now()).isEqualTo("2026-11-22T10:00:00Z");

        time.deployed();

        assertThat(time.scaled(Duration.ofSeconds(60))).isEqualTo(virtual.scaled(Duration.ofSeconds(60)));
        assertThat(time.now()).isEqualTo(virtual.now());
    }
}
