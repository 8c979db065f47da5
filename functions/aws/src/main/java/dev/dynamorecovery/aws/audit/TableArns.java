package dev.dynamorecovery.aws.audit;

import java.util.Optional;

/**
 * The ARNs of the tables of one account and Region.
 *
 * @param prefix such as {@code arn:aws:dynamodb:us-east-1:111122223333:table/}
 */
record TableArns(String prefix) {

    String of(String table) {
        return prefix + table;
    }

    /** The table that an ARN is of, its streams, indexes and backups included; empty when it is not of these tables. */
    Optional<String> table(String arn) {
        if (!arn.startsWith(prefix)) {
            return Optional.empty();
        }
        String rest = arn.substring(prefix.length());
        int end = rest.indexOf('/');
        return Optional.of(end < 0 ? rest : rest.substring(0, end));
    }
}
