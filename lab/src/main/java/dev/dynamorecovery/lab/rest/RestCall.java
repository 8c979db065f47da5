package dev.dynamorecovery.lab.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One call of a service.
 *
 * @param path what the path names, by the names of the route
 * @param query what the query names
 * @param invalid the service's code for a parameter that it does not take
 */
public record RestCall(
        String region,
        String accessKeyId,
        String operation,
        Map<String, String> path,
        Map<String, String> query,
        ObjectNode body,
        String invalid) {

    /** Refuses members of the body and parameters of the query that the lab does not act on. */
    public RestCall only(Set<String> known) {
        body.fieldNames().forEachRemaining(name -> requireKnown(name, known));
        query.keySet().forEach(name -> requireKnown(name, known));
        return this;
    }

    private void requireKnown(String name, Set<String> known) {
        if (!known.contains(name)) {
            throw fault("The lab does not support the parameter " + name + " of " + operation + ": leave it out");
        }
    }

    /** A text of the body or the query. */
    public Optional<String> text(String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.ofNullable(query.get(name)).filter(text -> !text.isEmpty());
        }
        if (value.isContainerNode()) {
            throw fault(name + " is no text");
        }
        return Optional.of(value.asText());
    }

    public String required(String name) {
        return text(name).filter(text -> !text.isEmpty()).orElseThrow(() -> fault(name + " is required"));
    }

    /** What the path names. */
    public String named(String name) {
        return Optional.ofNullable(path.get(name)).orElseThrow(() -> fault(name + " is required"));
    }

    /** A whole number within bounds. */
    public OptionalInt integer(String name, int least, int most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException notNumber) {
            throw fault(name + " " + text.get() + " is no whole number");
        }
        throw fault(name + " " + text.get() + " must be between " + least + " and " + most);
    }

    /** A moment: ISO 8601, or seconds since 1970. */
    public Optional<Instant> instant(String name) {
        return text(name).map(text -> {
            try {
                return text.contains("T")
                        ? Instant.parse(text)
                        : Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000));
            } catch (DateTimeParseException | NumberFormatException malformed) {
                throw fault(name + " " + text + " is no time");
            }
        });
    }

    /** A list of the body, empty when absent. */
    public List<JsonNode> list(String name) {
        JsonNode value = body.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isArray()) {
            throw fault(name + " is no list");
        }
        return value.valueStream().toList();
    }

    /** An object of the body, empty when absent. */
    public Optional<ObjectNode> object(String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (value instanceof ObjectNode object) {
            return Optional.of(object);
        }
        throw fault(name + " is no structure");
    }

    /** The page of a list that is asked for. */
    public <T> Page<T> page(List<T> all, String limit, int most, String token) {
        int size = integer(limit, 1, most).orElse(most);
        int from = text(token).filter(text -> !text.isEmpty()).map(this::offset).orElse(0);
        if (from > all.size()) {
            throw fault(token + " is none of a previous answer");
        }
        int to = Math.min(all.size(), from + size);
        return new Page<>(all.subList(from, to), to < all.size() ? Optional.of("page-" + to) : Optional.empty());
    }

    /** A part of a list, and the token of the next. */
    public record Page<T>(List<T> elements, Optional<String> next) {}

    private int offset(String token) {
        try {
            return Integer.parseUnsignedInt(token.replaceFirst("^page-", ""));
        } catch (NumberFormatException malformed) {
            throw fault("The token " + token + " is none of a previous answer");
        }
    }

    /** A fault by which the service refuses a parameter. */
    public ServiceFault fault(String message) {
        return ServiceFault.of(invalid, message);
    }
}
