package dev.dynamorecovery.lab.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * A SAM template as it is written: its sections, with nothing resolved but short-form tags.
 *
 * @param directory where relative paths of the template start
 */
record Template(
        Path directory,
        ObjectNode parameters,
        ObjectNode mappings,
        ObjectNode conditions,
        ObjectNode resources,
        ObjectNode outputs) {

    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Transform",
            "Description",
            "Metadata",
            "Globals",
            "Parameters",
            "Mappings",
            "Conditions",
            "Resources",
            "Outputs");
    private static final String SAM = "AWS::Serverless-2016-10-31";

    /** Reads a template file and merges its globals into its resources. */
    static Template read(Path file) throws IOException {
        Path directory = file.toAbsolutePath().normalize().getParent();
        try (Reader reader = Files.newBufferedReader(file)) {
            return of(reader, directory == null ? Path.of("") : directory);
        }
    }

    static Template of(Reader reader, Path directory) {
        ObjectNode root = TemplateYaml.read(reader);
        root.fieldNames().forEachRemaining(section -> {
            if (!SECTIONS.contains(section)) {
                throw new TemplateException("section " + section + " is not supported by the lab: remove it");
            }
        });
        JsonNode transform = root.path("Transform");
        if (!transform.isMissingNode() && !transform.asText().equals(SAM)) {
            throw new TemplateException("Transform " + transform + " is not supported by the lab: use " + SAM);
        }
        ObjectNode resources = section(root, "Resources");
        return new Template(
                directory,
                section(root, "Parameters"),
                section(root, "Mappings"),
                section(root, "Conditions"),
                SamGlobals.merge(section(root, "Globals"), resources),
                section(root, "Outputs"));
    }

    private static ObjectNode section(ObjectNode root, String name) {
        return switch (root.get(name)) {
            case null -> JsonNodeFactory.instance.objectNode();
            case ObjectNode object -> object;
            case JsonNode other ->
                throw new TemplateException("section " + name + " is " + other.getNodeType() + ": write a mapping");
        };
    }
}
