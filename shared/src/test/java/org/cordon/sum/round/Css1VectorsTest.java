// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.cordon.suite.Aead;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.HashLabel;
import org.cordon.suite.Hashes;
import org.cordon.suite.KeySchedule;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Scope;
import org.cordon.suite.Secret;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.sum.ring.Masks;
import org.cordon.sum.ring.OutOfRange;
import org.cordon.sum.ring.OverflowsRing;
import org.cordon.sum.ring.Ring;
import org.cordon.sum.ring.RingVector;
import org.cordon.sum.sharing.Shamir;
import org.cordon.sum.sharing.Share;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published vectors: the reference makes the file, the core gives the same values. */
class Css1VectorsTest {
    private static final String FILE = "/vectors/css1-sum.json";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static JsonNode file() {
        try (InputStream in = Objects.requireNonNull(Css1VectorsTest.class.getResourceAsStream(FILE))) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<JsonNode> cases() {
        return list(file().get("cases")).stream();
    }

    private static List<JsonNode> list(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false).toList();
    }

    private static byte[] bytes(JsonNode node, String field) {
        return HexFormat.of().parseHex(node.get(field).asText());
    }

    private static Digest digest(JsonNode node, String field) {
        return Digest.of(bytes(node, field));
    }

    private static Secret secret(JsonNode node, String field) {
        return Secret.of(bytes(node, field));
    }

    /** With {@code -Dcordon.vectors=PATH} the file is written there. */
    @Test
    void theFileIsWhatTheReferenceMakes() throws IOException {
        String path = System.getProperty("cordon.vectors", "");
        if (!path.isEmpty()) {
            Files.writeString(
                    Path.of(path),
                    MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(Css1Vectors.all()) + "\n");
        }
        assertThat(file()).isEqualTo(MAPPER.readTree(MAPPER.writeValueAsString(Css1Vectors.all())));
    }

    private static Secret premask(JsonNode test, int i, int j) {
        return secret(test.get("pairs").get(Math.min(i, j) + "-" + Math.max(i, j)), "premask");
    }

    private static KeySchedule schedule(JsonNode test) {
        return new KeySchedule(digest(test, "session"), test.get("epoch").asInt());
    }

    private static Scope where(JsonNode test) {
        return new Scope(
                digest(test, "session"),
                test.get("epoch").asInt(),
                test.get("round").asInt(),
                test.get("attempt").asInt(),
                Scope.COORDINATOR);
    }

    @ParameterizedTest(name = "case {index}")
    @MethodSource("cases")
    void keysOfPairs(JsonNode test) {
        KeySchedule schedule = schedule(test);
        int round = test.get("round").asInt();
        int attempt = test.get("attempt").asInt();
        Digest o = digest(test, "open");
        assertThat(Hashes.h(HashLabel.OPEN, bytes(test, "openBytes"))).isEqualTo(o);
        test.get("pairs").properties().forEach(entry -> {
            int low = Integer.parseInt(entry.getKey().split("-", -1)[0]);
            int high = Integer.parseInt(entry.getKey().split("-", -1)[1]);
            JsonNode pair = entry.getValue();
            Secret chain = schedule.chain(secret(pair, "K"), low, high, digest(test, "rosterHash"));
            for (int r = 1; r < round; r++) {
                chain = schedule.next(chain, r, low, high);
            }
            Secret roundKey = schedule.round(chain, round, low, high);
            assertThat(roundKey).isEqualTo(secret(pair, "roundKey"));
            Secret premask = schedule.premask(roundKey, round, attempt, low, high, o);
            assertThat(premask).isEqualTo(secret(pair, "premask"));
            assertThat(Commitments.premask(o, premask)).isEqualTo(digest(pair, "premaskHash"));
            assertThat(RoundMember.pairMask(schedule, where(test), high, low, premask, digest(test, "ctx")))
                    .isEqualTo(secret(pair, "maskKey"));
            for (int[] directed : new int[][] {{low, high}, {high, low}}) {
                JsonNode share = share(test, directed[0], directed[1]);
                assertThat(schedule.share(roundKey, round, attempt, directed[0], directed[1], o))
                        .isEqualTo(secret(share, "key"));
            }
        });
    }

