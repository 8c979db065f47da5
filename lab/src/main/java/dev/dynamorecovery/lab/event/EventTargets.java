package dev.dynamorecovery.lab.event;

/** Hands what a rule sends to the target of an ARN. */
@FunctionalInterface
public interface EventTargets {

    /**
     * Returns when the target has it, or has refused it for good.
     *
     * @param payload the event as JSON, or what the rule makes of it
     */
    void deliver(String targetArn, String payload) throws InterruptedException;
}
