// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import static java.util.Objects.requireNonNull;
import static org.cordon.sum.round.Css1Reference.ascii;
import static org.cordon.sum.round.Css1Reference.cat;
import static org.cordon.sum.round.Css1Reference.hash;
import static org.cordon.sum.round.Css1Reference.merkle;
import static org.cordon.sum.round.Css1Reference.packed;
import static org.cordon.sum.round.Css1Reference.sha256;
import static org.cordon.sum.round.Css1Reference.share;
import static org.cordon.sum.round.Css1Reference.u16;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the published vectors with the reference alone; every input is SHA-256 of its name, so that anybody can make them. */
final class Css1Vectors {
    static final int EPOCH = 7;
    static final int ROUND = 3;
    static final int ATTEMPT = 1;

    private Css1Vectors() {}

    static Map<String, Object> all() {
        Map<String, Object> file = new LinkedHashMap<>();
        file.put("title", "css/1 secure sum test vectors");
        file.put("source", "docs/protocol.md; made by Css1Vectors with javax.crypto alone");
        file.put(
                "format",
                List.of(
                        "All byte strings are hexadecimal. Members and receivers are manifest indexes from 1.",
                        "header: bytes that stand for the exact bytes of a member's ready body; any format gives the same ctx rule.",
                        "pairs: K = K_ij, roundKey = RK_r after stepping the chain, premask = p_ij, maskKey = Expand(p_ij, mask).",
                        "members.shares: coefficients are those of x^1 to x^(t-1), nonce is the one of AES-256-GCM.",
                        "x: signed values with the count slot last; y and sum: packed little-endian words of wordBits / 8 bytes.",
                        "uploadRoot and sumHash are Y_i and H(sum). U1 is everybody; U2 is U1 without dropped.",
                        "negative.open: AES-GCM that must not verify. negative.combine: shares that must not give the secret.",
                        "negative.values: x that must be refused. rings: bound and the W it takes, 0 where there is none."));
        file.put(
                "cases",
                List.of(
                        sumCase("sixteen bits", 3, 16, 3, List.of()),
                        sumCase("twenty-four bits, one dropped", 4, 24, 5, List.of(2)),
                        sumCase("sixty-four bits, two dropped", 7, 64, 2, List.of(1, 6))));
        file.put("blocks", blocks());
        file.put("negative", negative());
        file.put("rings", rings());
        return file;
    }

    private static byte[] named(String name) {
        return sha256(ascii("css/1 vector " + name));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] bytes(Map<String, Object> entry, String field) {
        return HexFormat.of().parseHex((String) requireNonNull(entry.get(field)));
    }

    private static String pair(int i, int j) {
        return Math.min(i, j) + "-" + Math.max(i, j);
    }

