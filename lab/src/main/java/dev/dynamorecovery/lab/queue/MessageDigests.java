package dev.dynamorecovery.lab.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** The MD5s of bodies and message attributes, by which clients of SQS check what arrived. */
final class MessageDigests {

    private static final byte TEXT = 1;
    private static final byte BINARY = 2;

    private MessageDigests() {}

    static String ofBody(String body) {
        return hex(md5().digest(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Over the attributes in the order of their names: each part with its length before it. */
    static String ofAttributes(ObjectNode attributes) {
        MessageDigest digest = md5();
        Map<String, JsonNode> sorted = new TreeMap<>();
        attributes.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        sorted.forEach((name, value) -> {
            String type = value.path("DataType").asText();
            part(digest, name.getBytes(StandardCharsets.UTF_8));
            part(digest, type.getBytes(StandardCharsets.UTF_8));
            if (type.startsWith("Binary")) {
                digest.update(BINARY);
                part(
                        digest,
                        Base64.getDecoder().decode(value.path("BinaryValue").asText()));
            } else {
                digest.update(TEXT);
                part(digest, value.path("StringValue").asText().getBytes(StandardCharsets.UTF_8));
            }
        });
        return hex(digest.digest());
    }

    private static void part(MessageDigest digest, byte[] bytes) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static String hex(byte[] digest) {
        return HexFormat.of().formatHex(digest);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JVM has MD5", impossible);
        }
    }
}
