// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.pkcs11.Pin;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;

/**
 * What private keys are locked with at rest: a passphrase, or a file of 32 random bytes.
 *
 * <p><b>Guarantees.</b> Passphrases go through scrypt (RFC 7914) with N = 2^17, r = 8, p = 1 and a salt per file. Never
 * prints; {@link #close()} wipes.
 *
 * <p><b>Does not check</b> where the file of 32 bytes lies: beside the keys it protects only copies that leave it out,
 * such as backups.
 */
public final class KeyLock implements AutoCloseable {
    /** Shortest passphrase in characters. */
    public static final int MIN_PASSPHRASE = 12;

    private static final int MAX_UTF8 = 3;
    private static final int MAX_PASSPHRASE_FILE = 4096;
    private static final byte[] LABEL = "cordon/key-file/1".getBytes(StandardCharsets.US_ASCII);

    private final boolean isPassphrase;
    private final byte[] secret;
    private final ScryptCost cost;

    private KeyLock(boolean isPassphrase, byte[] secret, ScryptCost cost) {
        this.isPassphrase = isPassphrase;
        this.secret = secret;
        this.cost = cost;
    }

    /** A passphrase of at least 12 characters; the caller keeps and should wipe its own array. */
    public static KeyLock passphrase(char[] passphrase) {
        return passphrase(passphrase, ScryptCost.STRONG);
    }

    static KeyLock passphrase(char[] passphrase, ScryptCost cost) {
        if (passphrase.length < MIN_PASSPHRASE) {
            throw new IllegalArgumentException(
                    "passphrase must be at least 12 characters, but was " + passphrase.length);
        }
        byte[] bytes = utf8(passphrase);
        return new KeyLock(true, bytes, cost);
    }

    /** Reads a passphrase from the first line of a file that only its owner can read. */
    public static KeyLock passphraseFile(Path file) throws IOException {
        byte[] bytes = PrivateFiles.readSecret(file, MAX_PASSPHRASE_FILE);
        char[] line = firstLine(bytes);
        try {
            return passphrase(line);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(line, '\0');
        }
    }

    /** Reads the PIN of a token from the first line of a file that only its owner can read; the caller closes it. */
    public static Pin pinFile(Path file) throws IOException {
        byte[] bytes = PrivateFiles.readSecret(file, MAX_PASSPHRASE_FILE);
        char[] line = firstLine(bytes);
        try {
            return Pin.of(line);
        } finally {
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(line, '\0');
        }
    }

    private static char[] firstLine(byte[] content) {
        return new String(content, StandardCharsets.UTF_8)
                .lines()
                .findFirst()
                .orElse("")
                .toCharArray();
    }

    private static byte[] utf8(char[] passphrase) {
        ByteBuffer encoded = ByteBuffer.allocate(MAX_UTF8 * passphrase.length);
        try {
            CoderResult result = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(passphrase), encoded, true);
            if (!result.isUnderflow()) {
                throw new IllegalArgumentException("passphrase must be well-formed text, but was not");
            }
            return Arrays.copyOf(encoded.array(), encoded.position());
        } finally {
            Arrays.fill(encoded.array(), (byte) 0);
        }
    }

    /** Reads a file of exactly 32 bytes that only its owner can read. */
    public static KeyLock keyFile(Path file) throws IOException {
        byte[] bytes = PrivateFiles.readSecret(file, Secret.BYTES);
        if (bytes.length != Secret.BYTES) {
            throw new KeyFileRefused(
                    Reason.TRUNCATED, file, "must be 32 bytes, but was " + bytes.length + "; restore it from a copy");
        }
        return new KeyLock(false, bytes, ScryptCost.STRONG);
    }

    /** Writes a new file of 32 random bytes with mode 0600, and opens it. */
    public static KeyLock createKeyFile(Path file, Randomness randomness) throws IOException {
        byte[] bytes = new byte[Secret.BYTES];
        randomness.nextBytes(bytes);
        PrivateFiles.write(file, bytes);
        return new KeyLock(false, bytes, ScryptCost.STRONG);
    }

    boolean isPassphrase() {
        return isPassphrase;
    }

    /** The cost for new files. */
    ScryptCost cost() {
        return cost;
    }

    /** The AES-256 key of one file; {@code fileCost} is the one in its header and counts for passphrases only. */
    Secret deriveKey(byte[] salt, ScryptCost fileCost) {
        byte[] key = isPassphrase
                ? SCrypt.generate(
                        secret, salt, 1 << fileCost.logN(), ScryptCost.BLOCK_SIZE, fileCost.parallelism(), Secret.BYTES)
                : hmac(salt);
        try {
            return Secret.of(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] hmac(byte[] salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update(LABEL);
            return mac.doFinal(salt);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime lacks HMAC-SHA256", e);
        }
    }

    @Override
    public void close() {
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
        return "KeyLock";
    }
}
