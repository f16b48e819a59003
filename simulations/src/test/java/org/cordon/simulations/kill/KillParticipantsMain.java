// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.kill;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.cordon.computation.Query;
import org.cordon.member.Consortium;
import org.cordon.member.Entry;
import org.cordon.member.KeyLock;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeys;
import org.cordon.member.PeerVerifier;
import org.cordon.participant.client.GrpcCoordinatorLink;
import org.cordon.participant.client.HostPort;
import org.cordon.participant.client.LinkSettings;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.participant.round.MemberStore;
import org.cordon.participant.round.ParticipantNode;
import org.cordon.participant.round.TaskPolicy;
import org.cordon.participant.store.SqliteMemberStore;
import org.cordon.participant.witness.MirrorStore;
import org.cordon.record.HeadCosignature;
import org.cordon.simulations.engine.VectorSum;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.round.Block;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;
import org.cordon.task.ParticipantPolicy;

/** Participants of the kill tests in one process: member i adds the bit i to every word but the last, which it takes off. */
final class KillParticipantsMain {
    private KillParticipantsMain() {}

    public static void main(String[] arguments) throws Exception {
        KillDirectory directory = new KillDirectory(Path.of(arguments[0]));
        int port = Integer.parseInt(arguments[1]);
        Halt halt = new Halt();
        halt.listen();
        for (int at = 2; at < arguments.length; at++) {
            int self = Integer.parseInt(arguments[at]);
            new Thread(() -> take(directory, self, port, halt), "participant-" + self).start();
        }
    }

    private static long[] words(Query query, int self) {
        long[] words = new long[query.length()];
        Arrays.fill(words, 1L << self);
        words[words.length - 1] = -(1L << self);
        return words;
    }

    private static void take(KillDirectory directory, int self, int port, Halt halt) {
        NodeDirectory node = new NodeDirectory(directory.node(KillDirectory.name(self)));
        try (KeyLock lock = KeyLock.keyFile(node.unlockFile());
                NodeKeys keys = node.openKeys(lock);
                MemberStore store = new HaltingMemberStore(
                        SqliteMemberStore.open(
                                directory.data(KillDirectory.name(self)), keys.localSecret(), Randomness.secure()),
                        self,
                        halt);
                MirrorStore disk = MirrorStore.open(
                        directory.data(KillDirectory.name(self)).resolve("log"))) {
            MirrorStore mirror = new MirrorStore(new HaltingLog(disk.log(), halt), disk.evidence());
            Consortium consortium = directory.consortium();
            try (CoordinatorLink link = new Reporting(
                    GrpcCoordinatorLink.open(
                            LinkSettings.of(new HostPort("localhost", port)),
                            node.tlsIdentity(keys),
                            new PeerVerifier(node.authority(), consortium.current(), InstantSource.system()),
                            Randomness.secure()),
                    self)) {
                new ParticipantNode(
                                new ParticipantNode.Identity(
                                        consortium, self, keys.identity(), keys.localSecret(), Randomness.secure()),
                                new ParticipantNode.Ports(link, store, mirror),
                                TaskPolicy.of(ParticipantPolicy.strict(Set.of(VectorSum.NAME), 100_000, Set.of("none"))
                                        .acceptingCountsWithoutDp()),
                                InstantSource.system(),
                                charter -> (query, state) -> words(query, self),
                                KillDirectory.computations())
                        .run();
            }
        } catch (Exception e) {
            Halt.say("FAILED " + self + " " + e);
            throw new IllegalStateException(e);
        }
    }

    /** Passes everything on; says what the coordinator has acknowledged. */
    private record Reporting(CoordinatorLink link, int self) implements CoordinatorLink {
        @Override
        public Optional<CoordinatorMessage> next(Duration timeout) throws InterruptedException {
            Optional<CoordinatorMessage> event = link.next(timeout);
            if (event.filter(CoordinatorMessage.Ended.class::isInstance).isPresent()) {
                Halt.say("MEMBER-ENDED " + self);
            }
            return event;
        }

        private Verdict acknowledged(String point, Scope scope, Verdict verdict) {
            Halt.say((verdict == Verdict.ACCEPTED ? "ACK " : "ANSWER " + verdict + " ") + point + " " + scope.epoch()
                    + " " + scope.round() + " " + scope.attempt() + " " + self);
            return verdict;
        }

        @Override
        public Verdict submit(MemberMessage message, Duration deadline) throws InterruptedException {
            Verdict verdict = link.submit(message, deadline);
            String point = message instanceof MemberMessage.Ready
                    ? "ready"
                    : message instanceof MemberMessage.Endorsement
                            ? "endorsement"
                            : message instanceof MemberMessage.Reveal
                                    ? "reveal"
                                    : message.getClass().getSimpleName();
            return acknowledged(point, message.scope(), verdict);
        }

        @Override
        public void witnessedBy(Witness witness) {
            link.witnessedBy(witness);
        }

        @Override
        public Verdict cosign(HeadCosignature cosignature, Duration deadline) throws InterruptedException {
            return link.cosign(cosignature, deadline);
        }

        @Override
        public Verdict upload(Signed<RoundBody.Upload> statement, ByteBuffer content, Duration deadline)
                throws InterruptedException {
            return acknowledged("uploaded", statement.body().scope(), link.upload(statement, content, deadline));
        }

        @Override
        public void fetchSum(Scope scope, Consumer<ByteBuffer> sink, Duration deadline) throws InterruptedException {
            link.fetchSum(scope, sink, deadline);
        }

        @Override
        public void fetchBlocks(Scope scope, Digest seed, Consumer<Block> sink, Duration deadline)
                throws InterruptedException {
            link.fetchBlocks(scope, seed, sink, deadline);
        }

        @Override
        public Bytes fetchState(Digest session, Digest state, int maxBytes, Duration deadline)
                throws InterruptedException {
            return link.fetchState(session, state, maxBytes, deadline);
        }

        @Override
        public List<Entry> fetchHistory(int from, Duration deadline) throws InterruptedException {
            return link.fetchHistory(from, deadline);
        }

        @Override
        public void consortiumChanged(Consortium newest) {
            link.consortiumChanged(newest);
        }

        @Override
        public void close() {
            link.close();
        }
    }
}
