package dev.dynamorecovery.lab.alarm;

import dev.dynamorecovery.lab.event.EventBus;
import dev.dynamorecovery.lab.notification.NotificationService;
import dev.dynamorecovery.lab.query.QueryFault;
import java.lang.System.Logger.Level;
import java.util.List;

/** Tells the event bus of a Region, and the topics that an alarm names, of each change of state. */
public record AlarmNotices(String region, EventBus events, NotificationService topics) implements AlarmListener {

    private static final System.Logger LOGGER = System.getLogger(AlarmNotices.class.getName());

    @Override
    public void changed(AlarmStatus before, AlarmStatus now) {
        events.publish(
                AlarmEvent.SOURCE,
                AlarmEvent.DETAIL_TYPE,
                List.of(now.definition().arn()),
                AlarmEvent.detail(before, now));
        if (now.definition().actionsEnabled()) {
            AlarmMessage message = AlarmMessage.of(region, before, now);
            actions(now).forEach(topic -> publish(topic, message));
        }
    }

    private static List<String> actions(AlarmStatus now) {
        return switch (now.state()) {
            case OK -> now.definition().okActions();
            case ALARM -> now.definition().actions();
            case INSUFFICIENT_DATA -> now.definition().insufficientDataActions();
        };
    }

    private void publish(String topic, AlarmMessage message) {
        try {
            topics.publish(topic, message.subject(), message.text());
        } catch (QueryFault gone) {
            LOGGER.log(Level.WARNING, "alarm could not tell topic {0}: {1}", topic, gone.getMessage());
        }
    }
}
