// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cordon.pkcs11.TokenRefused.Reason;
import org.cordon.suite.Bytes;
import org.cordon.suite.KeyUnavailable;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.suite.Signature;
import org.cordon.suite.Signer;
import org.cordon.suite.SigningKey;
import org.cordon.suite.Verifier;
import org.cordon.suite.VerifyKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
    private static final Bytes EXACT = Bytes.wrap(new byte[] {1, 2, 3});
    private static final Randomness RANDOM = Randomness.secure();

    @Test
    void signsAsTheKeyItMadeAndFindsItAgain() throws TokenRefused {
        TokenAddress address = SoftHsm.token("signs");
        Bytes id = id(1);
        VerifyKey key;
        try (Token token = SoftHsm.open(address);
                Signer signer = token.makeSigner(id, "test")) {
            key = signer.verifyKey();
            Signature signature = signer.sign("ready", EXACT);
            assertThat(Verifier.verify(key, "ready", EXACT, signature)).isTrue();
            assertThat(Verifier.verify(key, "open", EXACT, signature)).isFalse();
        }
        try (Token token = SoftHsm.open(address);
                Signer signer = token.signer(id, key)) {
            assertThat(Verifier.verify(key, "ready", EXACT, signer.sign("ready", EXACT)))
                    .isTrue();
        }
    }

    @Test
    void keysOutliveTheTokenTheyCameFromUntilClosed() throws TokenRefused {
        TokenAddress address = SoftHsm.token("outlives");
        Signer signer;
        try (Token token = SoftHsm.open(address)) {
            signer = token.makeSigner(id(1), "test");
        }
        assertThat(signer.sign("ready", EXACT)).isNotNull();
        signer.close();
        signer.close();
        assertThatThrownBy(() -> signer.sign("ready", EXACT)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void manyThreadsSignAtOnce() throws TokenRefused {
        TokenAddress address = SoftHsm.token("threads");
        try (Token token = SoftHsm.open(address);
                Signer signer = token.makeSigner(id(1), "test")) {
            List<Boolean> valid = IntStream.range(0, 400)
                    .parallel()
                    .mapToObj(i -> Bytes.wrap(new byte[] {(byte) i, (byte) (i >> 8)}))
                    .map(exact -> Verifier.verify(signer.verifyKey(), "ready", exact, signer.sign("ready", exact)))
                    .toList();
            assertThat(valid).hasSize(400).containsOnly(true);
        }
    }

    @Test
    void secretsUnwrapOnlyUnderWhatTheyAreBoundTo() throws TokenRefused {
        TokenAddress address = SoftHsm.token("wraps");
        Bytes id = id(7);
        try (Token token = SoftHsm.open(address);
                Secret secret = Secret.random(RANDOM)) {
            token.makeWrappingKey(id, "test");
            Bytes wrapped = token.wrap(id, secret, EXACT, RANDOM);
            try (Secret again = token.unwrap(id, wrapped, EXACT)) {
                assertThat(again).isEqualTo(secret);
            }
            refused(() -> token.unwrap(id, wrapped, Bytes.EMPTY), Reason.WRAPPED_ALTERED);
            byte[] altered = wrapped.toByteArray();
            altered[20] ^= 1;
            refused(() -> token.unwrap(id, Bytes.wrap(altered), EXACT), Reason.WRAPPED_ALTERED);
            refused(() -> token.unwrap(id, Bytes.wrap(new byte[3]), EXACT), Reason.WRAPPED_ALTERED);
            refused(() -> token.unwrap(id(8), wrapped, EXACT), Reason.KEY_MISSING);
        }
    }

    @Test
    void theP256KeyHasNoEncodingAndSignsThroughTheJdk() throws Exception {
        TokenAddress address = SoftHsm.token("p256");
        try (Token token = SoftHsm.open(address)) {
            KeyPair pair = token.makeP256(id(2), "test");
            assertThat(Optional.ofNullable(pair.getPrivate().getEncoded())).isEmpty();
            assertThat(pair.getPrivate().toString()).isEqualTo("TokenPrivateKey");
            KeyPair again = token.p256(id(2), pair.getPublic());
            java.security.Signature signature = java.security.Signature.getInstance("SHA256withECDSA");
            signature.initSign(again.getPrivate());
            signature.update(EXACT.toByteArray());
            byte[] signed = signature.sign();
            java.security.Signature verifier = java.security.Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(pair.getPublic());
            verifier.update(EXACT.toByteArray());
            assertThat(verifier.verify(signed)).isTrue();
            KeyPair other = token.makeP256(id(3), "test");
            refused(() -> token.p256(id(2), other.getPublic()), Reason.KEY_DIFFERS);
        }
    }

    @Test
    void whatIsMissingOrWrongIsNamedWithTheMend(@TempDir Path directory) throws IOException {
        TokenAddress address = SoftHsm.token("refusals");
        Path noLibrary = directory.resolve("none.so");
        refused(() -> SoftHsm.open(new TokenAddress(noLibrary, "refusals")), Reason.LIBRARY_MISSING)
                .hasMessageContaining(noLibrary + " must be a file, but is none; install");
        Path text = Files.writeString(directory.resolve("text.so"), "no library");
        refused(() -> SoftHsm.open(new TokenAddress(text, "refusals")), Reason.LIBRARY_UNFIT)
                .hasMessageContaining("text.so must be a PKCS#11 library for this machine");
        refused(() -> SoftHsm.open(new TokenAddress(SoftHsm.library(), "refusal")), Reason.TOKEN_NOT_FOUND)
                .hasMessageContaining("token \"refusal\"")
                .hasMessageContaining("\"refusals\"")
                .hasMessageContaining("; plug it in, or correct the label");
        SoftHsm.token("twice");
        refused(() -> SoftHsm.open(SoftHsm.token("twice")), Reason.TOKEN_AMBIGUOUS)
                .hasMessageContaining("but 2 tokens have this label");
        refused(() -> openWith(address, "000000"), Reason.PIN_WRONG)
                .hasMessageContaining("the PIN is not that of token \"refusals\"")
                .hasMessageContaining("left")
                .message()
                .doesNotContain("000000");
        try (Token token = SoftHsm.open(address);
                SigningKey stranger = SigningKey.generate(RANDOM)) {
            refused(() -> token.signer(id(9), stranger.verifyKey()), Reason.KEY_MISSING)
                    .hasMessageContaining("id 09090909090909090909090909090909, but does not; plug in");
            try (Signer signer = token.makeSigner(id(9), "test")) {
                refused(() -> token.signer(id(9), stranger.verifyKey()), Reason.KEY_DIFFERS);
                assertThat(signer.toString() + token).isEqualTo("TokenSignerToken");
            }
        }
    }

    @Test
    void whatIsForgottenIsGoneAndItsIdIsFree() throws TokenRefused {
        TokenAddress address = SoftHsm.token("forgets");
        try (Token token = SoftHsm.open(address)) {
            Signer first = token.makeSigner(id(1), "test");
            VerifyKey gone = first.verifyKey();
            first.close();
            token.makeWrappingKey(id(2), "test");
            token.forget(id(1), id(2), id(3));
            refused(() -> token.signer(id(1), gone), Reason.KEY_MISSING);
            refused(() -> token.unwrap(id(2), Bytes.wrap(new byte[60]), EXACT), Reason.KEY_MISSING);
            try (Signer second = token.makeSigner(id(1), "test")) {
                assertThat(second.verifyKey()).isNotEqualTo(gone);
            }
        }
    }

    @Test
    void oneLibraryUnderTwoNamesIsOne(@TempDir Path directory) throws IOException {
        TokenAddress address = SoftHsm.token("two names");
        Path link = Files.createSymbolicLink(directory.resolve("link.so"), SoftHsm.library());
        try (Token first = SoftHsm.open(address);
                Signer signer = first.makeSigner(id(1), "test")) {
            SoftHsm.open(new TokenAddress(link, "two names")).close();
            assertThat(signer.sign("ready", EXACT)).isNotNull();
        }
    }

    @Test
    void aTokenThatGoesAwayIsNamedAndNothingIsSigned() throws IOException {
        List<Path> before = tokens();
        TokenAddress address = SoftHsm.token("removed");
        try (Token token = SoftHsm.open(address);
                Signer signer = token.makeSigner(id(1), "test")) {
            assertThat(signer.sign("ready", EXACT)).isNotNull();
            for (Path gone : tokens()) {
                if (!before.contains(gone)) {
                    delete(gone);
                }
            }
            assertThatThrownBy(() -> signer.sign("ready", EXACT))
                    .isInstanceOf(KeyUnavailable.class)
                    .hasMessageContaining(
                            "the key in token \"removed\" of " + SoftHsm.library() + " cannot sign any more: C_SIGN")
                    .hasMessageContaining("; plug the token in, see that it works, and start again");
        }
    }

    private static List<Path> tokens() throws IOException {
        try (Stream<Path> files = Files.list(SoftHsm.tokens())) {
            return files.toList();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void openWith(TokenAddress address, String text) throws TokenRefused {
        try (Pin pin = SoftHsm.pin(text);
                Token token = Token.open(address, pin)) {
            assertThat(token).isNotNull();
        }
    }

    private static Bytes id(int fill) {
        byte[] id = new byte[16];
        java.util.Arrays.fill(id, (byte) fill);
        return Bytes.wrap(id);
    }

    private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> refused(
            ThrowingCallable call, Reason reason) {
        return assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        TokenRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }
}
