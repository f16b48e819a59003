// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.suite.Aead;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;

/**
 * The format in which private keys lie on disk, version 1:
 *
 * <pre>
 * magic "CORDONKF" 8 | version 1 | kind 1 | lock 1 | scrypt log2 N 1, r 1, p 1 | length of the sealed part 4 | salt 16
 * sealed part: AES-256-GCM nonce 12, ciphertext, tag 16; associated data: all bytes before it
 * SHA-256 of all bytes before it, 32
 * </pre>
 *
 * <p>Numbers are big-endian; under a key file the scrypt numbers are 0. The checksum tells damage from a wrong
 * passphrase; it protects nothing against an attacker, the tag does.
 *
 * <p><b>Guarantees.</b> What opens was locked with this lock for this kind. Sizes and costs are checked before any work.
 */
final class KeyFile {
    /** Longest file in bytes. */
    static final int MAX_BYTES = 4096;

    private static final byte[] MAGIC = "CORDONKF".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int PASSPHRASE = 1;
    private static final int UNLOCK_KEY = 2;
    private static final int SALT_BYTES = 16;
    private static final int HEADER_BYTES = MAGIC.length + 6 + Integer.BYTES + SALT_BYTES;
    private static final int CHECKSUM_BYTES = 32;

    private KeyFile() {}

    /** Whose keys a file holds. */
    enum Kind {
        NODE(1, "a node's keys"),
        OPERATOR(2, "the operator's signing key"),
        AUTHORITY(3, "the certificate authority's key"),
        APPROVER(4, "an approver's signing key"),
        WITNESS(5, "a witness's signing key");

        private final int code;
        private final String what;

        Kind(int code, String what) {
            this.code = code;
            this.what = what;
        }
    }

    /** What a file says of itself; the tag that protects it is checked only when it is opened. */
    record Header(Kind kind, String lock) {}

    static Header header(Path file, byte[] content) throws KeyFileRefused {
        requireWhole(file, content);
        int code = content[MAGIC.length + 1];
        Kind kind = Arrays.stream(Kind.values())
                .filter(one -> one.code == code)
                .findFirst()
                .orElseThrow(() -> altered(file, "its keys are of an unknown kind"));
        return switch (content[MAGIC.length + 2]) {
            case PASSPHRASE -> new Header(kind, "passphrase (scrypt, N = 2^" + content[MAGIC.length + 3] + ")");
            case UNLOCK_KEY -> new Header(kind, "key file");
            default -> throw altered(file, "its lock is of an unknown kind");
        };
    }

    /** Locks {@code keys} into a new file; the caller wipes its array. */
    static void write(Path file, Kind kind, byte[] keys, KeyLock lock, Randomness randomness) throws IOException {
        PrivateFiles.write(file, encode(kind, keys, lock, randomness));
    }

    /** Opens a file; the caller wipes the result. */
    static byte[] read(Path file, Kind kind, KeyLock lock) throws IOException {
        return decode(file, PrivateFiles.readSecret(file, MAX_BYTES), kind, lock);
    }

    static byte[] encode(Kind kind, byte[] keys, KeyLock lock, Randomness randomness) {
        byte[] salt = new byte[SALT_BYTES];
        randomness.nextBytes(salt);
        int sealedBytes = keys.length + Aead.OVERHEAD_BYTES;
        ByteBuffer out = ByteBuffer.allocate(HEADER_BYTES + sealedBytes + CHECKSUM_BYTES)
                .put(MAGIC)
                .put((byte) VERSION)
                .put((byte) kind.code)
                .put((byte) (lock.isPassphrase() ? PASSPHRASE : UNLOCK_KEY))
                .put((byte) (lock.isPassphrase() ? lock.cost().logN() : 0))
                .put((byte) (lock.isPassphrase() ? ScryptCost.BLOCK_SIZE : 0))
                .put((byte) (lock.isPassphrase() ? lock.cost().parallelism() : 0))
                .putInt(sealedBytes)
                .put(salt);
        byte[] header = Arrays.copyOf(out.array(), HEADER_BYTES);
        try (Secret key = lock.deriveKey(salt, lock.cost())) {
            out.put(Aead.seal(key, keys, header, randomness).toByteArray());
        }
        byte[] body = Arrays.copyOf(out.array(), out.position());
        return out.put(Hashes.sha256(body).toByteArray()).array();
    }

