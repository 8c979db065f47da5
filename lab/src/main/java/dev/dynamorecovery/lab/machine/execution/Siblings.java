package dev.dynamorecovery.lab.machine.execution;

import dev.dynamorecovery.lab.machine.integration.StateFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Pieces of work side by side, of which the first to fail ends the others. */
final class Siblings {

    private Siblings() {}

    /**
     * Runs all and returns their results in order; none is left running, however it ends.
     *
     * @param atMost how many at a time
     */
    static <T> List<T> run(List<? extends Callable<T>> works, int atMost) throws StateFailure, InterruptedException {
        Semaphore places = new Semaphore(atMost);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            ExecutorCompletionService<T> finished = new ExecutorCompletionService<>(threads);
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> work : works) {
                futures.add(finished.submit(() -> {
                    places.acquire();
                    try {
                        return work.call();
                    } finally {
                        places.release();
                    }
                }));
            }
            for (int i = 0; i < works.size(); i++) {
                result(finished.take());
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(result(future));
            }
            return results;
        } finally {
            threads.shutdownNow();
            threads.close();
        }
    }

    private static <T> T result(Future<T> future) throws StateFailure, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StateFailure failure) {
                throw failure;
            }
            if (e.getCause() instanceof InterruptedException interruption) {
                throw interruption;
            }
            throw new IllegalStateException("a branch broke", e.getCause());
        }
    }
}
