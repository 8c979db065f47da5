package dev.dynamorecovery.lab.alarm;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/** CloudWatch's statistics over the samples of one period. */
final class Statistics {

    private Statistics() {}

    /**
     * The value of a statistic; empty when there are no samples.
     *
     * @param statistic such as {@code Sum} or {@code p99}
     */
    static OptionalDouble of(String statistic, List<Sample> samples) {
        double count = samples.stream().mapToDouble(Sample::count).sum();
        if (count <= 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                switch (statistic) {
                    case "SampleCount" -> count;
                    case "Sum" -> sum(samples);
                    case "Average" -> sum(samples) / count;
                    case "Minimum" ->
                        samples.stream().mapToDouble(Sample::minimum).min().getAsDouble();
                    case "Maximum" ->
                        samples.stream().mapToDouble(Sample::maximum).max().getAsDouble();
                    default -> percentile(Double.parseDouble(statistic.substring(1)), count, samples);
                });
    }

    private static double sum(List<Sample> samples) {
        return samples.stream().mapToDouble(Sample::sum).sum();
    }

    /** The value that so many percent of the measurements do not exceed; a set counts with its average. */
    private static double percentile(double percent, double count, List<Sample> samples) {
        List<Sample> ascending = samples.stream()
                .filter(sample -> sample.count() > 0)
                .sorted(Comparator.comparingDouble(sample -> sample.sum() / sample.count()))
                .toList();
        double wanted = percent / 100 * count;
        double seen = 0;
        for (Sample sample : ascending) {
            seen += sample.count();
            if (seen >= wanted) {
                return sample.sum() / sample.count();
            }
        }
        Sample last = ascending.getLast();
        return last.sum() / last.count();
    }
}
