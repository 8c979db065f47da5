package dev.dynamorecovery.lab.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Any endpoint that speaks DynamoDB's protocol can stand behind the plane; here DynamoDB Local as a stranger. */
class OtherEngineTest {

    private final DynamoDbLocalEngine stranger = DynamoDbLocalEngine.start();

    @AfterEach
    void stop() {
        stranger.close();
    }

    @Test
    void shouldRecoverTablesOfAnotherEngine() {
        try (PlaneFixture fixture =
                new PlaneFixture(EngineOptions.at(stranger.endpoint()).start())) {
            fixture.table("orders");
            fixture.protect("orders");
            fixture.put("orders", "a", 1);
            Instant good = fixture.time.now();
            fixture.time.advance(Duration.ofHours(1));
            fixture.put("orders", "a", 2);

            fixture.restore("orders", "restored", good);

            assertThat(fixture.values("restored")).containsExactly(entry("a", 1));
        }
    }

    @Test
    void shouldRefuseAnEngineThatHoldsTablesWithoutAHistory() throws Exception {
        String region = "occupied-region-1";
        stranger.call(
                region,
                "CreateTable",
                "{\"TableName\":\"old\",\"AttributeDefinitions\":[{\"AttributeName\":\"pk\",\"AttributeType\":\"S\"}],\"KeySchema\":[{\"AttributeName\":\"pk\",\"KeyType\":\"HASH\"}],\"BillingMode\":\"PAY_PER_REQUEST\"}"
                        .getBytes(StandardCharsets.UTF_8));
        try (PlaneFixture fixture =
                new PlaneFixture(EngineOptions.at(stranger.endpoint()).start())) {
            assertThatThrownBy(() -> new PlaneClient(fixture.plane, region).ok("ListTables", "{}"))
                    .hasMessageContaining("give it an engine without tables");
        }
    }
}
