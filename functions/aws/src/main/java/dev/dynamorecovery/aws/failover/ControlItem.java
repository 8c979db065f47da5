package dev.dynamorecovery.aws.failover;

import com.fasterxml.jackson.core.JacksonException;
import dev.dynamorecovery.core.document.Documents;
import dev.dynamorecovery.core.failover.control.ControlRecord;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Items of the control table: a document, and beside it what conditions and write gates need.
 *
 * <p>Write gates of applications read the plain attributes alone: their names are an interface.
 */
final class ControlItem {

    static final String GROUP = "group";
    static final String POSITION = "position";
    static final String DOCUMENT = "document";
    static final String EPOCH = "epoch";
    static final String REVISION = "revision";
    static final String CONTROL = "control";
    static final String TIMELINE = "timeline#";
    static final String VOTE = "vote#";
    static final String READINESS = "readiness#";
    static final String APPROVAL = "approval";

    private ControlItem() {}

    static Map<String, AttributeValue> key(String group, String position) {
        Map<String, AttributeValue> key = new LinkedHashMap<>();
        key.put(GROUP, AttributeValue.fromS(group));
        key.put(POSITION, AttributeValue.fromS(position));
        return key;
    }

    static Map<String, AttributeValue> of(ControlRecord record) {
        Map<String, AttributeValue> item = document(record.group(), CONTROL, record);
        item.put(EPOCH, number(record.epoch()));
        item.put(REVISION, number(record.revision()));
        item.put("state", AttributeValue.fromS(record.state().label()));
        item.put("servingRegion", AttributeValue.fromS(record.servingRegion()));
        item.put("leaseSeconds", number(record.lease().toSeconds()));
        if (!record.fencedRegions().isEmpty()) {
            item.put(
                    "fencedRegions",
                    AttributeValue.fromSs(record.fencedRegions().stream().toList()));
        }
        return item;
    }

    /** An item that holds a document, under its key. */
    static Map<String, AttributeValue> document(String group, String position, Object document) {
        Map<String, AttributeValue> item = key(group, position);
        try {
            item.put(DOCUMENT, AttributeValue.fromS(Documents.json().writeValueAsString(document)));
        } catch (JacksonException impossible) {
            throw new IllegalStateException(
                    document.getClass().getSimpleName() + " cannot be written as JSON", impossible);
        }
        return item;
    }

    static <T> T read(Map<String, AttributeValue> item, Class<T> type) {
        AttributeValue document = item.get(DOCUMENT);
        if (document == null || document.s() == null) {
            throw new IllegalStateException("an item of the control table holds no " + DOCUMENT
                    + ": nobody but the suite may write there; restore it from the timeline");
        }
        try {
            return Documents.json().readValue(document.s(), type);
        } catch (JacksonException malformed) {
            throw new IllegalStateException(
                    "an item of the control table holds no " + type.getSimpleName()
                            + ": nobody but the suite may write there; restore it from the timeline",
                    malformed);
        }
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
