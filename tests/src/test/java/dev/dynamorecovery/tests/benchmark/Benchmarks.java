package dev.dynamorecovery.tests.benchmark;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs all benchmarks and prints their figures against the goals: see docs/performance.md. */
public final class Benchmarks {

    private Benchmarks() {}

    /** Takes about two minutes on an idle machine. */
    public static void main(String[] arguments) throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(HashingBenchmark.class.getName())
                        .build())
                .run();
        double items = score(results, "item");
        double bareHashes = score(results, "bareHash");
        System.out.printf("%nhashing     %,.0f items/s on one core (goal: at least 200,000)%n", items);
        System.out.printf(
                "            %.2f times the bare hash of the same bytes (%,.0f/s)%n%n", bareHashes / items, bareHashes);
        ComparisonRatio.main(arguments);
    }

    private static double score(Collection<RunResult> results, String benchmark) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
                .mapToDouble(result -> result.getPrimaryResult().getScore())
                .findFirst()
                .orElseThrow();
    }
}
