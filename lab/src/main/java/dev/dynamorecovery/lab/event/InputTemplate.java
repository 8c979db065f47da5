package dev.dynamorecovery.lab.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.dynamorecovery.lab.template.EventRuleDefinition;
import dev.dynamorecovery.lab.template.TemplateException;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An input transformer: its template with a value of the event in place of each name in angle brackets. Within quotes a
 * value is part of the text; outside it keeps its quotes. A value that the event does not have leaves nothing.
 */
final class InputTemplate implements EventInput {

    private static final Pattern NAME = Pattern.compile("<([^<>\\s\"]+)>");
    private static final String RULE_ARN = "aws.events.rule-arn";
    private static final String RULE_NAME = "aws.events.rule-name";
    private static final String INGESTION_TIME = "aws.events.event.ingestion-time";
    private static final String EVENT = "aws.events.event.json";

    private final EventRuleDefinition rule;
    private final Map<String, EventPath> paths;
    private final String template;

    InputTemplate(String place, EventRuleDefinition rule, Map<String, EventPath> paths, String template) {
        this.rule = rule;
        this.paths = Map.copyOf(paths);
        this.template = template;
        NAME.matcher(template).results().map(match -> match.group(1)).forEach(name -> {
            if (value(name, MissingNode.getInstance()) == null) {
                throw new TemplateException("property " + place + ".InputTemplate names <" + name
                        + ">: declare it in InputPathsMap, which has " + new TreeSet<>(paths.keySet()));
            }
        });
    }

    @Override
    public String of(JsonNode event) {
        StringBuilder filled = new StringBuilder();
        Matcher names = NAME.matcher(template);
        int position = 0;
        while (names.find()) {
            filled.append(template, position, names.start());
            filled.append(text(value(names.group(1), event), quoted(template, names.start())));
            position = names.end();
        }
        return filled.append(template, position, template.length()).toString();
    }

    private @Nullable JsonNode value(String name, JsonNode event) {
        EventPath path = paths.get(name);
        if (path != null) {
            return path.in(event);
        }
        return switch (name) {
            case RULE_ARN -> TextNode.valueOf(rule.arn());
            case RULE_NAME -> TextNode.valueOf(rule.name());
            case INGESTION_TIME -> event.path("time");
            case EVENT -> event;
            default -> null;
        };
    }

    private static String text(@Nullable JsonNode value, boolean quoted) {
        if (value == null || value.isMissingNode()) {
            return "";
        }
        if (!quoted) {
            return value.toString();
        }
        String json = TextNode.valueOf(value.isTextual() ? value.textValue() : value.toString())
                .toString();
        return json.substring(1, json.length() - 1);
    }

    private static boolean quoted(String template, int position) {
        boolean quoted = false;
        for (int index = 0; index < position; index++) {
            if (template.charAt(index) == '"' && (index == 0 || template.charAt(index - 1) != '\\')) {
                quoted = !quoted;
            }
        }
        return quoted;
    }
}
