package dev.dynamorecovery.core.audit.rule;

import dev.dynamorecovery.core.audit.posture.TablePosture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Commands that mend a table, ready for a shell. */
final class Remedies {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,@%+-]+");

    private Remedies() {}

    /** A command of the AWS CLI in the table's Region. */
    static String aws(TablePosture table, String service, String operation, String... arguments) {
        return awsIn(table.region(), service, operation, arguments);
    }

    /** A command of the AWS CLI in a Region. */
    static String awsIn(String region, String service, String operation, String... arguments) {
        List<String> words = new ArrayList<>(List.of("aws", service, operation, "--region", region));
        words.addAll(Arrays.asList(arguments));
        return words.stream().map(Remedies::quoted).collect(Collectors.joining(" "));
    }

    /** The change of a table by {@code aws dynamodb update-table}. */
    static String updateTable(TablePosture table, String... arguments) {
        List<String> words = new ArrayList<>(List.of("--table-name", table.table()));
        words.addAll(Arrays.asList(arguments));
        return aws(table, "dynamodb", "update-table", words.toArray(String[]::new));
    }

    /** A tag for the table. */
    static String tag(TablePosture table, String key, String value) {
        return aws(
                table,
                "dynamodb",
                "tag-resource",
                "--resource-arn",
                table.arn(),
                "--tags",
                "Key=%s,Value=%s".formatted(key, value));
    }

    /** The role that AWS Backup makes for itself in the table's account. */
    static String backupRole(TablePosture table) {
        return "arn:%s:iam::%s:role/service-role/AWSBackupDefaultServiceRole"
                .formatted(partOfArn(table, 1), partOfArn(table, 4));
    }

    /** The account that the table is in. */
    static String account(TablePosture table) {
        return partOfArn(table, 4);
    }

    private static String partOfArn(TablePosture table, int part) {
        return partOfArn(table.arn(), part);
    }

    /** Partition 1, service 2, Region 3, account 4 of an ARN; empty where the text has no such part. */
    static String partOfArn(String arn, int part) {
        String[] parts = arn.split(":", -1);
        return part < parts.length ? parts[part] : "";
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
