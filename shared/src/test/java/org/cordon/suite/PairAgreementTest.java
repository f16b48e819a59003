// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.junit.jupiter.api.Test;

class PairAgreementTest {
    private static final Digest SESSION = Hashes.sha256(new byte[] {1});
    private static final Digest ROSTER = Hashes.sha256(new byte[] {2});

    private final Random random = new Random(0x70616972L);
    private final Randomness randomness = random::nextBytes;
    private final HybridKeyPair low = HybridKeyPair.generate(randomness);
    private final HybridKeyPair high = HybridKeyPair.generate(randomness);
    private final PairAgreement agreement = new PairAgreement(SESSION, 4, ROSTER);

    @Test
    void bothSidesDeriveTheKeyOfTheFormula() {
        PairAgreement.Encapsulated sent = agreement.initiate(low, 3, high.publicKey(), 9, randomness);
        Secret received = agreement.accept(high, 9, low.publicKey(), 3, sent.ciphertext());
        assertThat(received).isEqualTo(sent.pairKey());

        byte[] agreed = new byte[32];
        X25519.scalarMult(high.copyScalar(), 0, low.publicKey().x25519().toByteArray(), 0, agreed, 0);
        Digest salt = Hashes.h(
                HashLabel.PAIR,
                SESSION.toByteArray(),
                new byte[] {0, 0, 0, 4},
                ROSTER.toByteArray(),
                new byte[] {0, 3},
                new byte[] {0, 9});
        byte[] expected = Kdf.extract(
                salt.toByteArray(),
                new Transcript()
                        .raw(high.decapsulate(sent.ciphertext()).copyBytes())
                        .raw(agreed)
                        .raw(Hashes.blob(sent.ciphertext()))
                        .raw(low.publicKey().x25519())
                        .raw(high.publicKey().x25519())
                        .raw(Hashes.blob(high.publicKey().mlkem768()))
                        .toByteArray());
        assertThat(received).isEqualTo(Secret.of(expected));
    }

    @Test
    void anyDifferenceGivesAnotherKey() {
        PairAgreement.Encapsulated sent = agreement.initiate(low, 3, high.publicKey(), 9, randomness);
        byte[] changed = sent.ciphertext().toByteArray();
        changed[random.nextInt(changed.length)] ^= 1;
        HybridPublicKey low3 = low.publicKey();
        assertThat(sent.pairKey())
                .isNotEqualTo(agreement.accept(high, 9, low3, 3, Bytes.of(changed)))
                .isNotEqualTo(agreement.accept(high, 9, low3, 2, sent.ciphertext()))
                .isNotEqualTo(agreement.accept(high, 10, low3, 3, sent.ciphertext()))
                .isNotEqualTo(new PairAgreement(SESSION, 5, ROSTER).accept(high, 9, low3, 3, sent.ciphertext()))
                .isNotEqualTo(new PairAgreement(ROSTER, 4, ROSTER).accept(high, 9, low3, 3, sent.ciphertext()))
                .isNotEqualTo(new PairAgreement(SESSION, 4, SESSION).accept(high, 9, low3, 3, sent.ciphertext()));
    }

    @Test
    void allZeroAgreementsAreRefusedNamingThePair() {
        HybridPublicKey degenerate =
                new HybridPublicKey(Bytes.of(new byte[32]), high.publicKey().mlkem768());
        assertThatThrownBy(() -> agreement.initiate(low, 3, degenerate, 9, randomness))
                .isInstanceOfSatisfying(DegenerateKeyAgreement.class, fault -> {
                    assertThat(fault.low()).isEqualTo(3);
                    assertThat(fault.high()).isEqualTo(9);
                });
        Bytes ciphertext = Bytes.of(new byte[HybridKeyPair.CIPHERTEXT_BYTES]);
        assertThatThrownBy(() -> agreement.accept(high, 9, degenerate, 3, ciphertext))
                .isInstanceOf(DegenerateKeyAgreement.class)
                .hasMessageContaining("members 3 and 9");
    }

    @Test
    void malformedInputIsRefused() {
        Bytes x25519 = low.publicKey().x25519();
        Bytes mlkem = low.publicKey().mlkem768();
        assertThatIllegalArgumentException().isThrownBy(() -> new HybridPublicKey(x25519.slice(0, 31), mlkem));
        assertThatIllegalArgumentException().isThrownBy(() -> new HybridPublicKey(x25519, mlkem.slice(0, 1183)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> agreement.accept(high, 9, low.publicKey(), 3, Bytes.of(new byte[1087])))
                .withMessage("ciphertext must be 1088 bytes, but was 1087");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> agreement.initiate(low, 9, high.publicKey(), 9, randomness));
        assertThatIllegalArgumentException().isThrownBy(() -> new PairAgreement(SESSION, 0, ROSTER));
    }

    @Test
    void everyCoefficientOfAnEncapsulationKeyIsChecked() {
        byte[] sound = low.publicKey().mlkem768().toByteArray();
        for (int coefficient = 0; coefficient < 768; coefficient++) {
            byte[] changed = sound.clone();
            int at = coefficient / 2 * 3;
            if (coefficient % 2 == 0) {
                changed[at] = 0x01;
                changed[at + 1] = (byte) ((changed[at + 1] & 0xf0) | 0x0d);
            } else {
                changed[at + 1] = (byte) ((changed[at + 1] & 0x0f) | 0x10);
                changed[at + 2] = (byte) 0xd0;
            }
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new HybridPublicKey(low.publicKey().x25519(), Bytes.of(changed)))
                    .withMessageContaining("below 3329");
        }
    }

    @Test
    void aKeyPairComesBackFromItsSeedsAndIsGoneWhenClosed() {
        try (HybridKeyPair.Seeds seeds = low.seeds();
                HybridKeyPair again = HybridKeyPair.of(seeds.x25519(), seeds.d(), seeds.z())) {
            assertThat(again.publicKey()).isEqualTo(low.publicKey());
            assertThat(again).hasToString("HybridKeyPair");
            assertThat(seeds).hasToString("Seeds");
        }
        low.close();
        assertThatIllegalStateException().isThrownBy(() -> low.decapsulate(Bytes.of(new byte[1088])));
        assertThatIllegalStateException().isThrownBy(low::copyScalar);
    }

    @Test
    void aeadOpensOnlyWhatWasSealed() {
        Secret key = Secret.random(randomness);
        byte[] aad = Aead.pairAad(SESSION, 3, 9);
        byte[] plaintext = new byte[64];
        random.nextBytes(plaintext);
        Bytes sealed = Aead.seal(key, plaintext, aad, randomness);
        assertThat(sealed.size()).isEqualTo(64 + Aead.OVERHEAD_BYTES);
        assertThat(Aead.open(key, sealed, aad)).hasValue(plaintext);
        assertThat(Aead.open(key, sealed, Aead.pairAad(SESSION, 9, 3))).isEmpty();
        assertThat(Aead.open(Secret.random(randomness), sealed, aad)).isEmpty();
        assertThat(Aead.open(key, Bytes.EMPTY, aad)).isEmpty();
        for (int i = 0; i < sealed.size(); i++) {
            byte[] changed = sealed.toByteArray();
            changed[i] ^= (byte) (1 << random.nextInt(8));
            assertThat(Aead.open(key, Bytes.of(changed), aad)).isEmpty();
            assertThat(Aead.open(key, sealed.slice(0, i), aad)).isEmpty();
        }
        assertThat(aad)
                .isEqualTo(Arrays.copyOf(
                        new Transcript().raw(SESSION).u16(3).u16(9).toByteArray(), 36));
    }
}
