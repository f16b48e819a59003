// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.cordon.log.Hash;
import org.cordon.record.Leaf;
import org.cordon.record.LogRecord;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

/** A leaf and a blob of every kind: there and back, one encoding only, and nothing but a sentence for everything else. */
class LeafCodecTest {
    private static final String GOLDEN = "/tlog/golden-leaves.txt";
    private static final int MUTATIONS = 400;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final LeafSamples samples = new LeafSamples(seed);
    private int refused;
    private int accepted;

    @Test
    void samplesAreOfEveryKind() {
        Set<Class<?>> kinds = samples.leaves().stream()
                .map(leaf -> leaf.statement().record().getClass())
                .collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder(LogRecord.class.getPermittedSubclasses());
    }

    @Test
    void everyKindOfLeafReadsAsItWasWritten() {
        System.out.println("LeafCodecTest seed " + seed);
        for (Leaf leaf : samples.leaves()) {
            Leaf read = LeafCodec.decode(leaf.exact());
            assertThat(read).isEqualTo(leaf);
            assertThat(LeafCodec.encode(read.statement())).isEqualTo(leaf.statementBytes());
            assertThat(recode(leaf.exact())).isEqualTo(leaf.exact());
            assertThat(leaf.exact().size()).isLessThan(2048);
        }
    }

    @Test
    void everyKindOfBlobReadsAsItWasWritten() {
        System.out.println("LeafCodecTest seed " + seed);
        for (Blob blob : blobs()) {
            assertThat(blob.recode().apply(blob.exact())).isEqualTo(blob.exact());
        }
        var inputs = samples.inputs();
        assertThat(BlobCodec.inputs(BlobCodec.inputs(inputs))).isEqualTo(inputs);
        var secrets = samples.secrets();
        assertThat(BlobCodec.secrets(BlobCodec.secrets(secrets))).isEqualTo(secrets);
        var certificate = samples.certificate();
        assertThat(BlobCodec.certificate(BlobCodec.certificate(certificate))).isEqualTo(certificate);
        var survivors = samples.survivors();
        assertThat(BlobCodec.survivors(BlobCodec.survivors(survivors))).isEqualTo(survivors);
        var cohort = samples.cohort();
        assertThat(BlobCodec.cohort(BlobCodec.cohort(cohort))).isEqualTo(cohort);
        var open = samples.open();
        assertThat(BlobCodec.open(BlobCodec.open(open))).isEqualTo(open);
        var roster = samples.roster();
        assertThat(BlobCodec.roster(BlobCodec.roster(roster))).isEqualTo(roster);
    }

    @Test
    void whateverIsDoneToALeafIsRefusedInASentenceOrIsALeafToo() {
        System.out.println("LeafCodecTest seed " + seed);
        for (Leaf leaf : samples.leaves()) {
            mutate(leaf.exact(), LeafCodecTest::recode);
        }
        mutate(samples.noise(), LeafCodecTest::recode);
        assertThat(refused).isGreaterThan(1000);
        assertThat(accepted).isGreaterThan(1000);
    }

    @Test
    void whateverIsDoneToABlobIsRefusedInASentenceOrIsABlobToo() {
        System.out.println("LeafCodecTest seed " + seed);
        for (Blob blob : blobs()) {
            mutate(blob.exact(), blob.recode());
        }
        assertThat(refused).isGreaterThan(500);
    }

    /** Leaves are never written again: whoever changes an encoding makes every log there is unreadable. */
    @Test
    void encodingsAreThoseOnRecord() throws IOException {
        try (InputStream stream = Objects.requireNonNull(LeafCodecTest.class.getResourceAsStream(GOLDEN))) {
            String recorded = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(recorded.lines()).containsExactlyElementsOf(golden());
        }
    }

    /** A name, the leaf and its hash in hexadecimal digits for each kind. */
    static List<String> golden() {
        List<String> lines = new ArrayList<>();
        for (Leaf leaf : new LeafSamples(20_261_121).leaves()) {
            byte[] exact = leaf.exact().toByteArray();
            lines.add(leaf.statement().record().getClass().getSimpleName() + " "
                    + HexFormat.of().formatHex(exact) + " "
                    + Hash.ofLeaf(exact).hex());
        }
        return lines;
    }

    @Test
    void aMembersRecordHasItsSendersSignatureAlone() {
        Leaf upload = samples.leaves().stream()
                .filter(leaf -> leaf.statement().record() instanceof LogRecord.UploadReceipt)
                .findFirst()
                .orElseThrow();
        org.cordon.proto.v1.Leaf.Builder leaf = parsed(upload).toBuilder();
        assertThatThrownBy(() -> decode(leaf.clone().clearBy()))
                .isInstanceOf(MalformedBody.class)
                .hasMessageContaining("must be the member's one signature");
        assertThatThrownBy(() -> decode(leaf.clone().addBy(leaf.getBy(0)))).isInstanceOf(MalformedBody.class);
        int other = leaf.getBy(0).getMember() + 1;
        assertThatThrownBy(() ->
                        decode(leaf.clone().setBy(0, leaf.getBy(0).toBuilder().setMember(other))))
                .isInstanceOf(MalformedBody.class)
                .hasMessageContaining("must be the sender of the body");
    }

