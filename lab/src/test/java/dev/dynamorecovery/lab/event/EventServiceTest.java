package dev.dynamorecovery.lab.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.LabClients;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

class EventServiceTest {

    private EventBus bus;
    private LabFront front;
    private EventBridgeClient events;

    @BeforeEach
    void start() throws Exception {
        bus = new EventBus("eu-west-1", List.of(), (arn, text) -> {}, () -> {}, new VirtualLabTime(Instant.EPOCH));
        front = LabFront.start(0, call -> {});
        front.serve(new EventService(Map.of("eu-west-1", bus)));
        events = LabClients.of(EventBridgeClient.builder(), front.endpoint(), Region.EU_WEST_1);
    }

    @AfterEach
    void stop() {
        events.close();
        front.close();
        bus.close();
    }

    @Test
    void shouldPutEventsOnTheBusOfTheRegion() {
        PutEventsResponse answer = put("recovery", "{\"group\":\"users\"}");

        assertThat(answer.failedEntryCount()).isZero();
        assertThat(bus.seen()).singleElement().satisfies(event -> {
            assertThat(event.path("id").asText())
                    .isEqualTo(answer.entries().getFirst().eventId());
            assertThat(event.path("detail").path("group").asText()).isEqualTo("users");
        });
    }

    @Test
    void shouldRefuseAnEntryAsEventBridgeDoesAndTakeTheOthers() {
        assertThat(put("recovery", "no JSON").entries())
                .extracting(PutEventsResultEntry::errorCode)
                .containsExactly("MalformedDetail");
        assertThat(put("aws.cloudwatch", "{}").entries())
                .extracting(PutEventsResultEntry::errorCode)
                .containsExactly("NotAuthorizedForSourceException");
        assertThat(put("", "{}").failedEntryCount()).isOne();
        assertThat(bus.seen()).isEmpty();
    }

    @Test
    void shouldRefuseOperationsThatItDoesNotHave() {
        assertThatThrownBy(() -> events.listRules(request -> {}))
                .isInstanceOfSatisfying(
                        EventBridgeException.class,
                        refused -> assertThat(refused.awsErrorDetails().errorCode())
                                .isEqualTo("UnknownOperationException"));
    }

    private PutEventsResponse put(String source, String detail) {
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                .source(source)
                .detailType("Failover")
                .detail(detail)
                .build();
        return events.putEvents(request -> request.entries(entry));
    }
}
