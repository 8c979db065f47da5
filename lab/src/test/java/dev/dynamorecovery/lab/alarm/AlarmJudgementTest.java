package dev.dynamorecovery.lab.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmJudgementTest {

    /**
     * The tables of CloudWatch's user guide, "Configuring how CloudWatch alarms treat missing data": datapoints oldest
     * first, X breaching, 0 not, - missing; then the state by each way to treat missing data; "kept" is what it was.
     */
    @ParameterizedTest
    @CsvSource({
        "3, 0 - X - X, OK, OK, OK, OK",
        "3, - - - - 0, OK, OK, OK, OK",
        "3, - - - - -, INSUFFICIENT_DATA, kept, ALARM, OK",
        "3, 0 X X - X, ALARM, ALARM, ALARM, ALARM",
        "3, - - X - -, ALARM, kept, ALARM, OK",
        "2, 0 - X - X, ALARM, ALARM, ALARM, ALARM",
        "2, 0 0 X 0 X, ALARM, ALARM, ALARM, ALARM",
        "2, 0 - X - -, OK, OK, ALARM, OK",
        "2, - - - - 0, OK, OK, ALARM, OK",
        "2, - - - X -, ALARM, kept, ALARM, OK",
    })
    void shouldTreatMissingDataAsCloudWatchDocuments(
            int datapointsToAlarm,
            String datapoints,
            String missing,
            String ignore,
            String breaching,
            String notBreaching) {
        for (AlarmState before : AlarmState.values()) {
            assertThat(judge(datapointsToAlarm, "missing", before, datapoints)).isEqualTo(state(missing, before));
            assertThat(judge(datapointsToAlarm, "ignore", before, datapoints)).isEqualTo(state(ignore, before));
            assertThat(judge(datapointsToAlarm, "breaching", before, datapoints))
                    .isEqualTo(state(breaching, before));
            assertThat(judge(datapointsToAlarm, "notBreaching", before, datapoints))
                    .isEqualTo(state(notBreaching, before));
        }
    }

    @Test
    void shouldSayWhatCrossedTheThreshold() {
        AlarmJudgement judgement =
                AlarmJudgement.of(SampleAlarm.of(3, 2, "missing"), AlarmState.OK, newestFirst("0 0 X 0 X"));

        assertThat(judgement.reason())
                .isEqualTo(
                        "Threshold Crossed: 2 out of the last 3 datapoints [1.0, 0.0, 1.0] were greater than or equal"
                                + " to the threshold (1.0) (minimum 2 datapoints for OK -> ALARM transition).");
    }

    private static AlarmState judge(int datapointsToAlarm, String missingData, AlarmState before, String datapoints) {
        return AlarmJudgement.of(SampleAlarm.of(3, datapointsToAlarm, missingData), before, newestFirst(datapoints))
                .state();
    }

    private static AlarmState state(String expected, AlarmState before) {
        return expected.equals("kept") ? before : AlarmState.valueOf(expected);
    }

    private static List<OptionalDouble> newestFirst(String oldestFirst) {
        List<OptionalDouble> values = new ArrayList<>();
        for (String each : oldestFirst.split(" ", -1)) {
            values.addFirst(each.equals("-") ? OptionalDouble.empty() : OptionalDouble.of(each.equals("X") ? 1 : 0));
        }
        return values;
    }
}
