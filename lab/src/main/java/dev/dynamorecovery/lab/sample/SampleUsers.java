package dev.dynamorecovery.lab.sample;

import static dev.dynamorecovery.lab.sample.Attributes.binary;
import static dev.dynamorecovery.lab.sample.Attributes.binarySet;
import static dev.dynamorecovery.lab.sample.Attributes.bool;
import static dev.dynamorecovery.lab.sample.Attributes.list;
import static dev.dynamorecovery.lab.sample.Attributes.longOf;
import static dev.dynamorecovery.lab.sample.Attributes.map;
import static dev.dynamorecovery.lab.sample.Attributes.nothing;
import static dev.dynamorecovery.lab.sample.Attributes.number;
import static dev.dynamorecovery.lab.sample.Attributes.numberSet;
import static dev.dynamorecovery.lab.sample.Attributes.text;
import static dev.dynamorecovery.lab.sample.Attributes.textSet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Makes and changes sample users: between them they carry every attribute type of DynamoDB. */
final class SampleUsers {

    private static final List<String> GIVEN_NAMES =
            List.of("Ada", "Bjørn", "Chloé", "Dragoș", "Edsger", "Fatima", "Grace", "Hiroshi", "Ірина", "José");
    private static final List<String> FAMILY_NAMES =
            List.of("Lovelace", "Ångström", "Dubois", "Ionescu", "Dijkstra", "al-Zahrani", "Hopper", "山田", "Núñez");
    private static final List<String> TAGS =
            List.of("early-adopter", "newsletter", "beta", "wholesale", "staff", "press", "réseau", "vip");
    private static final List<String> STREETS =
            List.of("Harbour Street", "Rue de la Paix", "Lindenallee", "Strada Unirii", "桜通り");
    private static final List<String> THEMES = List.of("light", "dark", "contrast");
    private static final List<String> LANGUAGES = List.of("en", "fr", "de", "ro", "ja");

    private final SplittableRandom random;

    SampleUsers(SplittableRandom random) {
        this.random = random;
    }

    static String userId(int number) {
        return String.format(Locale.ROOT, "user-%06d", number);
    }

    Map<String, AttributeValue> user(int number) {
        String userId = userId(number);
        Instant createdAt = SampleGenerator.EPOCH.plus(Duration.ofMinutes(random.nextInt(500_000)));
        Map<String, AttributeValue> user = new HashMap<>();
        user.put("userId", text(userId));
        user.put("email", text(userId + "@example.com"));
        user.put("name", text(pick(GIVEN_NAMES) + " " + pick(FAMILY_NAMES)));
        user.put("balance", number(random.nextInt(1_000_000)));
        user.put("tags", textSet(someOf(TAGS)));
        user.put("scores", numberSet(scores()));
        user.put("avatars", binarySet(List.of(bytes(12), bytes(16))));
        user.put("photo", binary(bytes(48 + random.nextInt(48))));
        user.put("active", bool(random.nextInt(10) > 0));
        user.put("deletedAt", nothing());
        user.put("preferences", preferences());
        user.put("addresses", list(List.of(address(true), address(false)).subList(0, 1 + random.nextInt(2))));
        user.put("createdAt", text(createdAt.toString()));
        user.put("version", number(1));
        user.put(WriterName.ATTRIBUTE, WriterName.APPLICATION.value());
        if (random.nextInt(10) == 0) {
            user.put("expiresAt", number(SampleGenerator.FAR_FUTURE.getEpochSecond() + random.nextInt(86_400)));
        }
        return Map.copyOf(user);
    }

    /** The user after one ordinary change of profile. */
    Map<String, AttributeValue> changed(Map<String, AttributeValue> user) {
        Map<String, AttributeValue> changed = new HashMap<>(user);
        switch (random.nextInt(4)) {
            case 0 -> changed.put("preferences", preferences());
            case 1 -> changed.put("tags", textSet(someOf(TAGS)));
            case 2 -> changed.put("addresses", list(List.of(address(true), address(false))));
            default -> changed.put("balance", number(random.nextInt(1_000_000)));
        }
        changed.put("version", number(longOf(SampleGenerator.attribute(user, "version")) + 1));
        return Map.copyOf(changed);
    }

    private AttributeValue preferences() {
        return map(Map.of(
                "language", text(pick(LANGUAGES)),
                "theme", text(pick(THEMES)),
                "newsletter", bool(random.nextBoolean()),
                "channels", list(List.of(text("email"), text(random.nextBoolean() ? "sms" : "push"), number(1))),
                "limits", map(Map.of("daily", number(random.nextInt(5_000)), "note", nothing()))));
    }

    private AttributeValue address(boolean primary) {
        return map(Map.of(
                "street", text((1 + random.nextInt(200)) + " " + pick(STREETS)),
                "postalCode", text(String.format(Locale.ROOT, "%05d", random.nextInt(100_000))),
                "primary", bool(primary)));
    }

    private List<String> scores() {
        Set<String> scores = new LinkedHashSet<>();
        for (int i = 0; i <= random.nextInt(4); i++) {
            scores.add((random.nextInt(2_000) - 1_000) + "." + (1 + random.nextInt(9)));
        }
        return List.copyOf(scores);
    }

    private List<String> someOf(List<String> values) {
        List<String> some = new ArrayList<>();
        for (String value : values) {
            if (random.nextInt(3) == 0) {
                some.add(value);
            }
        }
        return some.isEmpty() ? List.of(pick(values)) : List.copyOf(some);
    }

    private byte[] bytes(int sizeBytes) {
        byte[] bytes = new byte[sizeBytes];
        random.nextBytes(bytes);
        return bytes;
    }

    private String pick(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
