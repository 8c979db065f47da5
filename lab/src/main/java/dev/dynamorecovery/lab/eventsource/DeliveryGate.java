package dev.dynamorecovery.lab.eventsource;

/** Lets invocations of a mapping pass, or holds them back while somebody has paused it. */
final class DeliveryGate {

    private boolean paused;
    private int inside;

    /** Waits while paused. */
    synchronized void enter() throws InterruptedException {
        while (paused) {
            wait();
        }
        inside++;
    }

    synchronized void leave() {
        inside--;
        notifyAll();
    }

    /** Returns when the invocations that were on their way have ended. */
    synchronized void pause() throws InterruptedException {
        paused = true;
        while (inside > 0) {
            wait();
        }
    }

    synchronized void resume() {
        paused = false;
        notifyAll();
    }
}
