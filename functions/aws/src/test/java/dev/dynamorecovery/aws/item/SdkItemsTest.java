package dev.dynamorecovery.aws.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemGenerator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class SdkItemsTest {

    @Provide
    Arbitrary<Item> items() {
        return ItemGenerator.wellFormedItems();
    }

    @Property(tries = 300, seed = "20261122", edgeCases = EdgeCasesMode.NONE)
    void shouldComeBackFromTheSdkUnchanged(@ForAll("items") Item item) {
        assertThat(SdkItems.toItem(SdkItems.toSdk(item))).isEqualTo(item);
    }

    @Test
    void shouldRefuseAValueOfAnUnknownType() {
        AttributeValue unknown = AttributeValue.builder().build();

        assertThatThrownBy(() -> SdkItems.toValue(unknown))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("newer SDK");
    }
}