    private static JsonNode share(JsonNode test, int sender, int receiver) {
        return list(test.get("ready").get(sender - 1).get("shares")).stream()
                .filter(s -> s.get("receiver").asInt() == receiver)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest(name = "case {index}")
    @MethodSource("cases")
    void sharesLeavesAndBundles(JsonNode test) {
        Digest o = digest(test, "open");
        int size = test.get("members").asInt();
        Shamir shamir = new Shamir(test.get("threshold").asInt(), size);
        for (JsonNode member : list(test.get("ready"))) {
            int i = member.get("member").asInt();
            assertThat(Commitments.selfMask(o, i, secret(member, "b"))).isEqualTo(digest(member, "bHash"));
            assertThat(Commitments.recoveryKey(o, i, secret(member, "k"))).isEqualTo(digest(member, "kHash"));
            List<byte[]> leaves = new ArrayList<>();
            for (JsonNode share : list(member.get("shares"))) {
                leaves.add(checkedLeaf(test, o, i, share));
            }
            assertThat(MerkleTree.root(leaves)).isEqualTo(digest(member, "pairsRoot"));
            // Of three members all are needed, and the others of one are two.
            if (size > shamir.threshold()) {
                assertThat(shamir.combine(shares(member, "sb"))).isEqualTo(secret(member, "b"));
                assertThat(shamir.combine(shares(member, "sk"))).isEqualTo(secret(member, "k"));
            }
            Secret key = schedule(test)
                    .bundle(
                            secret(member, "k"),
                            where(test).round(),
                            where(test).attempt(),
                            i,
                            o);
            assertThat(key).isEqualTo(secret(member, "bundleKey"));
            Bytes bundle = Bytes.of(bytes(member, "bundle"));
            assertThat(Hashes.blob(bundle)).isEqualTo(digest(member, "bundleHash"));
            byte[] premasks = Aead.open(key, bundle, Aead.pairAad(o, i, 0)).orElseThrow();
            int[] others = IntStream.rangeClosed(1, size).filter(j -> j != i).toArray();
            for (int at = 0; at < others.length; at++) {
                assertThat(Secret.of(Arrays.copyOfRange(premasks, 32 * at, 32 * at + 32)))
                        .isEqualTo(premask(test, i, others[at]));
            }
        }
    }

    private static byte[] checkedLeaf(JsonNode test, Digest o, int sender, JsonNode share) {
        int receiver = share.get("receiver").asInt();
        Bytes ciphertext = Bytes.of(bytes(share, "ciphertext"));
        byte[] opened = Aead.open(secret(share, "key"), ciphertext, Aead.pairAad(o, sender, receiver))
                .orElseThrow();
        assertThat(HexFormat.of().formatHex(opened))
                .isEqualTo(share.get("sb").asText() + share.get("sk").asText());
        MemberMessage.PairLeaf leaf = new MemberMessage.PairLeaf(
                receiver,
                Commitments.premask(o, premask(test, sender, receiver)),
                Commitments.selfShare(o, sender, receiver, secret(share, "sb")),
                Commitments.recoveryShare(o, sender, receiver, secret(share, "sk")),
                ciphertext);
        assertThat(leaf.selfShare()).isEqualTo(digest(share, "sbHash"));
        assertThat(leaf.recoveryShare()).isEqualTo(digest(share, "skHash"));
        byte[] hash = Commitments.leaf(o, sender, leaf);
        assertThat(hash).isEqualTo(bytes(share, "leaf"));
        return hash;
    }

    private static List<Share> shares(JsonNode member, String field) {
        return list(member.get("shares")).stream()
                .map(share -> new Share(share.get("receiver").asInt(), secret(share, field)))
                .toList();
    }

    @ParameterizedTest(name = "case {index}")
    @MethodSource("cases")
    void uploadsAndSum(JsonNode test) {
        Ring ring = new Ring(test.get("wordBits").asInt());
        Scope where = where(test);
        Digest ctx = digest(test, "ctx");
        assertThat(Commitments.context(digest(test, "open"), headers(test))).isEqualTo(ctx);
        RoundConfiguration configuration = new RoundConfiguration(
                "test",
                test.get("length").asInt(),
                test.get("maxAbs").asLong(),
                Optional.empty(),
                test.get("members").asInt(),
                test.get("threshold").asInt());
        assertThat(configuration.ring()).isEqualTo(ring);
        List<Integer> dropped =
                list(test.get("dropped")).stream().map(JsonNode::asInt).toList();
        RingVector sum = RingVector.zeros(ring, configuration.words());
        for (JsonNode member : list(test.get("ready"))) {
            RingVector masked = masked(test, member, configuration);
            assertThat(masked.toByteArray()).isEqualTo(bytes(member, "y"));
            assertThat(Commitments.vectorRoot(masked)).isEqualTo(digest(member, "uploadRoot"));
            if (!dropped.contains(member.get("member").asInt())) {
                sum.addInPlace(masked);
            }
        }
        try (MemberState.MaskSeeds seeds =
                Unmasking.seeds(where, ctx, openedSelfMasks(test, dropped), openedMembers(test, dropped))) {
            Masks.apply(sum, seeds.plus(), seeds.minus());
        }
        assertThat(sum.toByteArray()).isEqualTo(bytes(test, "sum"));
        assertThat(Hashes.blob(sum.toByteArray())).isEqualTo(digest(test, "sumHash"));
        assertThat(sum.signed(sum.length() - 1)).isEqualTo(configuration.members() - dropped.size());
    }

    /** The hash takes the exact bytes; the body beside them plays no part. */
    private static List<Signed<RoundBody.Ready>> headers(JsonNode test) {
        Digest o = digest(test, "open");
        RoundBody.Ready any = new RoundBody.Ready(where(test), o, o, o, o, o, Bytes.EMPTY);
        return list(test.get("ready")).stream()
                .map(m -> new Signed<>(any, Bytes.of(bytes(m, "header")), Signature.of(new byte[64])))
                .toList();
    }

    private static RingVector masked(JsonNode test, JsonNode member, RoundConfiguration configuration) {
        int i = member.get("member").asInt();
        long[] values = list(member.get("x")).stream()
                .mapToLong(JsonNode::asLong)
                .limit(configuration.length())
                .toArray();
        RingVector vector = configuration.contribution(values);
        KeySchedule schedule = schedule(test);
        Scope where = where(test);
        Digest ctx = digest(test, "ctx");
        List<Secret> plus = new ArrayList<>();
        List<Secret> minus = new ArrayList<>();
        Secret self = schedule.self(secret(member, "b"), where.round(), where.attempt(), i, ctx);
        assertThat(self).isEqualTo(secret(member, "selfKey"));
        plus.add(self);
        for (int j = 1; j <= configuration.members(); j++) {
            if (j != i) {
                (j > i ? plus : minus).add(RoundMember.pairMask(schedule, where, i, j, premask(test, i, j), ctx));
            }
        }
        Masks.apply(vector, plus, minus);
        return vector;
    }

    private static List<RoundBody.OpenedSelfMask> openedSelfMasks(JsonNode test, List<Integer> dropped) {
        return list(test.get("ready")).stream()
                .filter(m -> !dropped.contains(m.get("member").asInt()))
                .map(m -> new RoundBody.OpenedSelfMask(m.get("member").asInt(), Bytes.of(bytes(m, "b"))))
                .toList();
    }

    private static List<RoundBody.OpenedMember> openedMembers(JsonNode test, List<Integer> dropped) {
        return dropped.stream()
                .map(u -> new RoundBody.OpenedMember(
                        u,
                        IntStream.rangeClosed(1, test.get("members").asInt())
                                .filter(j -> j != u)
                                .mapToObj(j -> openedPair(test, u, j, dropped.contains(j)))
                                .toList()))
                .toList();
    }

    private static RoundBody.OpenedPair openedPair(JsonNode test, int u, int j, boolean closed) {
        Digest any = digest(test, "open");
        Bytes premask = MemberState.opened(premask(test, u, j));
        return new RoundBody.OpenedPair(
                j,
                closed ? Optional.empty() : Optional.of(premask),
                closed ? Optional.of(any) : Optional.empty(),
                any,
                any,
                any);
    }

    @Test
    void blocksOfAnUpload() {
        JsonNode blocks = file().get("blocks");
        int words = blocks.get("words").asInt();
        long[] values = new long[words];
        for (int k = 0; k < words; k++) {
            values[k] = (short) (k * 40503L);
        }
        Ring ring = new Ring(blocks.get("wordBits").asInt());
        byte[] packed = new byte[2 * words];
        for (int k = 0; k < words; k++) {
            packed[2 * k] = (byte) values[k];
            packed[2 * k + 1] = (byte) (values[k] >> 8);
        }
        assertThat(Commitments.vectorRoot(RingVector.of(ring, packed))).isEqualTo(digest(blocks, "root"));
    }

    @Test
    void negativeVectorsAreRefused() {
        JsonNode negative = file().get("negative");
        for (JsonNode open : list(negative.get("open"))) {
            assertThat(Aead.open(secret(open, "key"), Bytes.of(bytes(open, "ciphertext")), bytes(open, "aad")))
                    .as(open.get("why").asText())
                    .isEmpty();
        }
        for (JsonNode combine : list(negative.get("combine"))) {
            List<Share> shares = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                shares.add(new Share(
                        combine.get("indexes").get(i).asInt(),
                        Secret.of(HexFormat.of()
                                .parseHex(combine.get("shares").get(i).asText()))));
            }
            assertThat(new Shamir(combine.get("threshold").asInt(), 5).combine(shares))
                    .as(combine.get("why").asText())
                    .isNotEqualTo(secret(combine, "secret"));
        }
        for (JsonNode values : list(negative.get("values"))) {
            RoundConfiguration configuration =
                    new RoundConfiguration("test", 2, values.get("maxAbs").asLong(), Optional.empty(), 3, 3);
            long[] x =
                    list(values.get("x")).stream().mapToLong(JsonNode::asLong).toArray();
            assertThatThrownBy(() -> configuration.contribution(x)).isInstanceOf(OutOfRange.class);
        }
    }

    @Test
    void ringsAtTheirBounds() {
        for (JsonNode ring : list(file().get("rings"))) {
            BigInteger bound = new BigInteger(ring.get("bound").asText());
            int wordBits = ring.get("wordBits").asInt();
            if (wordBits == 0) {
                assertThatThrownBy(() -> Ring.smallestFor(bound)).isInstanceOf(OverflowsRing.class);
            } else {
                assertThat(Ring.smallestFor(bound)).isEqualTo(new Ring(wordBits));
            }
        }
    }
}
