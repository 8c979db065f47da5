package dev.dynamorecovery.lab.alarm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.template.AlarmDefinition;
import dev.dynamorecovery.lab.time.LabTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The alarms of one Region. */
public final class Alarms {

    /** How much of a nominal period is left of it in a lab whose waits are short. */
    private static final double SHORTEST = 1.0 / 30;

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final class Alarm {
        private AlarmStatus status;
        private Instant evaluated = Instant.EPOCH;

        Alarm(AlarmStatus status) {
            this.status = status;
        }
    }

    private final Metrics metrics;
    private final LabTime time;
    private final AlarmListener listener;
    private final Map<String, Alarm> alarms = new LinkedHashMap<>();

    public Alarms(List<AlarmDefinition> definitions, Metrics metrics, LabTime time, AlarmListener listener) {
        this.metrics = metrics;
        this.time = time;
        this.listener = listener;
        definitions.forEach(definition -> alarms.put(definition.name(), fresh(definition)));
    }

    private Alarm fresh(AlarmDefinition definition) {
        return new Alarm(new AlarmStatus(
                definition, AlarmState.INSUFFICIENT_DATA, "Unchecked: Initial alarm creation", "{}", time.now()));
    }

    /** Has an alarm from now on, or another definition of one, whose state stays. */
    public void put(AlarmDefinition definition) {
        synchronized (alarms) {
            Alarm known = alarms.get(definition.name());
            if (known == null) {
                alarms.put(definition.name(), fresh(definition));
            } else {
                redefine(known, definition);
            }
        }
    }

    /**
     * Deletes alarms, all or none.
     *
     * @return the first name that is no alarm's; empty when all are deleted
     */
    public Optional<String> delete(List<String> names) {
        synchronized (alarms) {
            Optional<String> unknown =
                    names.stream().filter(name -> !alarms.containsKey(name)).findFirst();
            if (unknown.isEmpty()) {
                names.forEach(alarms::remove);
            }
            return unknown;
        }
    }

    /** Says whether alarms take their actions; names that are no alarm's are passed over, as on AWS. */
    public void enableActions(List<String> names, boolean enabled) {
        synchronized (alarms) {
            for (String name : names) {
                Alarm alarm = alarms.get(name);
                if (alarm != null) {
                    redefine(alarm, alarm.status.definition().withActionsEnabled(enabled));
                }
            }
        }
    }

    private static void redefine(Alarm alarm, AlarmDefinition definition) {
        AlarmStatus now = alarm.status;
        alarm.status = new AlarmStatus(definition, now.state(), now.reason(), now.reasonData(), now.since());
    }

    /** Judges every alarm of which a period has ended since it was last judged. */
    public void evaluate() {
        List<Runnable> changes = new ArrayList<>();
        synchronized (alarms) {
            alarms.values().forEach(alarm -> evaluate(alarm).ifPresent(changes::add));
        }
        changes.forEach(Runnable::run);
    }

    /**
     * Says what an alarm's state is until it is judged again.
     *
     * @return false when there is no such alarm
     */
    public boolean set(String name, AlarmState state, String reason, String reasonData) {
        Optional<Runnable> change;
        synchronized (alarms) {
            Alarm alarm = alarms.get(name);
            if (alarm == null) {
                return false;
            }
            change = change(alarm, state, reason, reasonData);
            AlarmStatus now = alarm.status;
            alarm.status = new AlarmStatus(now.definition(), state, reason, reasonData, now.since());
        }
        change.ifPresent(Runnable::run);
        return true;
    }

    /** Every alarm, in the order of the template. */
    public List<AlarmStatus> statuses() {
        synchronized (alarms) {
            return alarms.values().stream().map(alarm -> alarm.status).toList();
        }
    }

    /** An alarm by its name. */
    public Optional<AlarmStatus> status(String name) {
        synchronized (alarms) {
            return Optional.ofNullable(alarms.get(name)).map(alarm -> alarm.status);
        }
    }

    private Optional<Runnable> evaluate(Alarm alarm) {
        AlarmDefinition definition = alarm.status.definition();
        Duration period = lasting(definition.period());
        long periodMillis = Math.max(1, period.toMillis());
        Instant end = Instant.ofEpochMilli(Math.floorDiv(time.now().toEpochMilli(), periodMillis) * periodMillis);
        if (!end.isAfter(alarm.evaluated)) {
            return Optional.empty();
        }
        alarm.evaluated = end;
        MetricId metric = new MetricId(definition.namespace(), definition.metricName(), definition.dimensions());
        List<OptionalDouble> newestFirst = new ArrayList<>();
        for (int age = 0; age < definition.evaluationPeriods() + AlarmJudgement.SPARE_PERIODS; age++) {
            Instant until = end.minusMillis(age * periodMillis);
            newestFirst.add(Statistics.of(
                    definition.statistic(), metrics.samples(metric, until.minusMillis(periodMillis), until)));
        }
        AlarmJudgement judgement = AlarmJudgement.of(definition, alarm.status.state(), newestFirst);
        return change(alarm, judgement.state(), judgement.reason(), reasonData(definition, judgement));
    }

    private Duration lasting(Duration nominal) {
        return Duration.ofNanos(Math.round(nominal.toNanos() * Math.max(time.scale(), SHORTEST)));
    }

    private Optional<Runnable> change(Alarm alarm, AlarmState state, String reason, String reasonData) {
        AlarmStatus before = alarm.status;
        if (before.state() == state) {
            return Optional.empty();
        }
        AlarmStatus now = new AlarmStatus(before.definition(), state, reason, reasonData, time.now());
        alarm.status = now;
        return Optional.of(() -> listener.changed(before, now));
    }

    private String reasonData(AlarmDefinition definition, AlarmJudgement judgement) {
        ObjectNode data = JSON.createObjectNode()
                .put("version", "1.0")
                .put("queryDate", AlarmEvent.time(time.now()))
                .put("statistic", definition.statistic())
                .put("period", definition.period().toSeconds());
        judgement.datapoints().forEach(data.putArray("recentDatapoints")::add);
        return data.put("threshold", definition.threshold()).toString();
    }
}
