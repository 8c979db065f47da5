package dev.dynamorecovery.lab.trail;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The calls that change resources and reach the event bus; reads and item operations do not. */
enum ManagementWrites {
    DYNAMO_DB("dynamodb", "dynamodb.amazonaws.com", "aws.dynamodb", "2012-08-10"),
    BACKUP("backup", "backup.amazonaws.com", "aws.backup", "2018-11-15"),
    LAMBDA("lambda", "lambda.amazonaws.com", "aws.lambda", "2015-03-31"),
    TAGGING("tagging", "tagging.amazonaws.com", "aws.tagging", "2017-01-26"),
    ALARMS("monitoring", "monitoring.amazonaws.com", "aws.monitoring", "2010-08-01");

    /** What changes alarms; metrics and forced states are no management. */
    private static final Set<String> CHANGES_OF_ALARMS =
            Set.of("PutMetricAlarm", "DeleteAlarms", "EnableAlarmActions", "DisableAlarmActions");

    private static final Set<String> TABLES_AND_BACKUPS = Set.of(
            "CreateTable",
            "UpdateTable",
            "DeleteTable",
            "UpdateTimeToLive",
            "TagResource",
            "UntagResource",
            "PutResourcePolicy",
            "DeleteResourcePolicy",
            "UpdateContinuousBackups",
            "CreateBackup",
            "DeleteBackup",
            "RestoreTableFromBackup",
            "RestoreTableToPointInTime");

    /** CloudTrail names Lambda's calls with the version of its API. */
    private static final Map<String, String> MAPPINGS = Map.of(
            "CreateEventSourceMapping", "CreateEventSourceMapping20150331",
            "UpdateEventSourceMapping", "UpdateEventSourceMapping20150331",
            "DeleteEventSourceMapping", "DeleteEventSourceMapping20150331");

    private static final Pattern READ = Pattern.compile("(Describe|List|Get|Export).*");
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z]+");

    private final String signingName;
    private final String eventSource;
    private final String busSource;
    private final String apiVersion;

    ManagementWrites(String signingName, String eventSource, String busSource, String apiVersion) {
        this.signingName = signingName;
        this.eventSource = eventSource;
        this.busSource = busSource;
        this.apiVersion = apiVersion;
    }

    /** A service's calls; empty when the lab tells the bus of none of them. */
    static Optional<ManagementWrites> of(String signingName) {
        for (ManagementWrites service : values()) {
            if (service.signingName.equals(signingName)) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }

    /** The name of the call in the trail; empty when it is none that the bus is told of. */
    Optional<String> eventName(String operation) {
        return switch (this) {
            case DYNAMO_DB -> Optional.of(operation).filter(TABLES_AND_BACKUPS::contains);
            case LAMBDA -> Optional.ofNullable(MAPPINGS.get(operation));
            case ALARMS -> Optional.of(operation).filter(CHANGES_OF_ALARMS::contains);
            case BACKUP, TAGGING ->
                Optional.of(operation)
                        .filter(name -> NAME.matcher(name).matches())
                        .filter(name -> !READ.matcher(name).matches());
        };
    }

    /** {@code eventSource} of the trail's record. */
    String eventSource() {
        return eventSource;
    }

    /** {@code source} of the event on the bus. */
    String busSource() {
        return busSource;
    }

    String apiVersion() {
        return apiVersion;
    }
}
