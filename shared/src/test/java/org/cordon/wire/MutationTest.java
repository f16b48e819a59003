// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.cordon.member.Consortium;
import org.cordon.member.ConsortiumDraft;
import org.cordon.member.ConsortiumPlan;
import org.cordon.member.Entry;
import org.cordon.suite.Body;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.task.OfferedCharter;
import org.junit.jupiter.api.Test;

/** Whatever is done to an encoding, it is either refused as malformed or it encodes to the very same bytes again. */
class MutationTest {
    private static final int MUTATIONS = 400;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final WireSamples samples = new WireSamples(seed, 5);
    private int refused;
    private int accepted;

    @Test
    void mutatedMessagesAreRefusedOrCanonical() {
        System.out.println("MutationTest seed " + seed);
        ProtoCodec codec = new ProtoCodec();
        for (Body body : samples.bodies()) {
            mutate(
                    codec.encode(body).toByteArray(),
                    bytes -> codec.encode(codec.decode(body.getClass(), Bytes.of(bytes)))
                            .toByteArray());
        }
        for (MemberMessage message : samples.memberMessages()) {
            mutate(
                    MessageCodec.encode(message).toByteArray(),
                    bytes -> MessageCodec.encode(MessageCodec.memberMessage(Bytes.of(bytes)))
                            .toByteArray());
        }
        for (CoordinatorMessage message : samples.coordinatorMessages()) {
            mutate(
                    MessageCodec.encode(message).toByteArray(),
                    bytes -> MessageCodec.encode(MessageCodec.coordinatorMessage(Bytes.of(bytes)))
                            .toByteArray());
        }
        mutate(
                CharterCodec.encode(WireCharters.small()).toByteArray(),
                bytes -> CharterCodec.encode(CharterCodec.decode(Bytes.of(bytes)))
                        .toByteArray());
        mutate(
                CharterCodec.encode(WireCharters.under(WireCharters.ADAPTIVE)).toByteArray(),
                bytes -> CharterCodec.encode(CharterCodec.decode(Bytes.of(bytes)))
                        .toByteArray());
        assertThat(refused).isGreaterThan(1000);
        assertThat(accepted).isGreaterThan(1000);
    }

    @Test
    void mutatedHistoriesAndApprovalsAreRefusedOrCanonical() {
        System.out.println("MutationTest seed " + seed);
        ConsortiumPlan plan = ConsortiumPlan.of("test", List.of("a", "b", "c", "d", "e"));
        try (ConsortiumDraft draft =
                ConsortiumDraft.create(plan, Randomness.secure(), InstantSource.system())) {
            Consortium consortium = HistoryCodec.found(draft);
            Entry founding = consortium.entries().get(0);
            mutate(
                    founding.exact().toByteArray(),
                    bytes -> HistoryCodec.encode(HistoryCodec.decode(Bytes.of(bytes))).toByteArray());
            mutate(
                    HistoryCodec.encodeEntry(founding).toByteArray(),
                    bytes -> HistoryCodec.encodeEntry(HistoryCodec.decodeEntry(Bytes.of(bytes)))
                            .toByteArray());
            mutate(
                    HistoryCodec.encodeHistory(consortium.entries()).toByteArray(),
                    bytes -> HistoryCodec.encodeHistory(HistoryCodec.decodeHistory(Bytes.of(bytes)))
                            .toByteArray());
            OfferedCharter offered = CharterCodec.approve(WireCharters.small(), consortium, draft);
            mutate(
                    CharterCodec.encodeOffered(offered).toByteArray(),
                    bytes -> CharterCodec.encodeOffered(CharterCodec.decodeOffered(Bytes.of(bytes)))
                            .toByteArray());
            mutate(
                    HistoryCodec.encodeApprovals(offered.approvals()).toByteArray(),
                    bytes -> HistoryCodec.encodeApprovals(HistoryCodec.decodeApprovals(Bytes.of(bytes)))
                            .toByteArray());
        }
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void mutatedBulkIsRefusedOrCanonical() {
        System.out.println("MutationTest seed " + seed);
        UploadPart.Data data = new UploadPart.Data(70_000, ByteBuffer.wrap(samples.array(300)));
        mutate(
                bytes(Methods.UPLOAD.streamRequest(data)),
                encoded -> bytes(
                        Methods.UPLOAD.streamRequest(Methods.UPLOAD.parseRequest(new ByteArrayInputStream(encoded)))));
        mutate(
                bytes(Methods.UPLOAD.streamRequest(new UploadPart.Statement(samples.statement()))),
                encoded -> bytes(
                        Methods.UPLOAD.streamRequest(Methods.UPLOAD.parseRequest(new ByteArrayInputStream(encoded)))));
        mutate(
                bytes(Methods.FETCH_BLOCKS.streamResponse(samples.block(300))),
                encoded -> bytes(Methods.FETCH_BLOCKS.streamResponse(
                        Methods.FETCH_BLOCKS.parseResponse(new ByteArrayInputStream(encoded)))));
        mutate(
                bytes(Methods.FETCH_STATE.streamResponse(samples.bytes(300))),
                encoded -> bytes(Methods.FETCH_STATE.streamResponse(
                        Methods.FETCH_STATE.parseResponse(new ByteArrayInputStream(encoded)))));
        assertThat(refused).isGreaterThan(100);
    }

    private void mutate(byte[] exact, Function<byte[], byte[]> recode) {
        assertThat(recode.apply(exact)).isEqualTo(exact);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = mutated(exact);
            Optional<byte[]> again = Optional.empty();
            long before = THREADS.getCurrentThreadAllocatedBytes();
            try {
                again = Optional.of(recode.apply(mutated));
                accepted++;
            } catch (MalformedBody malformed) {
                assertThat(malformed).hasMessageContaining(" must ");
                refused++;
            }
            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            again.ifPresent(bytes -> assertThat(bytes).isEqualTo(mutated));
            assertThat(allocated).isLessThan(2_000_000L + 100L * mutated.length);
        }
    }

    private byte[] mutated(byte[] exact) {
        byte[] copy = exact.clone();
        int at = random.nextInt(copy.length);
        return switch (random.nextInt(6)) {
            case 0 -> {
                copy[at] ^= (byte) (1 << random.nextInt(8));
                yield copy;
            }
            case 1 -> Arrays.copyOf(copy, at);
            case 2 -> Arrays.copyOf(copy, copy.length + 1 + random.nextInt(20));
            case 3 -> insert(copy, at, Arrays.copyOfRange(copy, at, Math.min(copy.length, at + random.nextInt(80))));
            case 4 -> insert(copy, at, new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07});
            default -> insert(copy, random.nextBoolean() ? copy.length : 0, new byte[] {(byte) 0xfa, 0x01, 1, 7});
        };
    }

    private static byte[] insert(byte[] exact, int at, byte[] piece) {
        byte[] longer = Arrays.copyOf(exact, exact.length + piece.length);
        System.arraycopy(piece, 0, longer, at, piece.length);
        System.arraycopy(exact, at, longer, at + piece.length, exact.length - at);
        return longer;
    }

    private static byte[] bytes(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
