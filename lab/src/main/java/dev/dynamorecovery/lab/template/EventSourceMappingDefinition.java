package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An event source mapping of the template.
 *
 * @param id the UUID that {@code Ref} gives
 * @param create a CreateEventSourceMapping request
 */
public record EventSourceMappingDefinition(String logicalId, String id, ObjectNode create) {}
