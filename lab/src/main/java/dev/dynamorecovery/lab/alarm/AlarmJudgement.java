package dev.dynamorecovery.lab.alarm;

import dev.dynamorecovery.lab.template.AlarmDefinition;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What the newest periods make of an alarm, by CloudWatch's rules for missing data: when enough periods have data the
 * newest of these decide, however old; when not, what the template says about missing data fills in.
 *
 * @param reason in CloudWatch's words
 * @param datapoints that decided, newest first
 */
record AlarmJudgement(AlarmState state, String reason, List<Double> datapoints) {

    /** How many periods CloudWatch looks at beyond those that it needs, in case some have no data. */
    static final int SPARE_PERIODS = 2;

    /**
     * Judges.
     *
     * @param newestFirst the statistic of each period: the evaluation periods and the spare ones
     */
    static AlarmJudgement of(AlarmDefinition alarm, AlarmState before, List<OptionalDouble> newestFirst) {
        List<Double> existing = newestFirst.stream()
                .filter(OptionalDouble::isPresent)
                .map(OptionalDouble::getAsDouble)
                .limit(alarm.evaluationPeriods())
                .toList();
        int missing = alarm.evaluationPeriods() - existing.size();
        long breaching =
                existing.stream().filter(value -> breaches(alarm, value)).count();
        AlarmState state;
        if (breaching >= alarm.datapointsToAlarm()) {
            state = AlarmState.ALARM;
        } else if (missing == 0) {
            state = AlarmState.OK;
        } else {
            state = switch (alarm.missingData()) {
                case "breaching" -> breaching + missing >= alarm.datapointsToAlarm() ? AlarmState.ALARM : AlarmState.OK;
                case "notBreaching" -> AlarmState.OK;
                case "ignore" -> existing.size() > breaching ? AlarmState.OK : before;
                default -> withMissing(alarm, before, newestFirst, existing.size() - breaching);
            };
        }
        return new AlarmJudgement(state, reason(alarm, state, existing, breaching), existing);
    }

    /**
     * Data that is missing proves nothing; but when the oldest datapoint breaches, is old enough, and nothing since
     * speaks against it, the alarm goes off.
     */
    private static AlarmState withMissing(
            AlarmDefinition alarm, AlarmState before, List<OptionalDouble> newestFirst, long harmless) {
        if (harmless > 0) {
            return AlarmState.OK;
        }
        int oldest = -1;
        for (int age = 0; age < Math.min(alarm.evaluationPeriods(), newestFirst.size()); age++) {
            if (newestFirst.get(age).isPresent()) {
                oldest = age;
            }
        }
        boolean anywhere = newestFirst.stream().anyMatch(OptionalDouble::isPresent);
        if (!anywhere) {
            return AlarmState.INSUFFICIENT_DATA;
        }
        return oldest + 1 >= alarm.datapointsToAlarm() ? AlarmState.ALARM : before;
    }

    static boolean breaches(AlarmDefinition alarm, double value) {
        return switch (alarm.comparison()) {
            case "GreaterThanOrEqualToThreshold" -> value >= alarm.threshold();
            case "GreaterThanThreshold" -> value > alarm.threshold();
            case "LessThanOrEqualToThreshold" -> value <= alarm.threshold();
            case "LessThanThreshold" -> value < alarm.threshold();
            default -> throw new IllegalArgumentException("comparison " + alarm.comparison() + " is unknown");
        };
    }

    private static String reason(AlarmDefinition alarm, AlarmState state, List<Double> existing, long breaching) {
        int periods = alarm.evaluationPeriods();
        if (existing.isEmpty()) {
            return state == AlarmState.INSUFFICIENT_DATA
                    ? "Insufficient Data: %d datapoints were unknown.".formatted(periods)
                    : "Threshold Crossed: no datapoints were received for %d period%s and %d missing datapoint%s treated as [%s]."
                            .formatted(
                                    periods,
                                    periods == 1 ? "" : "s",
                                    periods,
                                    periods == 1 ? " was" : "s were",
                                    state == AlarmState.ALARM ? "Breaching" : "NonBreaching");
        }
        long counted = state == AlarmState.ALARM ? breaching : existing.size() - breaching;
        return "Threshold Crossed: %d out of the last %d datapoints [%s] %s %s the threshold (%s) (minimum %d datapoint%s for %s transition)."
                .formatted(
                        counted,
                        periods,
                        existing.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                        counted == 1 ? "was" : "were",
                        state == AlarmState.ALARM ? words(alarm) : "not " + words(alarm),
                        alarm.threshold(),
                        alarm.datapointsToAlarm(),
                        alarm.datapointsToAlarm() == 1 ? "" : "s",
                        state == AlarmState.ALARM ? "OK -> ALARM" : "ALARM -> OK");
    }

    private static String words(AlarmDefinition alarm) {
        return switch (alarm.comparison()) {
            case "GreaterThanOrEqualToThreshold" -> "greater than or equal to";
            case "GreaterThanThreshold" -> "greater than";
            case "LessThanOrEqualToThreshold" -> "less than or equal to";
            default -> "less than";
        };
    }
}
