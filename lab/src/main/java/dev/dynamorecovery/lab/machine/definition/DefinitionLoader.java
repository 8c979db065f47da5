package dev.dynamorecovery.lab.machine.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.dynamorecovery.lab.machine.expression.JsonText;
import dev.dynamorecovery.lab.machine.integration.ResourceCatalog;
import java.time.Duration;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a definition and refuses what the lab would not run exactly as Step Functions does.
 *
 * <p>All faults are collected, each with its state and field, so that one look mends a definition.
 */
public final class DefinitionLoader {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z0-9_]+)}");
    /** Step Functions' bound of a definition, in characters. */
    private static final int LONGEST_DEFINITION = 1_048_576;

    private final ResourceCatalog catalog;

    public DefinitionLoader(ResourceCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Loads a definition.
     *
     * @param machine the machine's name, for the error
     * @param substitutions values of <code>${Name}</code>, as {@code DefinitionSubstitutions} of the template gives them
     * @throws InvalidDefinitionException with every fault
     */
    public MachineDefinition load(String machine, String definition, Map<String, String> substitutions) {
        Faults faults = new Faults();
        String text = substitute(definition, substitutions, faults);
        MachineDefinition loaded = null;
        try {
            loaded = read(text, faults);
        } catch (IllegalArgumentException e) {
            faults.add("", "", String.valueOf(e.getMessage()));
        }
        if (loaded == null || !faults.found().isEmpty()) {
            throw new InvalidDefinitionException(machine, faults.found());
        }
        return loaded;
    }

    private static String substitute(String definition, Map<String, String> substitutions, Faults faults) {
        Matcher placeholders = PLACEHOLDER.matcher(definition);
        TreeSet<String> unresolved = new TreeSet<>();
        String text = placeholders.replaceAll(match -> {
            String value = substitutions.get(match.group(1));
            if (value == null) {
                unresolved.add(match.group(1));
                return Matcher.quoteReplacement(match.group());
            }
            return Matcher.quoteReplacement(escape(value));
        });
        unresolved.forEach(
                name -> faults.add("", "DefinitionSubstitutions", "${" + name + "} is used and has no substitution"));
        return text;
    }

    private static String escape(String value) {
        String quoted = JsonText.write(TextNode.valueOf(value));
        return quoted.substring(1, quoted.length() - 1);
    }

    private @Nullable MachineDefinition read(String text, Faults faults) {
        if (text.length() > LONGEST_DEFINITION) {
            faults.add("", "", "is longer than " + LONGEST_DEFINITION + " characters");
        }
        JsonNode document = JsonText.parse(text);
        if (!(document instanceof ObjectNode node)) {
            faults.add("", "", "must be a JSON object");
            return null;
        }
        FieldReader fields = new FieldReader(node, "", "", faults);
        fields.comment();
        String version = fields.text("Version");
        if (version != null && !version.equals("1.0")) {
            fields.fault("Version", "must be 1.0, not " + version);
        }
        String language = fields.requiredText("QueryLanguage");
        if (language != null && !language.equals("JSONata")) {
            fields.fault("QueryLanguage", "the lab runs JSONata, not " + language);
        }
        int timeoutSeconds = fields.whole("TimeoutSeconds", 0, 1, 99_999_999);
        Flow flow = new FlowReader(catalog, faults).read(fields, "");
        fields.refuseRest();
        if (flow == null) {
            return null;
        }
        new FlowCheck(faults).check(flow, "");
        new VariableCheck(faults).check(flow);
        return new MachineDefinition(text, flow, timeoutSeconds == 0 ? null : Duration.ofSeconds(timeoutSeconds));
    }
}
