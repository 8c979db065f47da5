package dev.dynamorecovery.lab.sample;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item and the sample table it belongs to. */
public record SampleItem(SampleTable table, Map<String, AttributeValue> attributes) {

    public Map<String, AttributeValue> key() {
        return table.keyOf(attributes);
    }

    public String keyText() {
        return table.keyTextOf(attributes);
    }
}
