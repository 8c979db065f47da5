package dev.dynamorecovery.lab.event;

import dev.dynamorecovery.lab.function.AsynchronousInvocations;
import dev.dynamorecovery.lab.machine.StartRefusedException;
import dev.dynamorecovery.lab.machine.StateMachines;
import dev.dynamorecovery.lab.notification.NotificationService;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;

/** Functions, topics and state machines of one Region's stack. */
public record StackTargets(AsynchronousInvocations functions, NotificationService topics, StateMachines machines)
        implements EventTargets {

    private static final System.Logger LOGGER = System.getLogger(StackTargets.class.getName());

    @Override
    public void deliver(String targetArn, String payload) {
        switch (targetArn.split(":", 4)[2]) {
            case "lambda" -> functions.deliver(targetArn, payload.getBytes(StandardCharsets.UTF_8));
            case "sns" -> topics.publish(targetArn, "", payload);
            case "states" -> start(targetArn, payload);
            default -> throw new IllegalArgumentException("target " + targetArn + " is none that an event bus reaches");
        }
    }

    private void start(String machineArn, String input) {
        try {
            machines.start(machineArn, null, input);
        } catch (StartRefusedException refused) {
            LOGGER.log(Level.ERROR, "event for {0} refused: {1}", machineArn, refused.getMessage());
        }
    }
}
