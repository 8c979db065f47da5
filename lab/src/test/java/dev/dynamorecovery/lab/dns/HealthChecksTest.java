package dev.dynamorecovery.lab.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.template.HealthCheckDefinition;
import dev.dynamorecovery.lab.template.HealthCheckDefinition.Subject;
import dev.dynamorecovery.lab.template.TemplateException;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealthChecksTest {

    private final Set<String> ill = new HashSet<>();
    private final Set<String> on = new HashSet<>();
    private final HealthChecks checks = new HealthChecks(
            endpoint -> new HealthProbe.Answer(!ill.contains(endpoint.host()), "seen"),
            on::contains,
            new VirtualLabTime(Instant.parse("2026-03-01T10:00:00Z")));

    @Test
    void shouldChangeItsMindOnlyAfterSoManyAnswersInARow() throws Exception {
        checks.create(List.of(endpoint("a", 3)));
        ill.add("a");
        checks.askAll();
        checks.askAll();
        assertThat(checks.healthy("a")).isTrue();
        ill.clear();
        checks.askAll();
        ill.add("a");
        checks.askAll();
        checks.askAll();
        assertThat(checks.healthy("a")).isTrue();
        checks.askAll();
        assertThat(checks.healthy("a")).isFalse();

        ill.clear();
        checks.askAll();
        checks.askAll();
        assertThat(checks.healthy("a")).isFalse();
        checks.askAll();
        assertThat(checks.healthy("a")).isTrue();
    }

    @Test
    void shouldCountChildrenThatAreHealthy() throws Exception {
        checks.create(List.of(
                endpoint("a", 1),
                endpoint("b", 1),
                check("either", false, new Subject.Calculated(List.of("a", "b"), 1)),
                check("both", false, new Subject.Calculated(List.of("a", "b"), 2))));
        ill.add("a");
        checks.askAll();
        assertThat(checks.healthy("either")).isTrue();
        assertThat(checks.healthy("both")).isFalse();
        ill.add("b");
        checks.askAll();
        assertThat(checks.healthy("either")).isFalse();
    }

    @Test
    void shouldFollowARoutingControl() {
        checks.create(List.of(check("control", false, new Subject.RoutingControl("arn:control"))));

        assertThat(checks.healthy("control")).isFalse();
        on.add("arn:control");
        assertThat(checks.healthy("control")).isTrue();
    }

    @Test
    void shouldSayTheContraryWhenInverted() throws Exception {
        checks.create(
                List.of(check("inverted", true, new Subject.Endpoint(true, "a", 443, "/", Duration.ofSeconds(10), 1))));
        checks.askAll();
        assertThat(checks.healthy("inverted")).isFalse();
        ill.add("a");
        checks.askAll();
        assertThat(checks.healthy("inverted")).isTrue();
    }

    @Test
    void shouldNotCallHealthyWhatIsNotThere() {
        assertThat(checks.healthy("nobody")).isFalse();
        assertThatThrownBy(() ->
                        checks.create(List.of(check("either", false, new Subject.Calculated(List.of("nobody"), 1)))))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("counts nobody");
    }

    private static HealthCheckDefinition endpoint(String id, int threshold) {
        return check(id, false, new Subject.Endpoint(true, id, 443, "/serving", Duration.ofSeconds(10), threshold));
    }

    private static HealthCheckDefinition check(String id, boolean inverted, Subject subject) {
        return new HealthCheckDefinition(id, id, inverted, subject);
    }
}
