package dev.dynamorecovery.aws.item;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;

/** Maps items and values between the AWS SDK's types and the core's. Nothing is normalised on the way. */
public final class SdkItems {

    private SdkItems() {}

    /** The core's item of an SDK item. Bytes are shared, not copied. */
    public static Item toItem(Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> attributes) {
        return new Item(toEntries(attributes));
    }

    /** The SDK's item of a core item. */
    public static Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> toSdk(Item item) {
        return toSdkEntries(item.attributes());
    }

    /** The core's value of an SDK value. Refuses a value of a type that this release does not know. */
    public static AttributeValue toValue(software.amazon.awssdk.services.dynamodb.model.AttributeValue value) {
        return switch (value.type()) {
            case S -> new AttributeValue.Text(value.s());
            case N -> new AttributeValue.Numeric(value.n());
            case B -> new AttributeValue.Binary(value.b().asByteArrayUnsafe());
            case BOOL -> new AttributeValue.Bool(value.bool());
            case NUL -> new AttributeValue.Null();
            case L -> {
                List<AttributeValue> elements = new ArrayList<>(value.l().size());
                for (software.amazon.awssdk.services.dynamodb.model.AttributeValue element : value.l()) {
                    elements.add(toValue(element));
                }
                yield new AttributeValue.ListOf(elements);
            }
            case M -> new AttributeValue.MapOf(toEntries(value.m()));
            case SS -> new AttributeValue.TextSet(value.ss());
            case NS -> new AttributeValue.NumericSet(value.ns());
            case BS ->
                new AttributeValue.BinarySet(
                        value.bs().stream().map(SdkBytes::asByteArrayUnsafe).toList());
            case UNKNOWN_TO_SDK_VERSION ->
                throw new IllegalArgumentException("An attribute is of a type that the SDK in use does not know: "
                        + "deploy a release with a newer SDK");
        };
    }

    /** The SDK's value of a core value. */
    public static software.amazon.awssdk.services.dynamodb.model.AttributeValue toSdk(AttributeValue value) {
        software.amazon.awssdk.services.dynamodb.model.AttributeValue.Builder sdk =
                software.amazon.awssdk.services.dynamodb.model.AttributeValue.builder();
        switch (value) {
            case AttributeValue.Text text -> sdk.s(text.value());
            case AttributeValue.Numeric number -> sdk.n(number.value());
            case AttributeValue.Binary binary -> sdk.b(SdkBytes.fromByteArray(binary.value()));
            case AttributeValue.Bool bool -> sdk.bool(bool.value());
            case AttributeValue.Null ignored -> sdk.nul(true);
            case AttributeValue.ListOf list ->
                sdk.l(list.values().stream().map(SdkItems::toSdk).toList());
            case AttributeValue.MapOf map -> sdk.m(toSdkEntries(map.entries()));
            case AttributeValue.TextSet set -> sdk.ss(set.values());
            case AttributeValue.NumericSet set -> sdk.ns(set.values());
            case AttributeValue.BinarySet set ->
                sdk.bs(set.values().stream().map(SdkBytes::fromByteArray).toList());
        }
        return sdk.build();
    }

    private static Map<String, AttributeValue> toEntries(
            Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> attributes) {
        Map<String, AttributeValue> entries = HashMap.newHashMap(attributes.size());
        for (Map.Entry<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> attribute :
                attributes.entrySet()) {
            entries.put(attribute.getKey(), toValue(attribute.getValue()));
        }
        return entries;
    }

    private static Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> toSdkEntries(
            Map<String, AttributeValue> entries) {
        Map<String, software.amazon.awssdk.services.dynamodb.model.AttributeValue> attributes =
                HashMap.newHashMap(entries.size());
        entries.forEach((name, value) -> attributes.put(name, toSdk(value)));
        return attributes;
    }
}
