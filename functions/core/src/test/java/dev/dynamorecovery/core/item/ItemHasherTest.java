package dev.dynamorecovery.core.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ItemHasherTest {

    private static final HashKey KEY = HashKey.ofHex("0123456789abcdef".repeat(4));
    private static final KeySchema SCHEMA = KeySchema.of("id", "at");

    private final ItemHasher hasher = new ItemHasher(KEY, SCHEMA);

    @Provide
    Arbitrary<Item> items() {
        return AttributeValues.items();
    }

    @Property(tries = 200, seed = "20261122", edgeCases = EdgeCasesMode.NONE)
    void shouldHashAnItemAlikeHoweverItIsWritten(@ForAll("items") Item item, @ForAll long seed) {
        Item rewritten = new Item(AttributeValues.rewritten(item.attributes(), new Random(seed)));

        assertThat(hasher.hash(rewritten)).isEqualTo(hasher.hash(item));
        assertThat(ItemKey.of(rewritten, SCHEMA)).isEqualTo(ItemKey.of(item, SCHEMA));
    }

    @Test
    void shouldBeHmacSha256OfTheCanonicalFormUnderADerivedKeyCutTo128Bits() throws Exception {
        Item item = item("a", "1", "x");
        byte[] derived = hmac(HexFormat.of().parseHex(KEY.toHex()), "item".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer expected = ByteBuffer.wrap(hmac(derived, CanonicalForm.of(item)));
        ItemHash hash = new ItemHash(expected.getLong(), expected.getLong());
        byte[] form = CanonicalForm.of(item);

        assertThat(hasher.itemHash(item)).isEqualTo(hash);
        assertThat(hasher.itemHash(Item.ofCanonical(form, 0, form.length))).isEqualTo(hash);
    }

    private static byte[] hmac(byte[] key, byte[] message) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(message);
    }

    @Test
    void shouldHashShortInputsAsSipHashDoes() {
        byte[] key = new byte[16];
        byte[] message = new byte[64];
        for (int i = 0; i < message.length; i++) {
            message[i] = (byte) i;
            key[i % 16] = (byte) (i % 16);
        }
        ShortHash hash = new ShortHash(key);

        // The reference implementation's test vectors for this key and these messages.
        assertThat(hash.of(message, 0)).isEqualTo(0x726fdb47dd0e0e31L);
        assertThat(hash.of(message, 1)).isEqualTo(0x74f839c593dc67fdL);
        assertThat(hash.of(message, 8)).isEqualTo(0x93f5f5799a932462L);
        assertThat(hash.of(message, 15)).isEqualTo(0xa129ca6149be45e5L);
        assertThat(hash.of(message, 63)).isEqualTo(0x958a324ceb064572L);
    }

    @Test
    void shouldKeepAnItemInItsBucketWhateverItsState() {
        assertThat(hasher.bucketOf(item("a", "1", "x"))).isEqualTo(hasher.bucketOf(item("a", "1.0", "y")));
        assertThat(hasher.hash(item("a", "1", "x")).hash())
                .isNotEqualTo(hasher.hash(item("a", "1", "y")).hash());
    }

    @Test
    void shouldSpreadKeysOverTheBuckets() {
        Set<Integer> buckets = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            buckets.add(hasher.bucketOf(item("key-" + i, "1", "x")));
        }

        assertThat(buckets).hasSizeGreaterThan(950).allMatch(bucket -> bucket >= 0 && bucket < 65_536);
    }

    @Test
    void shouldDependOnTheSecretKey() {
        ItemHasher other = new ItemHasher(HashKey.of(new byte[HashKey.BYTES]), SCHEMA);
        Item item = item("a", "1", "x");

        assertThat(other.itemHash(item)).isNotEqualTo(hasher.itemHash(item));
        assertThat(other.attributeHash("v", new AttributeValue.Null()))
                .isNotEqualTo(hasher.attributeHash("v", new AttributeValue.Null()));
    }

    @Test
    void shouldTellAttributesApartByNameAndByValue() {
        assertThat(Set.of(
                        hasher.attributeHash("a", new AttributeValue.Text("b")),
                        hasher.attributeHash("b", new AttributeValue.Text("b")),
                        hasher.attributeHash("a", new AttributeValue.Text("a"))))
                .hasSize(3);
        assertThat(hasher.attributeHash("a", new AttributeValue.Numeric("1.0")))
                .isEqualTo(hasher.attributeHash("a", new AttributeValue.Numeric("1")));
    }

    @Test
    void shouldNameTheKeyAttributeThatAnItemLacks() {
        Item item = new Item(Map.of("id", new AttributeValue.Text("a")));

        assertThatThrownBy(() -> hasher.hash(item))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'at'");
    }

    @Test
    void shouldNeverShowTheSecretKey() {
        assertThat(KEY).hasToString("HashKey[secret]").isEqualTo(HashKey.ofHex(KEY.toHex()));
        assertThatThrownBy(() -> HashKey.of(new byte[16]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes");
    }

    @Test
    void shouldShowAKeyReadably() {
        ItemKey key = ItemKey.of(item("u-17", "3.0", "x"), SCHEMA);

        assertThat(key).hasToString("id=u-17, at=3").isEqualTo(ItemKey.ofCanonical(key.canonical()));
    }

    @Property(seed = "20261122")
    void shouldAddAndSubtractModuloTwoToThe128(
            @ForAll long high, @ForAll long low, @ForAll long otherHigh, @ForAll long otherLow) {
        ItemHash left = new ItemHash(high, low);
        ItemHash right = new ItemHash(otherHigh, otherLow);
        BigInteger sum = unsigned(left).add(unsigned(right));

        assertThat(unsigned(left.plus(right))).isEqualTo(sum.mod(BigInteger.TWO.pow(128)));
        assertThat(left.plus(right).minus(right)).isEqualTo(left);
    }

    private static BigInteger unsigned(ItemHash hash) {
        return new BigInteger(hash.toString(), 16);
    }

    private static Item item(String id, String at, String value) {
        return new Item(Map.of(
                "id", new AttributeValue.Text(id),
                "at", new AttributeValue.Numeric(at),
                "value", new AttributeValue.Text(value)));
    }
}