    private static Map<String, Object> sumCase(String name, int size, int wordBits, int length, List<Integer> dropped) {
        int threshold = 2 * size / 3 + 1;
        byte[] session = named(name + " session");
        byte[] rosterHash = named(name + " roster");
        byte[] openBytes = cat(ascii("open of "), named(name));
        byte[] o = hash("open", openBytes);
        Css1Reference reference = new Css1Reference(session, EPOCH);
        Map<String, Map<String, Object>> pairs = new LinkedHashMap<>();
        for (int i = 1; i <= size; i++) {
            for (int j = i + 1; j <= size; j++) {
                byte[] pairKey = named(name + " K " + i + " " + j);
                byte[] roundKey = reference.roundKey(pairKey, i, j, rosterHash, ROUND);
                byte[] premask = reference.expand("premask", roundKey, ROUND, ATTEMPT, i, j, o);
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("K", hex(pairKey));
                entry.put("roundKey", hex(roundKey));
                entry.put("premask", hex(premask));
                entry.put("premaskHash", hex(hash("p", o, premask)));
                pairs.put(pair(i, j), entry);
            }
        }
        List<Map<String, Object>> members = new ArrayList<>();
        List<byte[]> headers = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            Map<String, Object> member = ready(name, reference, o, i, size, threshold, pairs);
            headers.add(bytes(member, "header"));
            members.add(member);
        }
        byte[] ctx = hash("ctx", o, merkle(headers));
        pairs.forEach((key, entry) -> {
            int low = Integer.parseInt(key.substring(0, key.indexOf('-')));
            int high = Integer.parseInt(key.substring(key.indexOf('-') + 1));
            entry.put(
                    "maskKey", hex(reference.expand("mask", bytes(entry, "premask"), ROUND, ATTEMPT, low, high, ctx)));
        });
        long maxAbs = maxAbs(size, wordBits);
        BigInteger[] sum = zeros(length + 1);
        for (Map<String, Object> member : members) {
            BigInteger[] x = upload(reference, member, members.size(), pairs, ctx, new Shape(wordBits, length, maxAbs));
            if (!dropped.contains(member.get("member"))) {
                for (int k = 0; k < sum.length; k++) {
                    sum[k] = sum[k].add(x[k]);
                }
            }
        }
        Map<String, Object> test = new LinkedHashMap<>();
        test.put("name", name);
        test.put("members", size);
        test.put("threshold", threshold);
        test.put("wordBits", wordBits);
        test.put("length", length);
        test.put("maxAbs", maxAbs);
        test.put("session", hex(session));
        test.put("epoch", EPOCH);
        test.put("rosterHash", hex(rosterHash));
        test.put("round", ROUND);
        test.put("attempt", ATTEMPT);
        test.put("openBytes", hex(openBytes));
        test.put("open", hex(o));
        test.put("pairs", pairs);
        test.put("ready", members);
        test.put("ctx", hex(ctx));
        test.put("dropped", dropped);
        test.put("sum", hex(packed(sum, wordBits)));
        test.put("sumHash", hex(hash("blob", packed(sum, wordBits))));
        return test;
    }

    private record Shape(int wordBits, int length, long maxAbs) {}

    /** The widest bound that N members may have in the ring. */
    private static long maxAbs(int size, int wordBits) {
        return BigInteger.ONE
                .shiftLeft(wordBits - 1)
                .subtract(BigInteger.ONE)
                .divide(BigInteger.valueOf(size))
                .longValueExact();
    }

    private static BigInteger[] zeros(int length) {
        BigInteger[] zeros = new BigInteger[length];
        Arrays.fill(zeros, BigInteger.ZERO);
        return zeros;
    }

    private static Map<String, Object> ready(
            String name,
            Css1Reference reference,
            byte[] o,
            int i,
            int size,
            int threshold,
            Map<String, Map<String, Object>> pairs) {
        byte[] b = named(name + " b " + i);
        byte[] k = named(name + " k " + i);
        List<byte[]> forB = new ArrayList<>();
        List<byte[]> forK = new ArrayList<>();
        for (int degree = 1; degree < threshold; degree++) {
            forB.add(named(name + " coefficient of b " + i + " " + degree));
            forK.add(named(name + " coefficient of k " + i + " " + degree));
        }
        List<Map<String, Object>> shares = new ArrayList<>();
        List<byte[]> leaves = new ArrayList<>();
        byte[] premasks = new byte[0];
        for (int j = 1; j <= size; j++) {
            if (j != i) {
                Map<String, Object> entry = pairs.getOrDefault(pair(i, j), Map.of());
                premasks = cat(premasks, bytes(entry, "premask"));
                byte[] key = reference.expand("share", bytes(entry, "roundKey"), ROUND, ATTEMPT, i, j, o);
                byte[] sb = share(b, forB, j);
                byte[] sk = share(k, forK, j);
                byte[] ciphertext = Css1Reference.seal(key, nonce(name + " ct " + i + " " + j), cat(sb, sk), o, i, j);
                byte[] sbHash = hash("sb", o, u16(i), u16(j), sb);
                byte[] skHash = hash("sk", o, u16(i), u16(j), sk);
                byte[] leaf = hash(
                        "leaf",
                        o,
                        u16(i),
                        u16(j),
                        bytes(entry, "premaskHash"),
                        hash("blob", ciphertext),
                        sbHash,
                        skHash);
                leaves.add(leaf);
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("receiver", j);
                one.put("key", hex(key));
                one.put("sb", hex(sb));
                one.put("sk", hex(sk));
                one.put("ciphertext", hex(ciphertext));
                one.put("sbHash", hex(sbHash));
                one.put("skHash", hex(skHash));
                one.put("leaf", hex(leaf));
                shares.add(one);
            }
        }
        byte[] bundleKey = reference.expand("bundle", k, ROUND, ATTEMPT, i, 0, o);
        byte[] bundle = Css1Reference.seal(bundleKey, nonce(name + " E " + i), premasks, o, i, 0);
        byte[] root = merkle(leaves);
        Map<String, Object> member = new LinkedHashMap<>();
        member.put("member", i);
        member.put("b", hex(b));
        member.put("bHash", hex(hash("b", o, u16(i), b)));
        member.put("k", hex(k));
        member.put("kHash", hex(hash("k", o, u16(i), k)));
        member.put("coefficientsOfB", forB.stream().map(Css1Vectors::hex).toList());
        member.put("coefficientsOfK", forK.stream().map(Css1Vectors::hex).toList());
        member.put("shares", shares);
        member.put("pairsRoot", hex(root));
        member.put("bundleKey", hex(bundleKey));
        member.put("bundle", hex(bundle));
        member.put("bundleHash", hex(hash("blob", bundle)));
        member.put("header", hex(cat(ascii("header of "), u16(i), root)));
        return member;
    }

    private static byte[] nonce(String name) {
        return Arrays.copyOf(named(name), 12);
    }

    private static BigInteger[] upload(
            Css1Reference reference,
            Map<String, Object> member,
            int size,
            Map<String, Map<String, Object>> pairs,
            byte[] ctx,
            Shape shape) {
        int i = (Integer) requireNonNull(member.get("member"));
        BigInteger[] x = zeros(shape.length() + 1);
        for (int w = 0; w < shape.length(); w++) {
            // The bounds themselves first, then anything between.
            long value = w == 0
                    ? shape.maxAbs()
                    : w == 1 ? -shape.maxAbs() : shape.maxAbs() / (i + w) * (w % 2 == 0 ? 1 : -1);
            x[w] = BigInteger.valueOf(value);
        }
        x[shape.length()] = BigInteger.ONE;
        BigInteger[] y = x.clone();
        byte[] selfKey = reference.expand("self", bytes(member, "b"), ROUND, ATTEMPT, i, 0, ctx);
        Css1Reference.mask(y, shape.wordBits(), selfKey, 1);
        for (int j = 1; j <= size; j++) {
            if (j != i) {
                byte[] key = bytes(pairs.getOrDefault(pair(i, j), Map.of()), "maskKey");
                Css1Reference.mask(y, shape.wordBits(), key, j > i ? 1 : -1);
            }
        }
        byte[] packed = packed(y, shape.wordBits());
        member.put("selfKey", hex(selfKey));
        member.put("x", List.of(x).stream().map(BigInteger::longValueExact).toList());
        member.put("y", hex(packed));
        member.put("uploadRoot", hex(merkle(List.of(packed))));
        return x;
    }

    /** Two blocks and a bit: word k is k * 40503 modulo 2^16. */
    private static Map<String, Object> blocks() {
        int words = 2 * 4096 + 3;
        BigInteger[] vector = new BigInteger[words];
        for (int k = 0; k < words; k++) {
            vector[k] = BigInteger.valueOf(k * 40503L);
        }
        byte[] packed = packed(vector, 16);
        List<byte[]> leaves = List.of(
                Arrays.copyOfRange(packed, 0, 8192),
                Arrays.copyOfRange(packed, 8192, 16384),
                Arrays.copyOfRange(packed, 16384, packed.length));
        Map<String, Object> blocks = new LinkedHashMap<>();
        blocks.put("wordBits", 16);
        blocks.put("words", words);
        blocks.put("rule", "word k is k * 40503 modulo 2^16");
        blocks.put("root", hex(merkle(leaves)));
        return blocks;
    }

    private static Map<String, Object> negative() {
        byte[] key = named("negative key");
        byte[] o = named("negative open");
        byte[] sealed = Css1Reference.seal(key, nonce("negative"), named("plain"), o, 3, 5);
        List<Map<String, Object>> open = new ArrayList<>();
        byte[] aad = cat(o, u16(3), u16(5));
        open.add(opening("sender and receiver swapped", key, sealed, cat(o, u16(5), u16(3))));
        open.add(opening("as a bundle", key, sealed, cat(o, u16(3), u16(0))));
        open.add(opening("another open", key, sealed, cat(named("other"), u16(3), u16(5))));
        open.add(opening("another key", named("other key"), sealed, aad));
        for (int at : new int[] {0, 12, sealed.length - 1}) {
            byte[] flipped = sealed.clone();
            flipped[at] ^= 1;
            open.add(opening("byte " + at + " flipped", key, flipped, aad));
        }
        open.add(opening("cut", key, Arrays.copyOf(sealed, sealed.length - 1), aad));
        byte[] secret = named("secret");
        List<byte[]> coefficients = List.of(named("c1"), named("c2"));
        byte[] wrong = share(secret, coefficients, 4);
        wrong[31] ^= 1;
        List<Map<String, Object>> combine = List.of(
                combining(
                        "one share of another member",
                        secret,
                        1,
                        share(secret, coefficients, 1),
                        2,
                        share(secret, coefficients, 2),
                        3,
                        share(secret, coefficients, 4)),
                combining(
                        "one share altered",
                        secret,
                        1,
                        share(secret, coefficients, 1),
                        2,
                        share(secret, coefficients, 2),
                        4,
                        wrong));
        Map<String, Object> negative = new LinkedHashMap<>();
        negative.put("open", open);
        negative.put("combine", combine);
        negative.put(
                "values",
                List.of(
                        Map.of("maxAbs", 100, "x", List.of(0, 101)),
                        Map.of("maxAbs", 100, "x", List.of(-101, 0)),
                        Map.of("maxAbs", 100, "x", List.of(0, Long.MIN_VALUE))));
        return negative;
    }

    private static Map<String, Object> opening(String why, byte[] key, byte[] sealed, byte[] aad) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("why", why);
        entry.put("key", hex(key));
        entry.put("ciphertext", hex(sealed));
        entry.put("aad", hex(aad));
        return entry;
    }

    private static Map<String, Object> combining(
            String why, byte[] secret, int x1, byte[] s1, int x2, byte[] s2, int x3, byte[] s3) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("why", why);
        entry.put("threshold", 3);
        entry.put("secret", hex(secret));
        entry.put("indexes", List.of(x1, x2, x3));
        entry.put("shares", List.of(hex(s1), hex(s2), hex(s3)));
        return entry;
    }

    private static List<Map<String, Object>> rings() {
        List<Map<String, Object>> rings = new ArrayList<>();
        for (int wordBits = 16; wordBits <= 64; wordBits += 8) {
            BigInteger least = BigInteger.ONE.shiftLeft(wordBits - 1);
            rings.add(ring(least.subtract(BigInteger.ONE), wordBits));
            rings.add(ring(least, wordBits == 64 ? 0 : wordBits + 8));
        }
        return rings;
    }

    private static Map<String, Object> ring(BigInteger bound, int wordBits) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("bound", bound.toString());
        entry.put("wordBits", wordBits);
        return entry;
    }
}
