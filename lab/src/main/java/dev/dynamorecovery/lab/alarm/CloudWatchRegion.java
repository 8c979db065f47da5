package dev.dynamorecovery.lab.alarm;

/** CloudWatch in one Region. */
public record CloudWatchRegion(Metrics metrics, Alarms alarms) {}
