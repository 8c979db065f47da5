package dev.dynamorecovery.lab.alarm;

/** Told of each change of an alarm's state. */
@FunctionalInterface
public interface AlarmListener {

    void changed(AlarmStatus before, AlarmStatus now);
}
