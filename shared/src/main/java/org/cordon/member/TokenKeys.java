// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.pkcs11.Token;
import org.cordon.pkcs11.TokenAddress;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Secret;
import org.cordon.suite.Signer;
import org.cordon.suite.VerifyKey;

/**
 * Private keys in a PKCS#11 token. The local secret, which is mixed into keys of a round and so must be in memory, lies in
 * the description file, wrapped by an AES key that stays in the token.
 */
final class TokenKeys implements KeyHolder {
    static final String ENDING = ".token";
    static final String SECRET = "secret";

    private static final String IDENTITY = "identity";
    private static final String TLS = "tls";
    private static final String SIGNER = "signer";
    private static final String AUTHORITY = "authority";
    private static final int ID_BYTES = 16;

    private final Token token;
    private final TokenAddress address;
    private final Randomness randomness;

    TokenKeys(Token token, TokenAddress address, Randomness randomness) {
        this.token = token;
        this.address = address;
        this.randomness = randomness;
    }

    @Override
    public NodeKeys makeNode(Path place) throws IOException {
        try (Secret local = Secret.random(randomness)) {
            return makeNode(place, local);
        }
    }

    @Override
    public NodeKeys makeNode(Path place, Secret local) throws IOException {
        Path file = fresh(place);
        Bytes identity = id();
        Bytes tls = id();
        Bytes wrapping = id();
        try (Signer signer = token.makeSigner(identity, "cordon node identity")) {
            KeyPair pair = token.makeP256(tls, "cordon node tls");
            token.makeWrappingKey(wrapping, "cordon node local secret");
            TokenFile open = empty(KeyFile.Kind.NODE)
                    .with(IDENTITY, identity, Bytes.wrap(signer.verifyKey().toByteArray()))
                    .with(TLS, tls, Bytes.wrap(pair.getPublic().getEncoded()));
            Bytes wrapped = token.wrap(wrapping, local, associated(open), randomness);
            open.with(SECRET, wrapping, wrapped).write(file);
        } catch (IOException | RuntimeException failed) {
            token.forget(identity, tls, wrapping);
            throw failed;
        }
        return openNode(place);
    }

