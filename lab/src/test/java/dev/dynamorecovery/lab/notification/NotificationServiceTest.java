package dev.dynamorecovery.lab.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.lab.LabClients;
import dev.dynamorecovery.lab.front.LabFront;
import dev.dynamorecovery.lab.template.TopicDefinition;
import dev.dynamorecovery.lab.time.VirtualLabTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.Topic;

class NotificationServiceTest {

    private static final String ARN = "arn:aws:sns:us-east-1:123456789012:notices";

    private final List<PublishedMessage> heard = new ArrayList<>();
    private NotificationService service;
    private LabFront front;
    private SnsClient sns;

    @BeforeEach
    void start() throws Exception {
        service = new NotificationService(new VirtualLabTime(Instant.EPOCH), heard::add);
        service.create(new TopicDefinition(
                "Notices", "notices", ARN, List.of(new TopicDefinition.Subscription("email", "ops@example.com"))));
        front = LabFront.start(0, call -> {});
        front.serve(service);
        sns = LabClients.of(SnsClient.builder(), front.endpoint(), Region.US_EAST_1);
    }

    @AfterEach
    void stop() {
        sns.close();
        front.close();
    }

    @Test
    void shouldKeepWhatIsPublished() {
        String id = sns.publish(
                        request -> request.topicArn(ARN).subject("Restored").message("a < b & c \"ü\""))
                .messageId();

        assertThat(service.messages())
                .containsExactly(new PublishedMessage(id, ARN, "Restored", "a < b & c \"ü\"", Instant.EPOCH))
                .isEqualTo(heard);
    }

    @Test
    void shouldManageTopicsAndSubscriptions() {
        String other = sns.createTopic(request -> request.name("other")).topicArn();
        sns.subscribe(request -> request.topicArn(other).protocol("sms").endpoint("+441234"));

        assertThat(sns.listTopics().topics()).extracting(Topic::topicArn).containsExactly(ARN, other);
        assertThat(sns.listSubscriptionsByTopic(request -> request.topicArn(ARN))
                        .subscriptions())
                .singleElement()
                .satisfies(subscription -> assertThat(subscription.endpoint()).isEqualTo("ops@example.com"));
        assertThat(sns.listSubscriptions().subscriptions()).hasSize(2);
    }

    @Test
    void shouldRefuseAsSnsDoes() {
        assertThatThrownBy(
                        () -> sns.publish(request -> request.topicArn(ARN + "x").message("m")))
                .isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> sns.publish(
                        request -> request.topicArn(ARN).subject("line\nbreak").message("m")))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> sns.listPlatformApplications())
                .isInstanceOfSatisfying(
                        SnsException.class,
                        error -> assertThat(error.awsErrorDetails().errorCode()).isEqualTo("InvalidAction"));
        assertThat(service.messages()).isEmpty();
    }
}
