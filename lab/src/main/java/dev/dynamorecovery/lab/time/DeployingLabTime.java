package dev.dynamorecovery.lab.time;

import java.time.Duration;
import java.time.Instant;

/** Another time, in which hardly a wait lasts until the stacks are deployed: nobody is waiting yet who could learn from it. */
public final class DeployingLabTime implements LabTime {

    private static final double SCALE = 0.001;

    private final LabTime time;
    private volatile boolean deployed;

    public DeployingLabTime(LabTime time) {
        this.time = time;
    }

    /** From now on waits last as they do in the other time. */
    public void deployed() {
        deployed = true;
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public double scale() {
        return deployed ? time.scale() : Math.min(SCALE, time.scale());
    }

    @Override
    public void pause(Duration nominal) throws InterruptedException {
        if (deployed) {
            time.pause(nominal);
        } else {
            Thread.sleep(scaled(nominal));
        }
    }
}
