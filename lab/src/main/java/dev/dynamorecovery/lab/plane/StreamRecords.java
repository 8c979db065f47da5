package dev.dynamorecovery.lab.plane;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/** Changes of the log as DynamoDB Streams gives them. */
final class StreamRecords {

    private StreamRecords() {}

    /** Sequence numbers are decimal numbers of 21 digits and grow with the log. */
    static String sequenceNumber(long sequence) {
        return "1%020d".formatted(sequence);
    }

    /** The log's sequence in a sequence number; empty when it is none of ours. */
    static Optional<Long> sequence(String sequenceNumber) {
        return sequenceNumber.matches("1[0-9]{20}")
                ? Optional.of(Long.parseLong(sequenceNumber.substring(2)))
                : Optional.empty();
    }

    static ObjectNode of(TableStream stream, Change change) {
        ObjectNode record = WireJson.object()
                .put("eventID", eventId(stream, change))
                .put("eventName", change.before() == null ? "INSERT" : change.after() == null ? "REMOVE" : "MODIFY")
                .put("eventVersion", "1.1")
                .put("eventSource", "aws:dynamodb")
                .put("awsRegion", stream.table().region());
        ObjectNode data = record.putObject("dynamodb");
        data.set("ApproximateCreationDateTime", WireJson.epochSeconds(change.at()));
        Optional<ItemImage> before = Optional.ofNullable(change.before());
        Optional<ItemImage> after = Optional.ofNullable(change.after());
        ObjectNode either = after.or(() -> before).orElseThrow().attributes();
        data.set("Keys", stream.table().keySchema().keyAttributes(either));
        long sizeBytes = ItemImage.of(data.path("Keys")).sizeBytes();
        String view = stream.viewType();
        if (view.equals("NEW_IMAGE") || view.equals("NEW_AND_OLD_IMAGES")) {
            after.ifPresent(image -> data.set("NewImage", image.attributes()));
            sizeBytes += after.map(ItemImage::sizeBytes).orElse(0);
        }
        if (view.equals("OLD_IMAGE") || view.equals("NEW_AND_OLD_IMAGES")) {
            before.ifPresent(image -> data.set("OldImage", image.attributes()));
            sizeBytes += before.map(ItemImage::sizeBytes).orElse(0);
        }
        data.put("SequenceNumber", sequenceNumber(change.sequence()));
        data.put("SizeBytes", sizeBytes);
        data.put("StreamViewType", view);
        if (change.byTimeToLive()) {
            record.putObject("userIdentity")
                    .put("PrincipalId", "dynamodb.amazonaws.com")
                    .put("Type", "Service");
        }
        return record;
    }

    private static String eventId(TableStream stream, Change change) {
        String name = stream.arn() + change.sequence();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }
}
