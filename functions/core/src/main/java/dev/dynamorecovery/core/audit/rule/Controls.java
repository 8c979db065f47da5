package dev.dynamorecovery.core.audit.rule;

import java.util.List;
import java.util.stream.Stream;

/**
 * Controls of the usual frameworks that rules map to, as their catalogues write them. A rule names those whose words
 * ask for what it checks; keeping the rule is evidence for them, not all that they ask.
 */
final class Controls {

    static final String TABLES_PITR = "AWS Security Hub DynamoDB.2";
    static final String TABLES_IN_BACKUP_PLAN = "AWS Security Hub DynamoDB.4";
    static final String TABLES_TAGGED = "AWS Security Hub DynamoDB.5";
    static final String TABLES_DELETION_PROTECTION = "AWS Security Hub DynamoDB.6";
    static final String RECOVERY_POINTS_ENCRYPTED = "AWS Security Hub Backup.1";
    static final String ALARMS_WITH_ACTION = "AWS Security Hub CloudWatch.15";
    static final String ALARM_ACTIONS_ACTIVATED = "AWS Security Hub CloudWatch.17";

    static final String NIST_CONTINGENCY_PLAN = "NIST.800-53.r5 CP-2";
    static final String NIST_PLAN_TESTING = "NIST.800-53.r5 CP-4";
    static final String NIST_ALTERNATE_STORAGE = "NIST.800-53.r5 CP-6";
    static final String NIST_SEPARATION = "NIST.800-53.r5 CP-6(1)";
    static final String NIST_RECOVERY_OBJECTIVES = "NIST.800-53.r5 CP-6(2)";
    static final String NIST_ALTERNATE_PROCESSING = "NIST.800-53.r5 CP-7";
    static final String NIST_BACKUP = "NIST.800-53.r5 CP-9";
    static final String NIST_BACKUP_TESTING = "NIST.800-53.r5 CP-9(1)";
    static final String NIST_SEPARATE_STORAGE = "NIST.800-53.r5 CP-9(3)";
    static final String NIST_TRANSFER = "NIST.800-53.r5 CP-9(5)";
    static final String NIST_BACKUP_CRYPTOGRAPHY = "NIST.800-53.r5 CP-9(8)";
    static final String NIST_RECOVERY = "NIST.800-53.r5 CP-10";
    static final String NIST_INVENTORY = "NIST.800-53.r5 CM-8";
    static final String NIST_AT_REST = "NIST.800-53.r5 SC-28";
    static final String NIST_MONITORING = "NIST.800-53.r5 SI-4";
    static final String NIST_RETENTION = "NIST.800-53.r5 SI-12";
    static final String NIST_ACCESS = "NIST.800-53.r5 AC-3";

    static final String ISO_CONTINUITY = "ISO/IEC 27001:2022 A.5.30";
    static final String ISO_INVENTORY = "ISO/IEC 27001:2022 A.5.9";
    static final String ISO_DELETION = "ISO/IEC 27001:2022 A.8.10";
    static final String ISO_BACKUP = "ISO/IEC 27001:2022 A.8.13";
    static final String ISO_REDUNDANCY = "ISO/IEC 27001:2022 A.8.14";
    static final String ISO_MONITORING = "ISO/IEC 27001:2022 A.8.16";
    static final String ISO_CRYPTOGRAPHY = "ISO/IEC 27001:2022 A.8.24";

    static final String SOC_BACKUP = "SOC 2 A1.2";
    static final String SOC_TESTING = "SOC 2 A1.3";
    static final String SOC_ACCESS = "SOC 2 CC6.1";
    static final String SOC_MONITORING = "SOC 2 CC7.2";

    /** The incident response plan, which has to hold recovery, continuity and backup. */
    static final String PCI_RECOVERY = "PCI DSS v4.0.1/12.10.1";

    /** What any kind of backup is evidence for. */
    static final List<String> BACKUPS =
            List.of(NIST_BACKUP, NIST_RECOVERY, NIST_RETENTION, ISO_BACKUP, SOC_BACKUP, PCI_RECOVERY);

    private Controls() {}

    /** One list of all. */
    static List<String> with(List<String> some, String... more) {
        return Stream.concat(Stream.of(more), some.stream()).toList();
    }
}
