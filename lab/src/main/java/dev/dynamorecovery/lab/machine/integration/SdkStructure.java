package dev.dynamorecovery.lab.machine.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dynamorecovery.lab.machine.expression.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.traits.RequiredTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * One structure of the SDK's model, its members named as Step Functions names them (always with a capital).
 *
 * @param newBuilder makes an empty builder of it
 */
record SdkStructure(Supplier<SdkPojo> newBuilder) {

    private static String memberName(SdkField<?> field) {
        String name = field.memberName();
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private Map<String, SdkField<?>> members() {
        Map<String, SdkField<?>> members = new LinkedHashMap<>();
        newBuilder.get().sdkFields().forEach(field -> members.put(memberName(field), field));
        return members;
    }

    /** Checks a field's value as far as it is known: names of members, required ones, forms of constants. */
    void check(@Nullable Template value, String place, List<String> free, BiConsumer<String, String> fault) {
        if (value instanceof Template.Query) {
            return;
        }
        Map<String, Template> given = fields(value);
        if (given == null) {
            fault.accept(place, "must be an object");
            return;
        }
        Map<String, SdkField<?>> members = members();
        given.forEach((name, template) -> {
            SdkField<?> field = members.get(name);
            if (free.contains(name)) {
                return;
            } else if (field == null) {
                fault.accept(place + "/" + name, "the service takes no such argument; it takes " + members.keySet());
            } else {
                checkValue(field, template, place + "/" + name, fault);
                checkChoice(field, template, place + "/" + name, fault);
            }
        });
        members.forEach((name, field) -> {
            if (field.containsTrait(RequiredTrait.class) && !given.containsKey(name)) {
                fault.accept(place + "/" + name, "is required by the service");
            }
        });
    }

    private static void checkValue(SdkField<?> field, Template value, String place, BiConsumer<String, String> fault) {
        JsonNode known = value.constant();
        if (value instanceof Template.Query || (known != null && known.isNull())) {
            return; // not known yet, or the same as not given
        }
        switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> new SdkStructure(field.constructor()).check(value, place, List.of(), fault);
            case LIST -> {
                SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
                List<Template> elements = elements(value);
                if (elements == null) {
                    fault.accept(place, "must be an array");
                } else {
                    for (int i = 0; i < elements.size(); i++) {
                        checkValue(element, elements.get(i), place + "[" + i + "]", fault);
                    }
                }
            }
            case MAP -> {
                SdkField<?> element = field.getTrait(MapTrait.class).valueFieldInfo();
                Map<String, Template> entries = fields(value);
                if (entries == null) {
                    fault.accept(place, "must be an object");
                } else {
                    entries.forEach((name, entry) -> checkValue(element, entry, place + "/" + name, fault));
                }
            }
            default -> {
                if (known != null) {
                    try {
                        SdkScalars.fromJson(field, known);
                    } catch (IllegalArgumentException e) {
                        fault.accept(place, String.valueOf(e.getMessage()));
                    }
                } else {
                    fault.accept(place, "must be a single value");
                }
            }
        }
    }

    /** A text member that the model gives a fixed set of values must have one of them. */
    private void checkChoice(SdkField<?> field, Template value, String place, BiConsumer<String, String> fault) {
        JsonNode known = value.constant();
        Class<?> structure = newBuilder.get().getClass().getEnclosingClass();
        if (known == null || !known.isTextual() || structure == null) {
            return;
        }
        String getter = Character.toLowerCase(field.memberName().charAt(0))
                + field.memberName().substring(1);
        Arrays.stream(structure.getMethods())
                .filter(method -> method.getName().equals(getter)
                        && method.getParameterCount() == 0
                        && method.getReturnType().isEnum())
                .map(method -> Arrays.stream(method.getReturnType().getEnumConstants())
                        .map(String::valueOf)
                        .filter(name -> !name.equals("null"))
                        .toList())
                .filter(names -> !names.contains(known.textValue()))
                .forEach(names -> fault.accept(place, "must be one of " + names + ", not " + known));
    }

    private static @Nullable Map<String, Template> fields(@Nullable Template value) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Template.Fields object) {
            return object.fields();
        }
        if (value.constant() instanceof ObjectNode object) {
            Map<String, Template> fields = new LinkedHashMap<>();
            object.properties().forEach(entry -> fields.put(entry.getKey(), new Template.Literal(entry.getValue())));
            return fields;
        }
        return null;
    }

    private static @Nullable List<Template> elements(Template value) {
        if (value instanceof Template.Elements given) {
            return given.elements();
        }
        JsonNode array = value.constant();
        if (array != null && array.isArray()) {
            List<Template> elements = new ArrayList<>();
            array.forEach(element -> elements.add(new Template.Literal(element)));
            return elements;
        }
        return null;
    }

    /**
     * Fills a builder from JSON.
     *
     * @throws StateFailure {@code States.Runtime} when the JSON does not fit the model
     */
    SdkPojo build(JsonNode json, String place) throws StateFailure {
        if (!(json instanceof ObjectNode object)) {
            throw unfit(place, "must be an object");
        }
        SdkPojo builder = newBuilder.get();
        Map<String, SdkField<?>> members = members();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            SdkField<?> field = members.get(entry.getKey());
            if (field == null) {
                throw unfit(place + "/" + entry.getKey(), "is not supported by the service");
            }
            if (!entry.getValue().isNull()) {
                field.set(builder, value(field, entry.getValue(), place + "/" + entry.getKey()));
            }
        }
        return builder;
    }

    private static Object value(SdkField<?> field, JsonNode json, String place) throws StateFailure {
        switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> {
                SdkPojo nested = new SdkStructure(field.constructor()).build(json, place);
                return ((SdkBuilder<?, ?>) nested).build();
            }
            case LIST -> {
                if (!json.isArray()) {
                    throw unfit(place, "must be an array");
                }
                List<Object> list = new ArrayList<>();
                for (JsonNode element : json) {
                    list.add(value(field.getTrait(ListTrait.class).memberFieldInfo(), element, place + "[]"));
                }
                return list;
            }
            case MAP -> {
                if (!json.isObject()) {
                    throw unfit(place, "must be an object");
                }
                Map<String, Object> map = new LinkedHashMap<>();
                for (Map.Entry<String, JsonNode> entry : json.properties()) {
                    map.put(
                            entry.getKey(),
                            value(
                                    field.getTrait(MapTrait.class).valueFieldInfo(),
                                    entry.getValue(),
                                    place + "/" + entry.getKey()));
                }
                return map;
            }
            default -> {
                try {
                    return SdkScalars.fromJson(field, json);
                } catch (IllegalArgumentException e) {
                    throw unfit(place, String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private static StateFailure unfit(String place, String problem) {
        return new StateFailure("States.Runtime", "The field '" + place + "' " + problem + ".");
    }

    /** The structure as JSON, without members that the service did not send. */
    static ObjectNode toJson(SdkPojo structure) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (SdkField<?> field : structure.sdkFields()) {
            Object value = field.getValueOrDefault(structure);
            if (value != null && !(value instanceof SdkAutoConstructList) && !(value instanceof SdkAutoConstructMap)) {
                object.set(memberName(field), SdkScalars.toJson(value));
            }
        }
        return object;
    }
}
