package dev.dynamorecovery.lab.event;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.dynamorecovery.lab.template.TemplateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JSON path into an event: names and indexes only. */
record EventPath(JsonPointer pointer) {

    private static final Pattern PATH = Pattern.compile("\\$((?:\\.[A-Za-z0-9_-]+|\\[[0-9]+])*)");
    private static final Pattern STEP = Pattern.compile("\\.([A-Za-z0-9_-]+)|\\[([0-9]+)]");

    static EventPath parse(String place, String path) {
        Matcher whole = PATH.matcher(path);
        if (!whole.matches()) {
            throw new TemplateException("property " + place + " is " + path
                    + ": the lab knows paths of names and indexes, such as $.detail.name or $.resources[0]");
        }
        StringBuilder pointer = new StringBuilder();
        Matcher step = STEP.matcher(whole.group(1));
        while (step.find()) {
            pointer.append('/').append(step.group(1) == null ? step.group(2) : step.group(1));
        }
        return new EventPath(JsonPointer.compile(pointer.toString()));
    }

    /** The value there; a missing node when the event has none. */
    JsonNode in(JsonNode event) {
        return event.at(pointer);
    }
}
