package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import dev.dynamorecovery.lab.front.LabRequest;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The ARNs that a DynamoDB request addresses, for the record of calls: read off its tokens, without building a tree. */
final class ResourceHints {

    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> TABLE_MEMBERS = Set.of("TableName", "SourceTableName", "TargetTableName");
    private static final Set<String> ARN_MEMBERS = Set.of("ResourceArn", "BackupArn", "SourceTableArn", "StreamArn");
    private static final Pattern STATEMENT_TABLE =
            Pattern.compile("\\b(?:INTO|UPDATE|FROM)\\s+\"?([A-Za-z0-9_.-]+)\"?", Pattern.CASE_INSENSITIVE);

    private ResourceHints() {}

    static List<String> of(LabRequest request) {
        Set<String> arns = new TreeSet<>();
        try (JsonParser parser = JSON.createParser(request.body())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && isTableOfBatch(parser)) {
                    arns.add(tableArn(request.region(), parser.currentName()));
                } else if (token == JsonToken.VALUE_STRING && parser.currentName() != null) {
                    addValue(request.region(), parser.currentName(), parser.getText(), arns);
                }
            }
        } catch (IOException malformed) {
            // The service has refused what is not JSON: what could be read of it still tells what was asked.
            return List.copyOf(arns);
        }
        return List.copyOf(arns);
    }

    private static void addValue(String region, String member, String value, Set<String> arns) {
        if (TABLE_MEMBERS.contains(member)) {
            arns.add(tableArn(region, value));
        } else if (ARN_MEMBERS.contains(member)) {
            arns.add(value);
        } else if (member.equals("ShardIterator")) {
            arns.add(value.split("\\|", 2)[0]);
        } else if (member.equals("Statement")) {
            Matcher matcher = STATEMENT_TABLE.matcher(value);
            while (matcher.find()) {
                arns.add(tableArn(region, matcher.group(1)));
            }
        }
    }

    private static boolean isTableOfBatch(JsonParser parser) {
        JsonStreamContext parent = parser.getParsingContext().getParent();
        return parent != null
                && parent.getParent() != null
                && parent.getParent().inRoot()
                && "RequestItems".equals(parent.getCurrentName());
    }

    private static String tableArn(String region, String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn : Arns.table(region, nameOrArn);
    }
}
