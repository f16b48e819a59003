// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.member.CertificateAuthority;
import org.cordon.member.Consortium;
import org.cordon.member.KeyFileRefused;
import org.cordon.member.KeyLock;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeys;
import org.cordon.member.PeerVerifier;
import org.cordon.member.TlsIdentity;

/**
 * What a node directory holds, opened and checked.
 *
 * <p><b>Guarantees.</b> The history was replayed and names the directory's authority; what cannot be read is a {@link
 * CommandFailure} with the cause and the mend.
 */
public final class NodeFiles implements AutoCloseable {
    private final NodeKeys keys;
    private final TlsIdentity identity;
    private final HistoryFile history;
    private final Consortium consortium;
    private final PeerVerifier verifier;

    private NodeFiles(
            NodeKeys keys, TlsIdentity identity, HistoryFile history, Consortium consortium, PeerVerifier verifier) {
        this.keys = keys;
        this.identity = identity;
        this.history = history;
        this.consortium = consortium;
        this.verifier = verifier;
    }

    /** Opens the directory of a node. */
    public static NodeFiles open(Path directory, Unlock unlock, InstantSource clock) {
        NodeDirectory node = new NodeDirectory(directory);
        try (KeyLock lock = unlock.open()) {
            HistoryFile history = new HistoryFile(node.historyFile());
            Consortium consortium = history.read();
            requireAuthority(node, consortium);
            NodeKeys keys = node.openKeys(lock);
            try {
                PeerVerifier verifier = new PeerVerifier(node.authority(), consortium.current(), clock);
                return new NodeFiles(keys, node.tlsIdentity(keys), history, consortium, verifier);
            } catch (IOException | RuntimeException failed) {
                keys.close();
                throw failed;
            }
        } catch (KeyFileRefused refused) {
            throw failure(ExitCode.UNREADABLE_INPUT, refused);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    directory + " must be a readable node directory, but: " + failed,
                    "Name the directory that 'cordon consortium init' made for this node",
                    failed);
        }
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

    public NodeKeys keys() {
        return keys;
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
        keys.close();
    }

    @Override
    public String toString() {
        return "NodeFiles";
    }
}
