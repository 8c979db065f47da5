package dev.dynamorecovery.lab.alarm;

/** What an alarm says of its metric, in CloudWatch's words. */
public enum AlarmState {
    OK,
    ALARM,
    INSUFFICIENT_DATA
}
