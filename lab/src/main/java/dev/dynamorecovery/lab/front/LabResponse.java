package dev.dynamorecovery.lab.front;

import java.util.Map;

/** An answer to go over the wire; the front adds the request id, and the checksum where the protocol has one. */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record LabResponse(int status, Map<String, String> headers, byte[] body) {}
