// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.SigningKey;

/**
 * A new consortium that one person sets up whole: operator key, certificate authority, every node's keys and certificate,
 * and every approver's key.
 *
 * <p>For trials, demonstrations and tests: whoever holds a draft holds every private key, so its approvals prove nothing
 * about independent exchanges.
 *
 * <p><b>Guarantees.</b> {@link #writeTo} puts each node's and approver's private keys into its own directory only, locked,
 * with mode 0600 in directories of mode 0700, and overwrites nothing. {@link #close()} wipes the keys.
 */
public final class ConsortiumDraft implements AutoCloseable {
    private final SigningKey operator;
    private final CertificateAuthority authority;
    private final List<Node> nodes;
    private final Amendment.Founding founding;
    private final Randomness randomness;

    private ConsortiumDraft(
            SigningKey operator,
            CertificateAuthority authority,
            List<Node> nodes,
            Amendment.Founding founding,
            Randomness randomness) {
        this.operator = operator;
        this.authority = authority;
        this.nodes = nodes;
        this.founding = founding;
        this.randomness = randomness;
    }

    /** Draws every key and issues every certificate. */
    public static ConsortiumDraft create(ConsortiumPlan plan, Randomness randomness, InstantSource clock) {
        CertificateAuthority authority =
                CertificateAuthority.create(plan.consortium(), ConsortiumPlan.AUTHORITY_VALIDITY, randomness, clock);
        SigningKey operator = SigningKey.generate(randomness);
        List<Node> nodes = new ArrayList<>();
        nodes.add(Node.create(Scope.COORDINATOR, ConsortiumPlan.COORDINATOR, plan, authority, operator, randomness));
        for (String exchange : plan.exchanges()) {
            SigningKey approver = SigningKey.generate(randomness);
            nodes.add(Node.create(nodes.size(), exchange, plan, authority, approver, randomness));
        }
        Amendment.Founding founding = new Amendment.Founding(
                plan.consortium(),
                plan.minMembers(),
                1,
                nodes.get(0).member(),
                CertificateAuthority.keyDigest(authority.certificate()),
                nodes.stream().skip(1).map(Node::member).toList(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS));
        return new ConsortiumDraft(operator, authority, List.copyOf(nodes), founding, randomness);
    }

    /** What the founders are to approve. */
    public Amendment.Founding founding() {
        return founding;
    }

    /** The root of the node certificates. */
    public X509Certificate authority() {
        return authority.certificate();
    }

    /** The operator's key, which has no vote; closed with the draft. */
    public SigningKey operator() {
        return operator;
    }

    /** The key of an exchange's approver; closed with the draft. */
    public SigningKey approver(String exchange) {
        return node(exchange).approver();
    }

    /** The private keys of a node; closed with the draft. */
    public NodeKeys keys(String node) {
        return node(node).keys();
    }

    /** The founding with every proof of possession and every founder's approval. */
    public Entry found(Bytes exact) {
        // exact: what `wire` made of founding()
        List<Possession> possessions = new ArrayList<>();
        for (Node node : nodes) {
            Possession.Seat seat = Possession.Seat.of(Digest.ZERO, founding.authority(), node.member());
            possessions.add(Possession.prove(seat, node.keys().identity()));
            possessions.add(Possession.prove(seat, node.approver()));
        }
        Entry entry = Entry.proposed(founding, exact, possessions);
        try {
            return entry.approved(approve(Consortium.founders(entry)));
        } catch (AmendmentRejected rejected) {
            throw new IllegalStateException("a draft's own founding was rejected", rejected);
        }
    }

    /** Approvals of everybody among the voters whose key is in this draft. */
    public List<Approval> approve(Electorate electorate) {
        List<Approval> approvals = new ArrayList<>();
        for (Node node : nodes) {
            electorate
                    .voter(node.approver().verifyKey())
                    .ifPresent(voter ->
                            approvals.add(Approval.sign(voter.index(), electorate.subject(), node.approver())));
        }
        return List.copyOf(approvals);
    }

    private Node node(String name) {
        return nodes.stream()
                .filter(node -> node.member().name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("node must be in the draft, but was " + Quoted.of(name)));
    }

    /**
     * Makes {@code out} with the directories operator, coordinator, one per exchange, and approvers with one per exchange;
     * returns those of the nodes, whose history the caller writes.
     */
    public List<NodeDirectory> writeTo(Path out, KeyLocks locks) throws IOException {
        Path parent = out.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        PrivateFiles.createDirectory(out);
        Path own = out.resolve(ConsortiumPlan.OPERATOR);
        PrivateFiles.createDirectory(own);
        try (KeyLock lock = locks.lockFor(ConsortiumPlan.OPERATOR, own)) {
            new OperatorDirectory(own).write(operator, lock, randomness);
        }
        PrivateFiles.createDirectory(out.resolve(ConsortiumPlan.APPROVERS));
        List<NodeDirectory> directories = new ArrayList<>();
        for (Node node : nodes) {
            NodeDirectory directory =
                    new NodeDirectory(out.resolve(node.member().name()));
            PrivateFiles.createDirectory(directory.path());
            try (KeyLock lock = locks.lockFor(node.member().name(), directory.path())) {
                directory.write(node.keys(), lock, node.certificate(), authority.certificate(), randomness);
                if (node.member().isCoordinator()) {
                    directory.writeAuthority(authority, lock, randomness);
                }
            }
            directories.add(directory);
            if (!node.member().isCoordinator()) {
                writeApprover(node, out.resolve(ConsortiumPlan.APPROVERS), locks);
            }
        }
        return List.copyOf(directories);
    }

    private void writeApprover(Node node, Path approvers, KeyLocks locks) throws IOException {
        RoleDirectory directory =
                RoleDirectory.approver(approvers.resolve(node.member().name())).create();
        try (KeyLock lock = locks.lockFor(node.member().name(), directory.path())) {
            directory.write(node.approver(), lock, randomness);
        }
    }

    @Override
    public void close() {
        operator.close();
        nodes.forEach(node -> {
            node.keys().close();
            node.approver().close();
        });
    }

    @Override
    public String toString() {
        return "ConsortiumDraft";
    }

    /** A node with everything it needs, and who approves for it; its keys never print. */
    private record Node(Member member, NodeKeys keys, X509Certificate certificate, SigningKey approver) {
        static Node create(
                int index,
                String name,
                ConsortiumPlan plan,
                CertificateAuthority authority,
                SigningKey approver,
                Randomness randomness) {
            KeyPair tls = P256.generate(randomness);
            NodeKeys keys = NodeKeys.generate(tls, randomness);
            X509Certificate certificate =
                    authority.issue(name, tls.getPublic(), keys.identity(), plan.hostsOf(name), plan.validity());
            Member member = new Member(
                    index, name, keys.identity().verifyKey(), P256.keyDigest(tls.getPublic()), approver.verifyKey());
            return new Node(member, keys, certificate, approver);
        }
    }
}
