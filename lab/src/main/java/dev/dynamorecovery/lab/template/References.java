package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;

/** What intrinsic functions may refer to. */
interface References {

    /** The value of {@code Ref}: a missing node for {@code AWS::NoValue}. */
    JsonNode ref(String name);

    String attribute(String logicalId, String attribute);

    boolean condition(String name);

    JsonNode mapping(String map, String firstKey, String secondKey);
}
