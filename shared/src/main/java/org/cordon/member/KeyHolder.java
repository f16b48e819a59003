// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Path;
import org.cordon.pkcs11.Pin;
import org.cordon.pkcs11.Token;
import org.cordon.pkcs11.TokenAddress;
import org.cordon.pkcs11.TokenRefused;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.suite.Signer;

/**
 * The port behind which private keys lie: locked files, or a PKCS#11 token that they never leave.
 *
 * <p>A {@code place} is a path without its ending, for example {@code DIR/node}: locked files end in {@code .key}, the
 * public description of keys in a token ends in {@code .token}. Both kinds can be moved and copied as one file.
 *
 * <p><b>Guarantees.</b> What is made overwrites nothing, is durable before it is returned and opens again under the same
 * holder. What is opened belongs to the caller, who closes it; it lives on when the holder is closed. Every refusal is a
 * {@link KeyFileRefused} or a {@link TokenRefused} that names the place, the cause and the mend.
 */
public sealed interface KeyHolder extends AutoCloseable permits FileKeys, TokenKeys {
    /** Whose signing key. */
    enum Role {
        /** A person who approves for an exchange; the key never lies on its node. */
        APPROVER(KeyFile.Kind.APPROVER),
        /** The operator of the consortium, who has no vote. */
        OPERATOR(KeyFile.Kind.OPERATOR),
        /** A witness of logs that is no member of their consortium. */
        WITNESS(KeyFile.Kind.WITNESS);

        private final KeyFile.Kind kind;

        Role(KeyFile.Kind kind) {
            this.kind = kind;
        }

        KeyFile.Kind kind() {
            return kind;
        }
    }

    /** Keys in files locked with {@code lock}, which is closed with the holder. */
    static KeyHolder files(KeyLock lock, Randomness randomness) {
        return new FileKeys(lock, randomness);
    }

    /** Keys in a PKCS#11 token; the PIN is used up here and may be closed afterwards. */
    static KeyHolder token(TokenAddress address, Pin pin, Randomness randomness) throws TokenRefused {
        return new TokenKeys(Token.open(address, pin), address, randomness);
    }

    /** Makes the keys of a node. */
    NodeKeys makeNode(Path place) throws IOException;

    /** Makes new identity and TLS keys of a node that keeps its local secret. */
    NodeKeys makeNode(Path place, Secret localSecret) throws IOException;

    /** Puts the keys at {@code from} in the place of those at {@code to}, which are destroyed. */
    void replaceNode(Path from, Path to) throws IOException;

    /** Destroys the keys of a node. */
    void destroyNode(Path place) throws IOException;

    /** Opens the keys of a node. */
    NodeKeys openNode(Path place) throws IOException;

    /** Makes an Ed25519 key. */
    Signer makeSigner(Path place, Role role) throws IOException;

    /** Opens an Ed25519 key. */
    Signer openSigner(Path place, Role role) throws IOException;

    /** Makes the P-256 key of a certificate authority. */
    AuthorityKey makeAuthority(Path place) throws IOException;

    /** Opens the P-256 key of a certificate authority. */
    AuthorityKey openAuthority(Path place) throws IOException;

    @Override
    void close();
}
