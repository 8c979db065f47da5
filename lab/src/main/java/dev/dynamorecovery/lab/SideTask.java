package dev.dynamorecovery.lab;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A slow part of the lab's start, done beside the others. */
final class SideTask<T extends AutoCloseable> {

    private final FutureTask<T> task;

    private SideTask(FutureTask<T> task) {
        this.task = task;
    }

    static <T extends AutoCloseable> SideTask<T> start(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name("lab-start-" + name).start(task);
        return new SideTask<>(task);
    }

    /** What the work made; fails as the work failed. */
    T result() throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof IOException expected) {
                throw expected;
            }
            if (failure.getCause() instanceof RuntimeException expected) {
                throw expected;
            }
            if (failure.getCause() instanceof Error defect) {
                throw defect;
            }
            throw new IllegalStateException("a part of the lab did not start", failure);
        }
    }

    /** Closes what the work made, when it made something. */
    void closeResult() throws Exception {
        T made;
        try {
            made = task.get();
        } catch (ExecutionException nothingMade) {
            return; // Told by result().
        }
        made.close();
    }
}
