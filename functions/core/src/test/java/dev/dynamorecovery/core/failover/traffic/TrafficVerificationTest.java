package dev.dynamorecovery.core.failover.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrafficVerificationTest {

    private static final String NAME = "users.example.com";
    private final Map<String, NameAnswer> names = new HashMap<>();
    private ApplicationProbe.Answer application = new ApplicationProbe.Answer(200, Optional.of("us-east-2"));
    private ApplicationAddresses addresses = addresses(Optional.of("example.com"), Optional.of("https://{name}/probe"));

    private static ApplicationAddresses addresses(Optional<String> domain, Optional<String> probeUrl) {
        return new ApplicationAddresses(
                domain, Map.of("us-east-1", "one.example.net", "us-east-2", "two.example.net"), probeUrl);
    }

    @BeforeEach
    void leadToTheTarget() {
        names.put(NAME, new NameAnswer(List.of("users.example.com.", "Two.example.net."), List.of("192.0.2.2")));
        names.put("two.example.net", new NameAnswer(List.of(), List.of("192.0.2.2", "192.0.2.3")));
    }

    @Test
    void shouldTakeAnAcknowledgedWriteInTheTargetForProof() {
        assertThat(check()).isInstanceOf(TrafficCheck.Verified.class);
    }

    @Test
    void shouldTakeTheTargetsAddressesForTheTarget() {
        names.put(NAME, new NameAnswer(List.of(), List.of("192.0.2.3")));

        assertThat(check()).isInstanceOf(TrafficCheck.Verified.class);
    }

    @Test
    void shouldNotBeFooledByTheOldAddress() {
        names.put(NAME, new NameAnswer(List.of("one.example.net"), List.of("192.0.2.1")));

        assertThat(check()).isInstanceOf(TrafficCheck.NotYet.class);
    }

    @Test
    void shouldNotBeFooledByAnAnswerOfAnotherRegion() {
        application = new ApplicationProbe.Answer(200, Optional.of("us-east-1"));
        assertThat(check().detail()).contains("acknowledged by us-east-1");

        application = new ApplicationProbe.Answer(200, Optional.empty());
        assertThat(check()).isInstanceOf(TrafficCheck.NotYet.class);
    }

    @Test
    void shouldNotTakeARefusedWriteForOne() {
        application = new ApplicationProbe.Answer(503, Optional.of("us-east-2"));

        assertThat(check()).isInstanceOf(TrafficCheck.NotYet.class);
    }

    @Test
    void shouldWaitForANameThatDoesNotResolve() {
        names.clear();

        assertThat(check()).isInstanceOf(TrafficCheck.NotYet.class);
    }

    @Test
    void shouldNeverCallVerifiedWhatItWasNotToldToLookAt() {
        addresses = addresses(Optional.empty(), Optional.of("https://{name}/probe"));
        assertThat(check()).isInstanceOf(TrafficCheck.Unverifiable.class);

        addresses = addresses(Optional.of("example.com"), Optional.empty());
        assertThat(check()).isInstanceOf(TrafficCheck.Unverifiable.class);
    }

    private TrafficCheck check() {
        return new TrafficVerification(
                        addresses,
                        name -> Optional.ofNullable(names.get(name))
                                .orElseThrow(() -> new NameResolution.Unresolved(name)),
                        (url, where, request) -> {
                            assertThat(url).isEqualTo("https://users.example.com/probe");
                            assertThat(request).isEqualTo(ApplicationProbe.Request.WRITE);
                            return application;
                        })
                .check("users", "us-east-2");
    }
}
