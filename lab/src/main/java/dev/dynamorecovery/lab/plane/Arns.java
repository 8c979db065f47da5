package dev.dynamorecovery.lab.plane;

/** Amazon resource names of the lab's one account. */
final class Arns {

    static final String ACCOUNT_ID = "123456789012";

    private Arns() {}

    static String table(String region, String table) {
        return "arn:aws:dynamodb:" + region + ':' + ACCOUNT_ID + ":table/" + table;
    }

    /** The name in a table's ARN, or in that of one of its indexes, streams or backups; a plain name is itself. */
    static String tableName(String region, String nameOrArn) {
        if (!nameOrArn.startsWith("arn:")) {
            return nameOrArn;
        }
        String prefix = table(region, "");
        if (!nameOrArn.startsWith(prefix)) {
            throw DynamoDbFault.validation("The resource ARN " + nameOrArn
                    + " is not of this Region and account: it must start with " + prefix);
        }
        return nameOrArn.substring(prefix.length()).split("/", 2)[0];
    }
}
