package dev.dynamorecovery.lab.sample;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Short constructors of attribute values, one per DynamoDB type. */
final class Attributes {

    private Attributes() {}

    static AttributeValue text(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static AttributeValue bool(boolean value) {
        return AttributeValue.fromBool(value);
    }

    static AttributeValue nothing() {
        return AttributeValue.fromNul(true);
    }

    static AttributeValue binary(byte[] value) {
        return AttributeValue.fromB(SdkBytes.fromByteArray(value));
    }

    static AttributeValue binarySet(List<byte[]> values) {
        return AttributeValue.fromBs(
                values.stream().map(SdkBytes::fromByteArray).toList());
    }

    static AttributeValue textSet(List<String> values) {
        return AttributeValue.fromSs(values);
    }

    static AttributeValue numberSet(List<String> values) {
        return AttributeValue.fromNs(values);
    }

    static AttributeValue list(List<AttributeValue> values) {
        return AttributeValue.fromL(values);
    }

    static AttributeValue map(Map<String, AttributeValue> entries) {
        return AttributeValue.fromM(entries);
    }

    /** The integer a number attribute holds. */
    static long longOf(AttributeValue value) {
        return Long.parseLong(value.n());
    }
}
