// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.pkcs11.Pin;
import org.cordon.pkcs11.SoftHsm;
import org.cordon.pkcs11.TokenAddress;
import org.cordon.pkcs11.TokenRefused;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TokenKeysTest extends KeyHolderContract {
    private static TokenAddress own = new TokenAddress(SoftHsm.library(), "contract");
    private static TokenAddress other = new TokenAddress(SoftHsm.library(), "contract, other");

    @BeforeAll
    static void makeTokens() {
        own = SoftHsm.token("contract");
        other = SoftHsm.token("contract, other");
    }

    @Override
    KeyHolder holder() throws IOException {
        return open(own);
    }

    @Override
    KeyHolder wrongHolder() throws IOException {
        return open(other);
    }

    private static KeyHolder open(TokenAddress address) throws TokenRefused {
        try (Pin pin = SoftHsm.pin(SoftHsm.PIN)) {
            return KeyHolder.token(address, pin, RANDOM);
        }
    }

    @Override
    String ending() {
        return ".token";
    }

    @Test
    void keysInFilesAreNamedAsSuch() throws IOException {
        Files.writeString(directory().resolve("node.key"), "CORDONKF");
        try (KeyHolder holder = holder()) {
            refused(() -> holder.openNode(directory().resolve("node")), Reason.IN_TOKEN)
                    .hasMessageContaining("node.key holds these keys, but a PKCS#11 token was asked for");
        }
    }

    @Test
    void aSecretMovedIntoAnotherDescriptionIsRefused() throws IOException {
        try (KeyHolder holder = holder()) {
            holder.makeNode(directory().resolve("a")).close();
            holder.makeNode(directory().resolve("b")).close();
            TokenFile a = TokenFile.read(
                    directory().resolve("a.token"), KeyFile.Kind.NODE, java.util.List.of("identity", "tls", "secret"));
            TokenFile b = TokenFile.read(
                    directory().resolve("b.token"), KeyFile.Kind.NODE, java.util.List.of("identity", "tls", "secret"));
            new TokenFile(
                            KeyFile.Kind.NODE,
                            a.token(),
                            java.util.List.of(
                                    a.entries().get(0),
                                    a.entries().get(1),
                                    b.entries().get(2)))
                    .write(directory().resolve("c.token"));
            assertThatThrownBy(() -> holder.openNode(directory().resolve("c")))
                    .isInstanceOfSatisfying(
                            TokenRefused.class,
                            refused -> org.assertj.core.api.Assertions.assertThat(refused.reason())
                                    .isEqualTo(TokenRefused.Reason.WRAPPED_ALTERED));
        }
    }
}
