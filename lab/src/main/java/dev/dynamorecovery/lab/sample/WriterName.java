package dev.dynamorecovery.lab.sample;

import static dev.dynamorecovery.lab.sample.Attributes.text;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Who writes to the sample tables, as each item says of its last writer: a stream tells nothing of it. */
public enum WriterName {
    /** The well-behaved application. */
    APPLICATION("shop"),
    /** The release that corrupts. */
    FAULTY_RELEASE("release-42");

    /** The attribute that the plans of the sample tables name as the writer's. */
    static final String ATTRIBUTE = "updatedBy";

    private final String name;

    WriterName(String name) {
        this.name = name;
    }

    /** What the items say. */
    public String inItems() {
        return name;
    }

    AttributeValue value() {
        return text(name);
    }

    /** The item as this writer writes it. */
    Map<String, AttributeValue> signed(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> signed = new HashMap<>(item);
        signed.put(ATTRIBUTE, value());
        return Map.copyOf(signed);
    }
}
