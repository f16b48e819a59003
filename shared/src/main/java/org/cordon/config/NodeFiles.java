// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.member.CertificateAuthority;
import org.cordon.member.Consortium;
import org.cordon.member.KeyFileRefused;
import org.cordon.member.KeyHolder;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeyPlaces;
import org.cordon.member.NodeKeyPlaces.Held;
import org.cordon.member.NodeKeys;
import org.cordon.member.PeerVerifier;
import org.cordon.member.TlsIdentity;
import org.cordon.pkcs11.TokenRefused;
import org.cordon.suite.Randomness;

/**
 * What a node directory holds, opened and checked.
 *
 * <p><b>Guarantees.</b> The history was replayed and names the directory's authority; what cannot be read is a {@link
 * CommandFailure} with the cause and the mend.
 */
public final class NodeFiles implements AutoCloseable {
    private final List<Held> held;
    private final Held own;
    private final TlsIdentity identity;
    private final HistoryFile history;
    private final Consortium consortium;
    private final PeerVerifier verifier;

    private NodeFiles(
            List<Held> held,
            Held own,
            TlsIdentity identity,
            HistoryFile history,
            Consortium consortium,
            PeerVerifier verifier) {
        this.held = held;
        this.own = own;
        this.identity = identity;
        this.history = history;
        this.consortium = consortium;
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
            HistoryFile history = new HistoryFile(node.historyFile());
            Consortium consortium = history.read();
            requireAuthority(node, consortium);
            List<Held> held = new NodeKeyPlaces(node).open(holder);
            try {
                Held own = own(held, consortium);
                PeerVerifier verifier = new PeerVerifier(node.authority(), consortium.current(), clock);
                return new NodeFiles(held, own, node.tlsIdentity(own.keys()), history, consortium, verifier);
            } catch (IOException | RuntimeException failed) {
                held.forEach(opened -> opened.keys().close());
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

    /** The keys that the newest manifest names; those of {@code node.key} if it names none. */
    private static Held own(List<Held> held, Consortium consortium) {
        return held.stream()
                .filter(keys ->
                        consortium.current().manifest().find(keys.identity()).isPresent())
                .findFirst()
                .orElse(held.get(0));
    }

    private static void requireAuthority(NodeDirectory node, Consortium consortium) throws IOException {
        if (!CertificateAuthority.keyDigest(node.authority()).equals(consortium.authority())) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    node.path() + "/authority.pem is not the authority that this consortium's founders named",
                    "Restore authority.pem and history.bin from one copy of the directory");
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

    /** The keys that the newest manifest names; those of {@code node.key} if it names none. */
    public NodeKeys keys() {
        return own.keys();
    }

    /** All keys of the node: more than one while it rotates them. Closed with this value. */
    public List<Held> held() {
        return held;
    }

    public TlsIdentity identity() {
        return identity;
    }

    /** The consortium as far as this node knew it when it was opened. */
    public Consortium consortium() {
        return consortium;
    }

    /** Where the consortium's history lies. */
    public HistoryFile history() {
        return history;
    }

    /** Knows the peers of the manifest. */
    public PeerVerifier verifier() {
        return verifier;
    }

    @Override
    public void close() {
        held.forEach(opened -> opened.keys().close());
    }

    @Override
    public String toString() {
        return "NodeFiles";
    }
}
