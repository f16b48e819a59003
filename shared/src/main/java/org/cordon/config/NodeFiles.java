// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.member.KeyFileRefused;
import org.cordon.member.KeyHolder;
import org.cordon.member.ManifestRejected;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeys;
import org.cordon.member.PeerVerifier;
import org.cordon.member.SignedManifest;
import org.cordon.member.TlsIdentity;
import org.cordon.pkcs11.TokenRefused;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.cordon.suite.VerifyKey;
import org.cordon.wire.ManifestCodec;

/**
 * What a node directory holds, opened and checked.
 *
 * <p><b>Guarantees.</b> The manifest is signed by the directory's operator key; what cannot be read is a {@link
 * CommandFailure} with the cause and the mend.
 */
public final class NodeFiles implements AutoCloseable {
    private static final long MAX_MANIFEST = 1 << 20;

    private final NodeKeys keys;
    private final TlsIdentity identity;
    private final SignedManifest manifest;
    private final VerifyKey operator;
    private final PeerVerifier verifier;

    private NodeFiles(
            NodeKeys keys, TlsIdentity identity, SignedManifest manifest, VerifyKey operator, PeerVerifier verifier) {
        this.keys = keys;
        this.identity = identity;
        this.manifest = manifest;
        this.operator = operator;
        this.verifier = verifier;
    }

    /** Opens the directory of a node. */
    public static NodeFiles open(Path directory, Unlock unlock, InstantSource clock) {
        return open(directory, Optional.empty(), unlock, clock);
    }

    /** Opens the directory of a node whose keys may be in a token. */
    public static NodeFiles open(Path directory, Optional<Keys> where, Unlock unlock, InstantSource clock) {
        NodeDirectory node = new NodeDirectory(directory);
        try (KeyHolder holder = Keys.open(where, unlock, Randomness.secure())) {
            VerifyKey operator = node.operator();
            SignedManifest manifest = manifest(node.manifestFile(), operator);
            NodeKeys keys = node.openKeys(holder);
            try {
                PeerVerifier verifier = new PeerVerifier(node.authority(), manifest, clock);
                return new NodeFiles(keys, node.tlsIdentity(keys), manifest, operator, verifier);
            } catch (IOException | RuntimeException failed) {
                keys.close();
                throw failed;
            }
        } catch (KeyFileRefused | TokenRefused refused) {
            throw failure(ExitCode.UNREADABLE_INPUT, refused);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    directory + " must be a readable node directory, but: " + failed,
                    "Name the directory that 'cordon consortium init' made for this node",
                    failed);
        }
    }

    /** Reads a manifest and checks it under the operator's key. */
    public static SignedManifest manifest(Path file, VerifyKey operator) {
        try {
            if (Files.size(file) > MAX_MANIFEST) {
                throw new MalformedBody("manifest must be at most 1 MiB, but was " + Files.size(file) + " bytes");
            }
            return SignedManifest.verify(ManifestCodec.decodeSigned(Bytes.wrap(Files.readAllBytes(file))), operator);
        } catch (NoSuchFileException missing) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + " is missing",
                    "Ask the operator for the signed manifest",
                    missing);
        } catch (MalformedBody | IOException unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + " must be a signed manifest, but: " + unreadable.getMessage(),
                    "Ask the operator for the signed manifest",
                    unreadable);
        } catch (ManifestRejected rejected) {
            throw failure(ExitCode.UNREADABLE_INPUT, rejected);
        }
    }

    /** A failure whose message is a cause and, after a semicolon or the last colon, a mend. */
    public static CommandFailure failure(ExitCode code, Exception cause) {
        String message = String.valueOf(cause.getMessage());
        int cut = message.lastIndexOf("; ");
        if (cut < 0) {
            cut = message.lastIndexOf(": ");
        }
        if (cut < 0) {
            return new CommandFailure(code, message, "Nothing was started; mend this and start again", cause);
        }
        String mend = message.substring(cut + 2);
        return new CommandFailure(
                code,
                message.substring(0, cut),
                mend.substring(0, 1).toUpperCase(Locale.ROOT) + mend.substring(1),
                cause);
    }

    public NodeKeys keys() {
        return keys;
    }

    public TlsIdentity identity() {
        return identity;
    }

    public SignedManifest manifest() {
        return manifest;
    }

    /** Whose signature makes manifest and charters. */
    public VerifyKey operator() {
        return operator;
    }

    /** Knows the peers of the manifest. */
    public PeerVerifier verifier() {
        return verifier;
    }

    @Override
    public void close() {
        keys.close();
    }

    @Override
    public String toString() {
        return "NodeFiles";
    }
}
