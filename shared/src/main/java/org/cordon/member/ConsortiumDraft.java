// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.cordon.member.NodeDirectory.Anchors;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.suite.SigningKey;

/**
 * A new consortium before its first manifest is signed: operator key, certificate authority, and every node's keys and
 * certificate.
 *
 * <p>For trials and for operators who set up all nodes themselves: whoever holds a draft holds every private key.
 *
 * <p><b>Guarantees.</b> {@link #writeTo} puts each node's private keys into its own directory only, locked, with mode
 * 0600 in directories of mode 0700, and overwrites nothing. {@link #close()} wipes the keys.
 */
public final class ConsortiumDraft implements AutoCloseable {
    private final SigningKey operator;
    private final CertificateAuthority authority;
    private final List<Node> nodes;
    private final Manifest manifest;
    private final Randomness randomness;

    private ConsortiumDraft(
            SigningKey operator,
            CertificateAuthority authority,
            List<Node> nodes,
            Manifest manifest,
            Randomness randomness) {
        this.operator = operator;
        this.authority = authority;
        this.nodes = nodes;
        this.manifest = manifest;
        this.randomness = randomness;
    }

    /** Draws every key and issues every certificate. */
    public static ConsortiumDraft create(ConsortiumPlan plan, Randomness randomness, InstantSource clock) {
        CertificateAuthority authority =
                CertificateAuthority.create(plan.consortium(), ConsortiumPlan.AUTHORITY_VALIDITY, randomness, clock);
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.create(Scope.COORDINATOR, ConsortiumPlan.COORDINATOR, plan, authority, randomness));
        for (String exchange : plan.exchanges()) {
            nodes.add(Node.create(nodes.size(), exchange, plan, authority, randomness));
        }
        List<Member> members = nodes.stream().skip(1).map(Node::member).toList();
        Manifest manifest =
                new Manifest(plan.consortium(), members, nodes.get(0).member());
        return new ConsortiumDraft(
                SigningKey.generate(randomness), authority, List.copyOf(nodes), manifest, randomness);
    }

    /** What the operator is to sign. */
    public Manifest manifest() {
        return manifest;
    }

    /** The root of the node certificates. */
    public X509Certificate authority() {
        return authority.certificate();
    }

    /** Signs manifest and charters; closed with the draft. */
    public SigningKey operator() {
        return operator;
    }

    /** Signs the exact bytes that {@code wire} made of {@link #manifest()}. */
    public Signed<Manifest> sign(Bytes exact) {
        return SignedManifest.sign(manifest, exact, operator);
    }

    /** Makes {@code out} with the directories operator, coordinator and one per exchange; returns those of the nodes. */
    public List<NodeDirectory> writeTo(Path out, KeyLocks locks) throws IOException {
        Path parent = out.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        PrivateFiles.createDirectory(out);
        Path own = out.resolve(ConsortiumPlan.OPERATOR);
        PrivateFiles.createDirectory(own);
        try (KeyLock lock = locks.lockFor(ConsortiumPlan.OPERATOR, own)) {
            new OperatorDirectory(own).write(operator, authority, lock, randomness);
        }
        Anchors anchors = new Anchors(authority.certificate(), operator.verifyKey());
        List<NodeDirectory> directories = new ArrayList<>();
        for (Node node : nodes) {
            NodeDirectory directory =
                    new NodeDirectory(out.resolve(node.member().name()));
            PrivateFiles.createDirectory(directory.path());
            try (KeyLock lock = locks.lockFor(node.member().name(), directory.path())) {
                directory.write(node.keys(), lock, node.certificate(), anchors, randomness);
            }
            directories.add(directory);
        }
        return List.copyOf(directories);
    }

    @Override
    public void close() {
        operator.close();
        nodes.forEach(node -> node.keys().close());
    }

    @Override
    public String toString() {
        return "ConsortiumDraft";
    }

    /** A node with everything it needs; its keys never print. */
    private record Node(Member member, NodeKeys keys, X509Certificate certificate) {
        static Node create(
                int index, String name, ConsortiumPlan plan, CertificateAuthority authority, Randomness randomness) {
            KeyPair tls = P256.generate(randomness);
            NodeKeys keys = NodeKeys.generate(tls, randomness);
            X509Certificate certificate =
                    authority.issue(name, tls.getPublic(), keys.identity(), plan.hostsOf(name), plan.validity());
            Member member = new Member(index, name, keys.identity().verifyKey(), P256.keyDigest(tls.getPublic()));
            return new Node(member, keys, certificate);
        }
    }
}
