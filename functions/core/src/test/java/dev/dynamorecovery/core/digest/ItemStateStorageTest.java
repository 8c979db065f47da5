package dev.dynamorecovery.core.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dynamorecovery.core.item.AttributeValue;
import dev.dynamorecovery.core.item.HashKey;
import dev.dynamorecovery.core.item.HashedItem;
import dev.dynamorecovery.core.item.Item;
import dev.dynamorecovery.core.item.ItemHasher;
import dev.dynamorecovery.core.item.ItemSink;
import dev.dynamorecovery.core.item.KeySchema;
import dev.dynamorecovery.core.store.InMemoryObjectStore;
import dev.dynamorecovery.core.store.ObjectNotFoundException;
import dev.dynamorecovery.core.store.ObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ItemStateStorageTest {

    private static final int SMALL_CHUNK_BYTES = 16 * 1024;

    private final ItemHasher hasher = new ItemHasher(HashKey.of(new byte[HashKey.BYTES]), KeySchema.of("id"));
    private final ObjectStore store = new InMemoryObjectStore();

    @Test
    void shouldReadBackEveryFingerprintOfAllSegments() {
        List<Item> items = items(2000);
        fingerprint(items.subList(0, 1500), "baseline/fingerprints/0");
        fingerprint(items.subList(1500, 2000), "baseline/fingerprints/1");

        assertThat(store.list("baseline/fingerprints/0/chunk-")).hasSizeGreaterThan(5);
        assertThat(read("baseline/fingerprints", BucketSet.all()))
                .containsExactlyInAnyOrderElementsOf(items.stream()
                        .map(item -> (ItemState) Fingerprint.of(item, hasher))
                        .toList());
    }

    @Test
    void shouldReadOnlyTheBucketsAskedFor() {
        List<Item> items = items(500);
        fingerprint(items, "f");
        int bucket = hasher.bucketOf(items.get(17));

        assertThat(read("f", BucketSet.of(bucket)))
                .extracting(state -> state.key().toString())
                .contains("id=item-17")
                .hasSizeLessThan(4);
    }

    @Test
    void shouldOpenOnlyTheItemsOfTheBucketsAskedFor() {
        List<Item> items = items(500);
        BucketSet buckets = BucketSet.of(hasher.bucketOf(items.get(3)), hasher.bucketOf(items.get(4)));
        ItemStateWriter writer = new ItemStateWriter(store, "opened/0", SMALL_CHUNK_BYTES);
        ItemSink opener = new BucketOpener(hasher, buckets, writer::add);
        items.forEach(opener::accept);
        writer.finish();

        List<ItemState> opened = read("opened", BucketSet.all());

        assertThat(opened)
                .extracting(state -> state.key().toString())
                .contains("id=item-3", "id=item-4")
                .hasSizeLessThan(6);
        assertThat(opened)
                .allSatisfy(state -> assertThat(state)
                        .isInstanceOfSatisfying(
                                WholeItem.class,
                                whole -> assertThat(hasher.hash(whole.item()))
                                        .isEqualTo(new HashedItem(whole.bucket(), whole.hash()))));
    }

    @Test
    void shouldDigestWhileFingerprinting() {
        List<Item> items = items(100);
        BucketedDigest digest = fingerprint(items, "f");
        ItemDigester plain = new ItemDigester(hasher, new BucketedDigest());
        items.forEach(plain::accept);

        assertThat(digest).isEqualTo(plain.digest());
    }

    @Test
    void shouldNotCountWhatAFailedWorkerLeft() {
        ItemStateWriter failed = new ItemStateWriter(store, "f/0", SMALL_CHUNK_BYTES);
        items(2000).forEach(item -> failed.add(Fingerprint.of(item, hasher)));
        assertThat(read("f", BucketSet.all())).isEmpty();

        fingerprint(items(10), "f/0");

        assertThat(read("f", BucketSet.all())).hasSize(10);
    }

    @Test
    void shouldNotTakeTheStatesOfAnotherPrefix() {
        fingerprint(items(10), "f/1");

        assertThat(read("f/1", BucketSet.all())).hasSize(10);
        assertThat(read("f/", BucketSet.all())).isEmpty();
        assertThat(read("f/10", BucketSet.all())).isEmpty();
    }

    @Test
    void shouldNameAChunkThatIsGone() {
        fingerprint(items(10), "f/0");
        ObjectStore damaged = new DamagedStore(store, "f/0/chunk-00000", null);

        assertThatThrownBy(() -> new StoredItemStates(damaged, "f").read(BucketSet.all(), state -> {}))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("f/0/chunk-00000");
    }

    @Test
    void shouldRefuseTruncatedChunksAtEveryLength() throws IOException {
        fingerprint(items(5), "f/0");
        byte[] chunk = bytes("f/0/chunk-00000");
        for (int length = 0; length < chunk.length; length++) {
            assertRefused(Arrays.copyOf(chunk, length));
        }
    }

    @Test
    void shouldNeverReadOtherStatesFromACorruptedChunk() throws IOException {
        fingerprint(items(5), "f/0");
        List<ItemState> intact = read("f", BucketSet.all());
        byte[] chunk = bytes("f/0/chunk-00000");
        int refused = 0;
        for (int index = 0; index < chunk.length; index++) {
            byte[] corrupted = chunk.clone();
            corrupted[index] ^= 0x10;
            List<ItemState> states = new ArrayList<>();
            try {
                new StoredItemStates(new DamagedStore(store, "f/0/chunk-00000", corrupted), "f")
                        .read(BucketSet.all(), states::add);
                // gzip's header has bytes that mean nothing, such as its modification time.
                assertThat(states).isEqualTo(intact);
            } catch (CorruptedDataException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(chunk.length - 8);
    }

    @Test
    void shouldRefuseACountOfChunksThatIsNoNumber() {
        store.write("f/0/complete", new byte[] {'x'});

        assertThatThrownBy(() -> read("f", BucketSet.all()))
                .isInstanceOf(CorruptedDataException.class)
                .hasMessageContaining("f/0/complete");
    }

    @Test
    void shouldKeepDigestsAndBucketSets() {
        StoredDigests digests = new StoredDigests(store);
        BucketedDigest first = fingerprint(items(5), "a");
        BucketedDigest second = fingerprint(items(7), "b");
        digests.write("parts/0", first);
        digests.write("parts/1", second);
        digests.write("unequal", first.unequalBuckets(second));

        assertThat(digests.read("parts/0")).isEqualTo(first);
        assertThat(digests.read("parts/1")).isEqualTo(second);
        assertThat(digests.readBuckets("unequal")).isEqualTo(first.unequalBuckets(second));
    }

    private void assertRefused(byte[] chunk) {
        ObjectStore damaged = new DamagedStore(store, "f/0/chunk-00000", chunk);
        assertThatThrownBy(() -> new StoredItemStates(damaged, "f").read(BucketSet.all(), state -> {}))
                .isInstanceOf(CorruptedDataException.class);
    }

    private BucketedDigest fingerprint(List<Item> items, String prefix) {
        ItemStateWriter writer = new ItemStateWriter(store, prefix, SMALL_CHUNK_BYTES);
        BucketedDigest digest = new BucketedDigest();
        FingerprintingDigester digester = new FingerprintingDigester(hasher, digest, writer);
        items.forEach(digester::accept);
        writer.finish();
        return digest;
    }

    private List<ItemState> read(String prefix, BucketSet buckets) {
        List<ItemState> states = new ArrayList<>();
        new StoredItemStates(store, prefix).read(buckets, states::add);
        return states;
    }

    private byte[] bytes(String key) throws IOException {
        try (InputStream in = store.open(key)) {
            return in.readAllBytes();
        }
    }

    private static List<Item> items(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new Item(Map.of(
                        "id", new AttributeValue.Text("item-" + i), "value", new AttributeValue.Numeric("" + i))))
                .toList();
    }

    /** A store in which one object is damaged, or gone where its content is null. */
    @SuppressWarnings("ArrayRecordComponent")
    private record DamagedStore(ObjectStore intact, String damaged, byte @Nullable [] content) implements ObjectStore {

        @Override
        public void write(String key, byte[] bytes) {
            throw new UncheckedIOException(new IOException("read only"));
        }

        @Override
        public InputStream open(String key) {
            if (!key.equals(damaged)) {
                return intact.open(key);
            }
            if (content == null) {
                throw new ObjectNotFoundException(key, "memory");
            }
            return new ByteArrayInputStream(content);
        }

        @Override
        public List<String> list(String prefix) {
            return intact.list(prefix);
        }
    }
}
