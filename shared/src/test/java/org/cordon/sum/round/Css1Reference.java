// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * css/1 once more, straight from docs/protocol.md with javax.crypto and big integers: slow, obvious, and without a line of the
 * core, so that both can only agree on what the document says.
 */
final class Css1Reference {
    private final byte[] session;
    private final int epoch;

    Css1Reference(byte[] session, int epoch) {
        this.session = session;
        this.epoch = epoch;
    }

    static byte[] cat(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] u16(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    static byte[] u32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    static byte[] lp(byte[] bytes) {
        return cat(u32(bytes.length), bytes);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** H(label; fields). */
    static byte[] hash(String label, byte[]... fields) {
        byte[] all = lp(ascii("css/1/" + label));
        for (byte[] field : fields) {
            all = cat(all, lp(field));
        }
        return sha256(all);
    }

    /** HKDF-Expand to 32 bytes: one block. */
    byte[] expand(String label, byte[] key, int round, int attempt, int i, int j, byte[] hash) {
        byte[] info = cat(
                lp(ascii("css/1/" + label)),
                lp(session),
                u32(epoch),
                u32(round),
                u16(attempt),
                u16(i),
                u16(j),
                lp(hash));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(cat(info, new byte[] {1}));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** CK_1 from K, stepped to RK_r. */
    byte[] roundKey(byte[] pairKey, int low, int high, byte[] rosterHash, int round) {
        byte[] chain = expand("chain", pairKey, 0, 0, low, high, rosterHash);
        for (int r = 1; r < round; r++) {
            chain = expand("next", chain, r, 0, low, high, new byte[0]);
        }
        return expand("round", chain, round, 0, low, high, new byte[0]);
    }

    /** Nonce, ciphertext, tag. */
    static byte[] seal(byte[] key, byte[] nonce, byte[] plaintext, byte[] open, int sender, int receiver) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(cat(open, u16(sender), u16(receiver)));
            return cat(nonce, cipher.doFinal(plaintext));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] keystream(byte[] key, int bytes) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(new byte[16]));
            return cipher.doFinal(new byte[bytes]);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Little-endian words of W/8 bytes. */
    static BigInteger[] words(byte[] packed, int wordBits) {
        int width = wordBits / 8;
        BigInteger[] words = new BigInteger[packed.length / width];
        for (int k = 0; k < words.length; k++) {
            BigInteger word = BigInteger.ZERO;
            for (int b = width - 1; b >= 0; b--) {
                word = word.shiftLeft(8).or(BigInteger.valueOf(packed[k * width + b] & 0xff));
            }
            words[k] = word;
        }
        return words;
    }

    static byte[] packed(BigInteger[] words, int wordBits) {
        int width = wordBits / 8;
        byte[] packed = new byte[words.length * width];
        for (int k = 0; k < words.length; k++) {
            BigInteger word = words[k].mod(BigInteger.ONE.shiftLeft(wordBits));
            for (int b = 0; b < width; b++) {
                packed[k * width + b] = word.shiftRight(8 * b).byteValue();
            }
        }
        return packed;
    }

    /** Adds sign times the keystream of key. */
    static void mask(BigInteger[] vector, int wordBits, byte[] key, int sign) {
        BigInteger[] stream = words(keystream(key, vector.length * wordBits / 8), wordBits);
        for (int k = 0; k < vector.length; k++) {
            vector[k] = vector[k].add(stream[k].multiply(BigInteger.valueOf(sign)));
        }
    }

    /** RFC 6962 section 2.1, by its definition. */
    static byte[] merkle(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return sha256(new byte[0]);
        }
        if (leaves.size() == 1) {
            return sha256(cat(new byte[] {0}, leaves.get(0)));
        }
        int split = Integer.highestOneBit(leaves.size() - 1);
        return sha256(
                cat(new byte[] {1}, merkle(leaves.subList(0, split)), merkle(leaves.subList(split, leaves.size()))));
    }

    /** The product in GF(2^8) modulo 0x11b. */
    static int times(int left, int right) {
        int product = 0;
        for (int bit = 0; bit < 8; bit++) {
            if ((right >> bit & 1) == 1) {
                product ^= left << bit;
            }
        }
        for (int bit = 14; bit >= 8; bit--) {
            if ((product >> bit & 1) == 1) {
                product ^= 0x11b << (bit - 8);
            }
        }
        return product;
    }

    /** The polynomial with this constant term and these further coefficients, at x. */
    static byte[] share(byte[] secret, List<byte[]> coefficients, int x) {
        byte[] share = new byte[secret.length];
        for (int b = 0; b < secret.length; b++) {
            int value = 0;
            for (int degree = coefficients.size(); degree >= 1; degree--) {
                value = times(value ^ (coefficients.get(degree - 1)[b] & 0xff), x);
            }
            share[b] = (byte) (value ^ secret[b]);
        }
        return share;
    }
}
