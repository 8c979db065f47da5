package dev.dynamorecovery.lab.machine.expression;

import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The functions that Step Functions adds to JSONata, and JSONata's clock and dice in a form that tests can hold still. */
final class StepFunctionsLibrary {

    private static final Set<String> HASHES = Set.of("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512");
    /** Step Functions' own bound of {@code $range}: an array of 1,000 elements. */
    private static final int RANGE_LIMIT = 1000;

    private final InstantSource clock;
    private final Entropy entropy;

    StepFunctionsLibrary(InstantSource clock, Entropy entropy) {
        this.clock = clock;
        this.entropy = entropy;
    }

    void bindTo(Frame frame) {
        bind(
                frame,
                "partition",
                "<an:a>",
                arguments -> partition(list(arguments, 0), whole(arguments, 1, "partition")));
        bind(frame, "range", "<nnn:a>", StepFunctionsLibrary::range);
        bind(frame, "hash", "<ss:s>", arguments -> hash(text(arguments, 0), text(arguments, 1)));
        bind(frame, "random", "<n?:n>", arguments -> random(argument(arguments, 0)));
        bind(frame, "uuid", "<:s>", arguments -> entropy.uuid().toString());
        bind(frame, "parse", "<s:x>", arguments -> parse(text(arguments, 0)));
        long now = clock.millis();
        bind(frame, "millis", "<:n>", arguments -> now);
        bind(
                frame,
                "now",
                "<s?s?:s>",
                arguments -> com.dashjoin.jsonata.Functions.dateTimeFromMillis(
                        now, (String) argument(arguments, 0), (String) argument(arguments, 1)));
    }

    private interface Body {
        @Nullable
        Object apply(List<?> arguments);
    }

    private static void bind(Frame frame, String name, String signature, Body body) {
        frame.bind(name, new JFunction((input, arguments) -> body.apply(arguments), signature));
    }

    private static @Nullable Object argument(List<?> arguments, int index) {
        return index < arguments.size() ? arguments.get(index) : null;
    }

    private static String text(List<?> arguments, int index) {
        if (argument(arguments, index) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("argument " + (index + 1) + " must be a string");
    }

    private static List<?> list(List<?> arguments, int index) {
        if (argument(arguments, index) instanceof List<?> list) {
            return list;
        }
        throw new IllegalArgumentException("argument " + (index + 1) + " must be an array");
    }

    private static long whole(List<?> arguments, int index, String function) {
        if (argument(arguments, index) instanceof Number number && number.doubleValue() == number.longValue()) {
            return number.longValue();
        }
        throw new IllegalArgumentException("argument " + (index + 1) + " of $" + function + " must be a whole number");
    }

    private static List<Object> partition(List<?> elements, long size) {
        if (size < 1) {
            throw new IllegalArgumentException("the chunk size of $partition must be above 0, not " + size);
        }
        List<Object> chunks = new ArrayList<>();
        for (int from = 0; from < elements.size(); from += (int) Math.min(size, Integer.MAX_VALUE / 2)) {
            int to = (int) Math.min(elements.size(), from + size);
            chunks.add(new ArrayList<>(elements.subList(from, to)));
        }
        return chunks;
    }

    private static List<Object> range(List<?> arguments) {
        long first = whole(arguments, 0, "range");
        long last = whole(arguments, 1, "range");
        long step = whole(arguments, 2, "range");
        if (step == 0) {
            throw new IllegalArgumentException("the step of $range must not be 0");
        }
        List<Object> numbers = new ArrayList<>();
        for (long value = first; step > 0 ? value <= last : value >= last; value += step) {
            if (numbers.size() == RANGE_LIMIT) {
                throw new IllegalArgumentException("$range gives at most " + RANGE_LIMIT + " elements");
            }
            numbers.add(value);
        }
        return numbers;
    }

    private static String hash(String data, String algorithm) {
        if (!HASHES.contains(algorithm)) {
            throw new IllegalArgumentException(
                    "$hash knows MD5, SHA-1, SHA-256, SHA-384 and SHA-512, not " + algorithm);
        }
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(data.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + algorithm, e);
        }
    }

    private double random(@Nullable Object seed) {
        return seed instanceof Number number
                ? new Random(Double.doubleToLongBits(number.doubleValue())).nextDouble()
                : entropy.fraction();
    }

    private static Object parse(String json) {
        JsonNode node = JsonText.parse(json);
        return JsonataValues.toJsonata(node);
    }
}
