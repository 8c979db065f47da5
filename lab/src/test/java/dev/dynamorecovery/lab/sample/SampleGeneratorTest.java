package dev.dynamorecovery.lab.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SampleGeneratorTest {

    @Property(tries = 30)
    void shouldKeepEveryInvariantForAnySeedAndSize(
            @ForAll long seed, @ForAll @IntRange(min = 10, max = 2_000) int size) {
        List<SampleItem> items = new SampleGenerator(seed).items(size);

        assertThat(items).hasSizeGreaterThanOrEqualTo(size);
        SampleModel model = modelOf(items);
        assertThat(model.itemCount()).as("no key twice").isEqualTo(items.size());
        SampleInvariants.assertHold(model);
    }

    @Property(tries = 10)
    void shouldMakeTheSameItemsForTheSameSeed(@ForAll long seed) {
        assertThat(new SampleGenerator(seed).items(300)).isEqualTo(new SampleGenerator(seed).items(300));
    }

    @Test
    void shouldCarryEveryAttributeTypeOfDynamoDb() {
        Set<AttributeValue.Type> types = new HashSet<>();
        new SampleGenerator(1)
                .items(200)
                .forEach(item -> item.attributes().values().forEach(value -> collectTypes(value, types)));

        Set<AttributeValue.Type> all = EnumSet.allOf(AttributeValue.Type.class);
        all.remove(AttributeValue.Type.UNKNOWN_TO_SDK_VERSION);
        assertThat(types).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void shouldSpreadItemsOverAllThreeTablesAndStatuses() {
        SampleModel model = modelOf(new SampleGenerator(7).items(2_000));

        for (SampleTable table : SampleTable.values()) {
            assertThat(model.itemsOf(table)).hasSizeGreaterThan(200);
        }
        assertThat(model.itemsOf(SampleTable.ORDERS).values().stream()
                        .map(SampleOrders::statusOf)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(OrderStatus.values());
    }

    @Property(tries = 20)
    void shouldKeepEveryInvariantThroughAnyCourseOfBusiness(@ForAll long seed) {
        SampleModel model = modelOf(new SampleGenerator(seed).items(120));
        SampleSession session = new SampleSession(model, new SplittableRandom(seed), 0, 1);
        Set<Class<?>> kinds = new HashSet<>();

        for (int change = 0; change < 400; change++) {
            for (SampleWrite write : session.next()) {
                kinds.add(write.getClass());
                write.applyTo(model);
            }
        }

        assertThat(kinds)
                .containsExactlyInAnyOrder(
                        SampleWrite.Insert.class, SampleWrite.Update.class, SampleWrite.Delete.class);
        SampleInvariants.assertHold(model);
    }

    static SampleModel modelOf(List<SampleItem> items) {
        SampleModel model = new SampleModel();
        items.forEach(model::put);
        return model;
    }

    private static void collectTypes(AttributeValue value, Set<AttributeValue.Type> types) {
        types.add(value.type());
        if (value.hasL()) {
            value.l().forEach(element -> collectTypes(element, types));
        }
        if (value.hasM()) {
            value.m().values().forEach(element -> collectTypes(element, types));
        }
    }
}
