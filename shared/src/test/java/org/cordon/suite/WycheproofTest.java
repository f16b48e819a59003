// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.function.Consumer;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.Test;

/** Every case of Wycheproof for the primitives of css/1 comes out as stated. */
class WycheproofTest {
    @Test
    void x25519() {
        each("x25519_test.json", (group, test) -> {
            byte[] agreed = new byte[32];
            boolean sound = X25519.calculateAgreement(
                    TestVectors.hex(test, "private"), 0, TestVectors.hex(test, "public"), 0, agreed, 0);
            assertThat(agreed).isEqualTo(TestVectors.hex(test, "shared"));
            // All-zero outputs are "acceptable" by RFC 7748; css/1 refuses them, and nothing else.
            assertThat(sound).isEqualTo(!test.get("flags").toString().contains("ZeroSharedSecret"));
        });
    }

    @Test
    void ed25519() {
        each("ed25519_test.json", (group, test) -> {
            VerifyKey key = VerifyKey.of(TestVectors.hex(group.get("publicKey"), "pk"));
            byte[] signature = TestVectors.hex(test, "sig");
            boolean verified = signature.length == Signature.BYTES
                    && Verifier.verifyRaw(key, TestVectors.hex(test, "msg"), Signature.of(signature));
            assertThat(verified).isEqualTo(valid(test));
        });
    }

    @Test
    void hkdfSha256() {
        each("hkdf_sha256_test.json", (group, test) -> {
            byte[] key = Kdf.extract(TestVectors.hex(test, "salt"), TestVectors.hex(test, "ikm"));
            byte[] info = TestVectors.hex(test, "info");
            int size = test.get("size").asInt();
            if (valid(test)) {
                assertThat(Kdf.expand(key, info, size)).isEqualTo(TestVectors.hex(test, "okm"));
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> Kdf.expand(key, info, size));
            }
        });
    }

    @Test
    void aes256GcmWithTwelveByteNonces() {
        int[] tested = new int[1];
        each("aes_gcm_test.json", (group, test) -> {
            if (group.get("keySize").asInt() != 256 || group.get("ivSize").asInt() != 96) {
                return;
            }
            tested[0]++;
            Secret key = Secret.of(TestVectors.hex(test, "key"));
            byte[] nonce = TestVectors.hex(test, "iv");
            byte[] message = TestVectors.hex(test, "msg");
            byte[] aad = TestVectors.hex(test, "aad");
            byte[] sealed = new Transcript()
                    .raw(nonce)
                    .raw(TestVectors.hex(test, "ct"))
                    .raw(TestVectors.hex(test, "tag"))
                    .toByteArray();
            if (valid(test)) {
                assertThat(Aead.seal(key, nonce, message, aad).toByteArray()).isEqualTo(sealed);
                assertThat(Aead.open(key, Bytes.of(sealed), aad)).hasValue(message);
            } else {
                assertThat(Aead.open(key, Bytes.of(sealed), aad)).isEmpty();
            }
        });
        assertThat(tested[0]).isEqualTo(66);
    }

    @Test
    void mlKem768KeyGeneration() {
        each("mlkem_768_keygen_seed_test.json", (group, test) -> {
            try (HybridKeyPair pair = pair(TestVectors.hex(test, "seed"))) {
                assertThat(pair.publicKey().mlkem768()).isEqualTo(Bytes.of(TestVectors.hex(test, "ek")));
            }
        });
    }

    @Test
    void mlKem768Encapsulation() {
        each("mlkem_768_encaps_test.json", (group, test) -> {
            Bytes key = Bytes.of(TestVectors.hex(test, "ek"));
            if (!valid(test)) {
                assertThatIllegalArgumentException().isThrownBy(() -> new HybridPublicKey(Bytes.of(new byte[32]), key));
                return;
            }
            HybridPublicKey checked = new HybridPublicKey(Bytes.of(new byte[32]), key);
            SecretWithEncapsulation encapsulated = MLKEMGenerator.internalGenerateEncapsulated(
                    new MLKEMPublicKeyParameters(
                            MLKEMParameters.ml_kem_768, checked.mlkem768().toByteArray()),
                    TestVectors.hex(test, "m"));
            assertThat(encapsulated.getEncapsulation()).isEqualTo(TestVectors.hex(test, "c"));
            assertThat(encapsulated.getSecret()).isEqualTo(TestVectors.hex(test, "K"));
        });
    }

    @Test
    void mlKem768Decapsulation() {
        each("mlkem_768_test.json", (group, test) -> {
            byte[] seed = TestVectors.hex(test, "seed");
            Bytes ciphertext = Bytes.of(TestVectors.hex(test, "c"));
            if (valid(test)) {
                try (HybridKeyPair pair = pair(seed);
                        Secret shared = pair.decapsulate(ciphertext)) {
                    assertThat(shared.copyBytes()).isEqualTo(TestVectors.hex(test, "K"));
                }
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> pair(seed).decapsulate(ciphertext));
            }
        });
    }

    private static HybridKeyPair pair(byte[] seed) {
        if (seed.length != 64) {
            throw new IllegalArgumentException("seed must be 64 bytes, but was " + seed.length);
        }
        return HybridKeyPair.of(
                Secret.of(new byte[32]),
                Secret.of(Arrays.copyOf(seed, 32)),
                Secret.of(Arrays.copyOfRange(seed, 32, 64)));
    }

    private static boolean valid(JsonNode test) {
        return test.get("result").asText().equals("valid");
    }

    private static void each(String file, Check check) {
        for (JsonNode group : TestVectors.wycheproof(file)) {
            Consumer<JsonNode> one = test -> check.run(group, test);
            for (JsonNode test : group.get("tests")) {
                try {
                    one.accept(test);
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError(file + ", tcId " + test.get("tcId"), e);
                }
            }
        }
    }

    @FunctionalInterface
    private interface Check {
        void run(JsonNode group, JsonNode test);
    }
}
