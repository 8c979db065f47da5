package dev.dynamorecovery.lab.command;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes a call that may take minutes and shows meanwhile that it is still under way. */
final class Waiting {

    private static final long LOOK_MILLIS = 200;

    private final StatusLine status;
    private final Clock clock;

    Waiting(StatusLine status, Clock clock) {
        this.status = status;
        this.clock = clock;
    }

    /** The call's answer, or its failure. */
    <T> T of(String what, Callable<T> call) throws InterruptedException {
        Instant startedAt = clock.instant();
        FutureTask<T> answer = new FutureTask<>(call);
        Thread.ofVirtual().start(answer);
        try {
            while (true) {
                try {
                    return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException underWay) {
                    status.show("▸ " + what + "  " + Durations.text(Duration.between(startedAt, clock.instant())));
                }
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(what + " failed", failed.getCause());
        } finally {
            status.clear();
        }
    }
}
