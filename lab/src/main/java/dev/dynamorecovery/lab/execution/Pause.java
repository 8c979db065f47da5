package dev.dynamorecovery.lab.execution;

import java.time.Duration;

/** A wait between two looks at something; tests replace it. */
@FunctionalInterface
public interface Pause {

    void of(Duration duration) throws InterruptedException;
}
