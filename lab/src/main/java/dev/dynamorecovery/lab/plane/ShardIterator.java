package dev.dynamorecovery.lab.plane;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** Where a reader of a shard stands: a position in the table's history, and when it was handed out. */
record ShardIterator(String streamArn, int position, Instant issuedAt) {

    String encode() {
        String state = position + ":" + issuedAt.toEpochMilli();
        return streamArn + "|1|" + Base64.getEncoder().encodeToString(state.getBytes(StandardCharsets.UTF_8));
    }

    static ShardIterator decode(String text) {
        String[] parts = text.split("\\|", 3);
        try {
            String[] state = new String(Base64.getDecoder().decode(parts[2]), StandardCharsets.UTF_8).split(":", 2);
            return new ShardIterator(
                    parts[0], Integer.parseInt(state[0]), Instant.ofEpochMilli(Long.parseLong(state[1])));
        } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
            throw DynamoDbFault.validation("Invalid ShardIterator: take it from GetShardIterator or GetRecords");
        }
    }
}
