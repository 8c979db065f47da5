package dev.dynamorecovery.tests.benchmark;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs all benchmarks and prints their figures against the goals: see docs/performance.md. */
public final class Benchmarks {

    private Benchmarks() {}

    /** Takes about five minutes on an idle machine. */
    public static void main(String[] arguments) throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(HashingBenchmark.class.getName())
                        .include(ChangeLogBenchmark.class.getName())
                        .include(DerivationBenchmark.class.getName())
                        .build())
                .run();
        double items = perProcessorSecond(results, "item");
        double bareHashes = perProcessorSecond(results, "bareHash");
        System.out.printf(
                "%nhashing     %,.0f items per second of one core (goal: at least 200,000); by the clock %,.0f%n",
                items, result(results, "item").getPrimaryResult().getScore());
        System.out.printf(
                "            %.1f times the bare hash of the same bytes (%,.0f)%n%n", bareHashes / items, bareHashes);
        System.out.printf(
                "change log  %,.0f records per second of one core (goal: at least 50,000)%n%n",
                perProcessorSecond(results, "batch"));
        System.out.printf(
                "derivation  %,.0f changes per second of one core, read from segments%n%n",
                perProcessorSecond(results, "sum"));
        ComparisonRatio.main(arguments);
        ReplayRatio.main(arguments);
    }

    private static double perProcessorSecond(Collection<RunResult> results, String benchmark) {
        var counters = result(results, benchmark).getSecondaryResults();
        double operations = requireNonNull(counters.get("operations")).getScore();
        double nanoseconds = requireNonNull(counters.get("nanoseconds")).getScore();
        return operations / nanoseconds * 1e9;
    }

    private static RunResult result(Collection<RunResult> results, String benchmark) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
                .findFirst()
                .orElseThrow();
    }
}