    @Test
    void aLeafWithoutAStatementOrABodyIsRefused() {
        Leaf any = samples.leaves().get(0);
        assertThatThrownBy(() -> decode(parsed(any).toBuilder().clearStatement()))
                .isInstanceOf(MalformedBody.class);
        assertThatThrownBy(() -> LeafCodec.decode(Bytes.EMPTY)).isInstanceOf(MalformedBody.class);
        ByteString without = statement(any).toBuilder().clearBody().build().toByteString();
        assertThatThrownBy(() -> decode(parsed(any).toBuilder().setStatement(without)))
                .isInstanceOf(MalformedBody.class);
        ByteString version = statement(any).toBuilder().setVersion(2).build().toByteString();
        assertThatThrownBy(() -> decode(parsed(any).toBuilder().setStatement(version)))
                .isInstanceOf(MalformedBody.class)
                .hasMessageContaining("version");
    }

    @Test
    void aLeafThatIsTooLongIsRefused() {
        assertThatThrownBy(() -> LeafCodec.decode(Bytes.wrap(new byte[Leaf.MAX_BYTES + 1])))
                .isInstanceOf(MalformedBody.class);
        byte[] large = new byte[1 << 20];
        Arrays.fill(large, (byte) 0x0a);
        assertThatThrownBy(() -> LeafCodec.decode(Bytes.wrap(large))).isInstanceOf(MalformedBody.class);
    }

    private static org.cordon.proto.v1.Leaf parsed(Leaf leaf) {
        try {
            return org.cordon.proto.v1.Leaf.parseFrom(leaf.exact().toByteArray());
        } catch (InvalidProtocolBufferException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static org.cordon.proto.v1.Statement statement(Leaf leaf) {
        try {
            return org.cordon.proto.v1.Statement.parseFrom(leaf.statementBytes().toByteArray());
        } catch (InvalidProtocolBufferException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Leaf decode(org.cordon.proto.v1.Leaf.Builder leaf) {
        return LeafCodec.decode(Bytes.wrap(leaf.build().toByteArray()));
    }

    /** What a leaf says, written again. */
    static Bytes recode(Bytes exact) {
        Leaf leaf = LeafCodec.decode(exact);
        return LeafCodec.leaf(leaf.statement(), leaf.by()).exact();
    }

    private record Blob(Bytes exact, Function<Bytes, Bytes> recode) {}

    private List<Blob> blobs() {
        return List.of(
                new Blob(BlobCodec.roster(samples.roster()), exact -> BlobCodec.roster(BlobCodec.roster(exact))),
                new Blob(BlobCodec.open(samples.open()), exact -> BlobCodec.open(BlobCodec.open(exact))),
                new Blob(BlobCodec.cohort(samples.cohort()), exact -> BlobCodec.cohort(BlobCodec.cohort(exact))),
                new Blob(
                        BlobCodec.survivors(samples.survivors()),
                        exact -> BlobCodec.survivors(BlobCodec.survivors(exact))),
                new Blob(
                        BlobCodec.certificate(samples.certificate()),
                        exact -> BlobCodec.certificate(BlobCodec.certificate(exact))),
                new Blob(BlobCodec.secrets(samples.secrets()), exact -> BlobCodec.secrets(BlobCodec.secrets(exact))),
                new Blob(BlobCodec.inputs(samples.inputs()), exact -> BlobCodec.inputs(BlobCodec.inputs(exact))));
    }

    private void mutate(Bytes exact, Function<Bytes, Bytes> recode) {
        for (int i = 0; i < MUTATIONS; i++) {
            Bytes mutated = Bytes.wrap(mutated(exact.toByteArray()));
            Optional<Bytes> again = Optional.empty();
            try {
                again = Optional.of(recode.apply(mutated));
                accepted++;
            } catch (MalformedBody malformed) {
                assertThat(malformed).hasMessageContaining(" must ");
                refused++;
            }
            again.ifPresent(bytes -> assertThat(bytes).isEqualTo(mutated));
        }
    }

    private byte[] mutated(byte[] exact) {
        int at = random.nextInt(exact.length + 1);
        byte[] piece = Arrays.copyOfRange(exact, at, Math.min(exact.length, at + 1 + random.nextInt(40)));
        return switch (random.nextInt(6)) {
            case 0 -> flip(exact, at);
            case 1 -> Arrays.copyOf(exact, at);
            case 2 -> Arrays.copyOf(exact, exact.length + 1 + random.nextInt(20));
            case 3 -> insert(exact, at, piece);
            case 4 -> insert(exact, at, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07});
            default -> insert(exact, random.nextBoolean() ? exact.length : 0, new byte[] {(byte) 0xfa, 0x01, 1, 7});
        };
    }

    private byte[] flip(byte[] exact, int at) {
        byte[] copy = exact.clone();
        if (at < copy.length) {
            copy[at] ^= (byte) (1 << random.nextInt(8));
        }
        return copy;
    }

    private static byte[] insert(byte[] exact, int at, byte[] piece) {
        byte[] longer = Arrays.copyOf(exact, exact.length + piece.length);
        System.arraycopy(piece, 0, longer, at, piece.length);
        System.arraycopy(exact, at, longer, at + piece.length, exact.length - at);
        return longer;
    }
}