    static byte[] decode(Path file, byte[] content, Kind kind, KeyLock lock) throws KeyFileRefused {
        requireWhole(file, content);
        ByteBuffer in = ByteBuffer.wrap(content).position(MAGIC.length + 1);
        requireKind(file, in.get(), kind);
        ScryptCost cost = readCost(file, in, lock);
        byte[] salt = new byte[SALT_BYTES];
        in.position(HEADER_BYTES - SALT_BYTES).get(salt);
        Bytes sealed = Bytes.wrap(Arrays.copyOfRange(content, HEADER_BYTES, content.length - CHECKSUM_BYTES));
        try (Secret key = lock.deriveKey(salt, cost)) {
            return Aead.open(key, sealed, Arrays.copyOf(content, HEADER_BYTES))
                    .orElseThrow(() -> wrongLock(file, lock));
        }
    }

    private static void requireWhole(Path file, byte[] content) throws KeyFileRefused {
        int prefix = Math.min(MAGIC.length, content.length);
        if (!Arrays.equals(content, 0, prefix, MAGIC, 0, prefix)) {
            throw new KeyFileRefused(Reason.NOT_A_KEY_FILE, file, "is not a Cordon key file; check the path");
        }
        if (content.length < HEADER_BYTES) {
            throw truncated(file, content.length);
        }
        if (content[MAGIC.length] != VERSION) {
            throw new KeyFileRefused(
                    Reason.UNSUPPORTED_VERSION,
                    file,
                    "is a key file of version " + Byte.toUnsignedInt(content[MAGIC.length])
                            + ", but this program reads version 1; use a newer program, or restore the file");
        }
        int sealedBytes = ByteBuffer.wrap(content).getInt(MAGIC.length + 6);
        if (sealedBytes < Aead.OVERHEAD_BYTES || sealedBytes > MAX_BYTES) {
            throw altered(file, "its length field is out of range");
        }
        int whole = HEADER_BYTES + sealedBytes + CHECKSUM_BYTES;
        if (content.length < whole) {
            throw truncated(file, content.length);
        }
        int body = content.length - CHECKSUM_BYTES;
        byte[] checksum = Hashes.sha256(Arrays.copyOf(content, body)).toByteArray();
        if (content.length > whole
                || !MessageDigest.isEqual(checksum, Arrays.copyOfRange(content, body, content.length))) {
            throw altered(file, "its checksum does not match");
        }
    }

    private static void requireKind(Path file, byte found, Kind expected) throws KeyFileRefused {
        if (found == expected.code) {
            return;
        }
        String other = Arrays.stream(Kind.values())
                .filter(kind -> kind.code == found)
                .map(kind -> kind.what)
                .findFirst()
                .orElse("keys of an unknown kind");
        throw new KeyFileRefused(
                Reason.WRONG_KIND, file, "holds " + other + " and not " + expected.what + "; check the path");
    }

    private static ScryptCost readCost(Path file, ByteBuffer in, KeyLock lock) throws KeyFileRefused {
        int kind = in.get();
        int logN = in.get();
        int blockSize = in.get();
        int parallelism = in.get();
        if (kind != PASSPHRASE && kind != UNLOCK_KEY) {
            throw altered(file, "its lock is of an unknown kind");
        }
        if ((kind == PASSPHRASE) != lock.isPassphrase()) {
            throw new KeyFileRefused(
                    Reason.WRONG_LOCK,
                    file,
                    kind == PASSPHRASE
                            ? "is locked with a passphrase, but a key file was given; give the passphrase"
                            : "is locked with a key file, but a passphrase was given; give the key file");
        }
        if (kind == UNLOCK_KEY) {
            return ScryptCost.STRONG;
        }
        if (blockSize != ScryptCost.BLOCK_SIZE || !ScryptCost.isAccepted(logN, parallelism)) {
            throw altered(file, "its scrypt cost is out of range");
        }
        return new ScryptCost(logN, parallelism);
    }

    private static KeyFileRefused wrongLock(Path file, KeyLock lock) {
        return lock.isPassphrase()
                ? new KeyFileRefused(
                        Reason.WRONG_PASSPHRASE,
                        file,
                        "does not open with this passphrase; give the one it was made with")
                : new KeyFileRefused(
                        Reason.WRONG_UNLOCK_KEY,
                        file,
                        "does not open with this key file; give the one it was made with");
    }

    private static KeyFileRefused truncated(Path file, int size) {
        return new KeyFileRefused(
                Reason.TRUNCATED, file, "ends after " + size + " bytes, before its keys do; restore it from a copy");
    }

    private static KeyFileRefused altered(Path file, String how) {
        return new KeyFileRefused(Reason.ALTERED, file, "was altered: " + how + "; restore it from a copy");
    }
}
