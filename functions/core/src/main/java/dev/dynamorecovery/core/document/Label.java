package dev.dynamorecovery.core.document;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The form in which documents write an enum's constant: {@code POINT_IN_TIME} is written {@code PointInTime}. */
public final class Label {

    private Label() {}

    public static String of(Enum<?> constant) {
        return Arrays.stream(constant.name().split("_", -1))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    /** All labels of an enum, in the order of its constants. */
    public static <E extends Enum<E>> List<String> all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Label::of).toList();
    }
}