    /** The description goes first: a crash leaves objects in the token that nothing names, and never a name of nothing. */
    @Override
    public void replaceNode(Path from, Path to) throws IOException {
        Bytes[] old = ids(existing(to));
        Files.move(existing(from), file(to), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        PrivateFiles.syncNames(from, to);
        token.forget(old);
    }

    @Override
    public void destroyNode(Path place) throws IOException {
        Bytes[] old = ids(existing(place));
        Files.deleteIfExists(file(place));
        PrivateFiles.syncNames(place);
        token.forget(old);
    }

    private static Bytes[] ids(Path file) throws IOException {
        return TokenFile.read(file, KeyFile.Kind.NODE, List.of(IDENTITY, TLS, SECRET)).entries().stream()
                .map(TokenFile.Entry::id)
                .toArray(Bytes[]::new);
    }

    @Override
    public NodeKeys openNode(Path place) throws IOException {
        Path file = existing(place);
        TokenFile whole = TokenFile.read(file, KeyFile.Kind.NODE, List.of(IDENTITY, TLS, SECRET));
        TokenFile open =
                new TokenFile(whole.kind(), whole.token(), whole.entries().subList(0, 2));
        TokenFile.Entry identity = whole.entries().get(0);
        TokenFile.Entry tls = whole.entries().get(1);
        TokenFile.Entry wrapped = whole.entries().get(2);
        Token own = token.share();
        try {
            KeyPair pair = own.p256(tls.id(), publicKey(file, tls.value()));
            Secret local = own.unwrap(wrapped.id(), wrapped.value(), associated(open));
            try {
                Signer signer = own.signer(identity.id(), verifyKey(file, identity.value()));
                return NodeKeys.of(pair, signer, local, own::close);
            } catch (IOException | RuntimeException failed) {
                local.close();
                throw failed;
            }
        } catch (IOException | RuntimeException failed) {
            own.close();
            throw failed;
        }
    }

    @Override
    public Signer makeSigner(Path place, Role role) throws IOException {
        Path file = fresh(place);
        Bytes id = id();
        Signer signer = token.makeSigner(id, "cordon " + TokenFile.word(role.kind()));
        try {
            empty(role.kind())
                    .with(SIGNER, id, Bytes.wrap(signer.verifyKey().toByteArray()))
                    .write(file);
            return signer;
        } catch (IOException | RuntimeException failed) {
            signer.close();
            token.forget(id);
            throw failed;
        }
    }

    @Override
    public Signer openSigner(Path place, Role role) throws IOException {
        Path file = existing(place);
        TokenFile.Entry entry =
                TokenFile.read(file, role.kind(), List.of(SIGNER)).entries().get(0);
        return token.signer(entry.id(), verifyKey(file, entry.value()));
    }

    @Override
    public AuthorityKey makeAuthority(Path place) throws IOException {
        Path file = fresh(place);
        Bytes id = id();
        try {
            KeyPair pair = token.makeP256(id, "cordon authority");
            empty(KeyFile.Kind.AUTHORITY)
                    .with(AUTHORITY, id, Bytes.wrap(pair.getPublic().getEncoded()))
                    .write(file);
        } catch (IOException | RuntimeException failed) {
            token.forget(id);
            throw failed;
        }
        return openAuthority(place);
    }

    @Override
    public AuthorityKey openAuthority(Path place) throws IOException {
        Path file = existing(place);
        TokenFile.Entry entry = TokenFile.read(file, KeyFile.Kind.AUTHORITY, List.of(AUTHORITY))
                .entries()
                .get(0);
        Token own = token.share();
        try {
            return new AuthorityKey(own.p256(entry.id(), publicKey(file, entry.value())), own::close);
        } catch (IOException | RuntimeException failed) {
            own.close();
            throw failed;
        }
    }

    private TokenFile empty(KeyFile.Kind kind) {
        return new TokenFile(kind, address.label() + " serial " + token.serial(), List.of());
    }

    private static Bytes associated(TokenFile open) {
        return Bytes.wrap(open.text().getBytes(StandardCharsets.UTF_8));
    }

    private Bytes id() {
        byte[] id = new byte[ID_BYTES];
        randomness.nextBytes(id);
        return Bytes.wrap(id);
    }

    private static VerifyKey verifyKey(Path file, Bytes value) throws KeyFileRefused {
        try {
            return VerifyKey.of(value.toByteArray());
        } catch (IllegalArgumentException malformed) {
            throw malformed(file);
        }
    }

    private static PublicKey publicKey(Path file, Bytes value) throws KeyFileRefused {
        try {
            PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(value.toByteArray()));
            if (P256.isP256(key)) {
                return key;
            }
        } catch (GeneralSecurityException malformed) {
            throw malformed(file);
        }
        throw malformed(file);
    }

    private static KeyFileRefused malformed(Path file) {
        return new KeyFileRefused(
                Reason.ALTERED, file, "was altered: a public key is malformed; restore it from a copy");
    }

    /** Checked before anything is made in the token, where it would be left over. */
    private static Path fresh(Path place) throws IOException {
        Path file = file(place);
        if (Files.exists(file)) {
            throw new KeyFileRefused(Reason.EXISTS, file, "exists already and is not overwritten; move it away first");
        }
        return file;
    }

    private static Path existing(Path place) throws IOException {
        Path file = file(place);
        if (!Files.exists(file) && Files.exists(FileKeys.file(place))) {
            throw new KeyFileRefused(
                    Reason.IN_TOKEN,
                    FileKeys.file(place),
                    "holds these keys, but a PKCS#11 token was asked for; leave keys.pkcs11 (or --pkcs11-library and"
                            + " --token) out");
        }
        return file;
    }

    static Path file(Path place) {
        return place.resolveSibling(place.getFileName() + ENDING);
    }

    @Override
    public void close() {
        token.close();
    }

    @Override
    public String toString() {
        return "TokenKeys";
    }
}
