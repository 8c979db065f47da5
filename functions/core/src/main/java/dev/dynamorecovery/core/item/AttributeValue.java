package dev.dynamorecovery.core.item;

import java.util.List;
import java.util.Map;

/**
 * A DynamoDB attribute value, free of the AWS SDK.
 *
 * <p>Collections and byte arrays are taken as they are, without copying: values are made by adapters in the innermost
 * loop of a table scan. Nobody changes them afterwards.
 */
public sealed interface AttributeValue {

    /** {@code S}: a string. */
    record Text(String value) implements AttributeValue {}

    /** {@code N}: a number in the text form it was read in, not yet normalised. */
    record Numeric(String value) implements AttributeValue {}

    /** {@code B}: bytes. */
    @SuppressWarnings("ArrayRecordComponent") // compared by canonical form, never by equals
    record Binary(byte[] value) implements AttributeValue {}

    /** {@code BOOL}. */
    record Bool(boolean value) implements AttributeValue {}

    /** {@code NULL}. */
    record Null() implements AttributeValue {}

    /** {@code L}: values in order. */
    record ListOf(List<AttributeValue> values) implements AttributeValue {}

    /** {@code M}: named values, in any order. */
    record MapOf(Map<String, AttributeValue> entries) implements AttributeValue {}

    /** {@code SS}: strings, in any order. */
    record TextSet(List<String> values) implements AttributeValue {}

    /** {@code NS}: numbers in text form, in any order, not yet normalised. */
    record NumericSet(List<String> values) implements AttributeValue {}

    /** {@code BS}: byte arrays, in any order. */
    record BinarySet(List<byte[]> values) implements AttributeValue {}
}
