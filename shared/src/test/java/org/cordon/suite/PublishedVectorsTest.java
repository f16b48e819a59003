// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cordon.suite.TestVectors.field;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.Test;

/** The primitives against the values of their specifications, as any clone can check them. */
class PublishedVectorsTest {
    @Test
    void rfc7748() {
        for (Map<String, byte[]> vector : TestVectors.read("rfc7748.txt")) {
            byte[] output = new byte[32];
            X25519.scalarMult(field(vector, "scalar"), 0, field(vector, "u"), 0, output, 0);
            assertThat(output).isEqualTo(field(vector, "output"));
        }
    }

    @Test
    void rfc8032() {
        for (Map<String, byte[]> vector : TestVectors.read("rfc8032.txt")) {
            byte[] message = field(vector, "message");
            Signature signature = Signature.of(field(vector, "signature"));
            try (SigningKey key = SigningKey.of(Secret.of(field(vector, "seed")))) {
                assertThat(key.verifyKey()).isEqualTo(VerifyKey.of(field(vector, "key")));
                assertThat(key.signRaw(message)).isEqualTo(signature);
                assertThat(Verifier.verifyRaw(key.verifyKey(), message, signature))
                        .isTrue();
            }
        }
    }

    @Test
    void rfc5869() {
        for (Map<String, byte[]> vector : TestVectors.read("rfc5869.txt")) {
            byte[] key = Kdf.extract(field(vector, "salt"), field(vector, "ikm"));
            assertThat(key).isEqualTo(field(vector, "prk"));
            byte[] expected = field(vector, "okm");
            assertThat(Kdf.expand(key, field(vector, "info"), expected.length)).isEqualTo(expected);
        }
    }

    @Test
    void aesGcm() {
        for (Map<String, byte[]> vector : TestVectors.read("aes-gcm.txt")) {
            Secret key = Secret.of(field(vector, "key"));
            Bytes sealed = Aead.seal(key, field(vector, "nonce"), field(vector, "plaintext"), field(vector, "aad"));
            Bytes expected = new Transcript()
                    .raw(field(vector, "nonce"))
                    .raw(field(vector, "ciphertext"))
                    .raw(field(vector, "tag"))
                    .toBytes();
            assertThat(sealed).isEqualTo(expected);
        }
    }

    @Test
    void rfc6962() {
        assertThat(MerkleTree.root(List.of()).hex())
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        List<byte[]> leaves = new ArrayList<>();
        StreamingMerkle streaming = new StreamingMerkle();
        for (Map<String, byte[]> vector : TestVectors.read("rfc6962.txt")) {
            leaves.add(field(vector, "leaf"));
            streaming.append(field(vector, "leaf"));
            Digest expected = Digest.of(field(vector, "root"));
            assertThat(MerkleTree.root(leaves)).isEqualTo(expected);
            assertThat(streaming.root()).isEqualTo(expected);
        }
    }

    @Test
    void fips203() {
        for (Map<String, byte[]> vector : TestVectors.read("fips203.txt")) {
            byte[] seed = field(vector, "seed");
            try (HybridKeyPair pair = HybridKeyPair.of(
                    Secret.of(new byte[32]),
                    Secret.of(Arrays.copyOf(seed, 32)),
                    Secret.of(Arrays.copyOfRange(seed, 32, 64)))) {
                byte[] key = pair.publicKey().mlkem768().toByteArray();
                assertThat(Hashes.sha256(key)).isEqualTo(Digest.of(field(vector, "ekSha256")));
                SecretWithEncapsulation encapsulated = MLKEMGenerator.internalGenerateEncapsulated(
                        new MLKEMPublicKeyParameters(MLKEMParameters.ml_kem_768, key), field(vector, "m"));
                byte[] ciphertext = encapsulated.getEncapsulation();
                assertThat(Hashes.sha256(ciphertext)).isEqualTo(Digest.of(field(vector, "ctSha256")));
                assertThat(encapsulated.getSecret()).isEqualTo(field(vector, "k"));
                assertThat(pair.decapsulate(Bytes.of(ciphertext))).isEqualTo(Secret.of(field(vector, "k")));
            }
        }
    }
}
