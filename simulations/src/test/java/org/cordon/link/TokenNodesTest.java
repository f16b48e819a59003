// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cordon.coordinator.store.MemoryCoordinatorStore;
import org.cordon.member.CertificateAuthority;
import org.cordon.member.KeyHolder;
import org.cordon.member.NodeKeys;
import org.cordon.participant.round.CoordinatorLink;
import org.cordon.participant.round.MemberStore;
import org.cordon.participant.store.MemoryMemberStore;
import org.cordon.pkcs11.Pin;
import org.cordon.pkcs11.SoftHsm;
import org.cordon.pkcs11.TokenAddress;
import org.cordon.suite.Bytes;
import org.cordon.suite.KeyUnavailable;
import org.cordon.suite.Signed;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Verdict;
import org.cordon.task.Timing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coordinator and member 1 keep TLS and identity keys in tokens: X25519MLKEM768 handshakes and exact sums as ever. */
class TokenNodesTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final TokenAddress COORDINATOR = SoftHsm.token("coordinator");
    private static final Set<String> BEFORE = Set.copyOf(SoftHsm.directories());
    private static final Map<String, TokenAddress> TOKENS =
            Map.of("coordinator", COORDINATOR, "member-1", SoftHsm.token("member-1"));
    private static final String TOKEN_OF_MEMBER_1 = SoftHsm.directories().stream()
            .filter(name -> !BEFORE.contains(name))
            .findFirst()
            .orElseThrow();

    @TempDir
    private Path directory;

    private Set<String> inTokens = TOKENS.keySet();
    private final List<NodeKeys> keys = new ArrayList<>();

    @AfterEach
    void closeKeys() {
        keys.forEach(NodeKeys::close);
    }

    @Test
    void aRoundOfNodesWithKeysInTokensIsExact() throws Exception {
        Timing timing = new Timing(LONG, LONG, LONG, LONG, LONG);
        try (FullStack stack = new FullStack(2, timing, new MemoryCoordinatorStore(), this::make)) {
            assertThat(stack.members.get(0).tls().isInHardware()).isTrue();
            for (int member = 1; member <= FullStack.SIZE; member++) {
                stack.start(member, link -> link);
            }
            stack.awaitEnd(stack.submit());
            stack.sums.forEach(sum -> sum.assertExactWith(1));
        }
        assertThat(keys).hasSize(TOKENS.size());
    }

    /** Its upload is in when the token is pulled, so it cannot endorse the survivors. */
    @Test
    void aMemberWhoseTokenIsPulledStopsAndGoesOnWhenItIsBack() throws Exception {
        Timing timing = new Timing(LONG, LONG, LONG, LONG, LONG);
        MemberStore store = new MemoryMemberStore();
        AtomicBoolean pulled = new AtomicBoolean();
        Path socket = SoftHsm.tokens().resolve(TOKEN_OF_MEMBER_1);
        Path away = SoftHsm.tokens().resolveSibling("pulled");
        inTokens = Set.of("member-1"); // as in a process of its own, where the library starts anew
        try (FullStack stack = new FullStack(2, timing, new MemoryCoordinatorStore(), this::make)) {
            TestConsortium.Node first = stack.members.get(0);
            stack.start(
                    1,
                    first,
                    store,
                    link -> new AfterUpload(link, () -> {
                        if (!pulled.getAndSet(true)) {
                            Files.move(socket, away);
                        }
                    }));
            for (int member = 2; member <= FullStack.SIZE; member++) {
                stack.start(member, link -> link);
            }
            CompletableFuture<Bytes> task = stack.submit();
            KeyUnavailable lost = stack.lostKeys.poll(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(lost)
                    .hasMessageContaining("the key in token \"member-1\"")
                    .hasMessageContaining("cannot sign any more")
                    .hasMessageEndingWith(
                            "; plug the token in, see that it works, and start again: what was stored goes on");
            keys.get(0).close();
            Files.move(away, socket);
            NodeKeys again = open("member-1");
            assertThat(again.identity().verifyKey()).isEqualTo(first.identity().verifyKey());
            stack.start(1, TestConsortium.again(first, again), store, link -> link);
            stack.awaitEnd(task);
            stack.sums.forEach(sum -> sum.assertExactWith(1));
        }
    }

    /** Acts once an upload was taken. */
    private static final class AfterUpload extends ForwardingLink {
        private final Act act;

        AfterUpload(CoordinatorLink link, Act act) {
            super(link);
            this.act = act;
        }

        @Override
        public Verdict upload(Signed<RoundBody.Upload> statement, ByteBuffer content, Duration deadline)
                throws InterruptedException {
            Verdict verdict = super.upload(statement, content, deadline);
            try {
                act.run();
            } catch (IOException failed) {
                throw new AssertionError(failed);
            }
            return verdict;
        }
    }

    @FunctionalInterface
    private interface Act {
        void run() throws IOException;
    }

    private NodeKeys open(String name) throws IOException {
        try (Pin pin = SoftHsm.pin(SoftHsm.PIN);
                KeyHolder holder = KeyHolder.token(TOKENS.get(name), pin, TestConsortium.RANDOM)) {
            NodeKeys opened = holder.openNode(directory.resolve(name));
            keys.add(opened);
            return opened;
        }
    }

    private TestConsortium.Node make(CertificateAuthority authority, String name) {
        TokenAddress address = TOKENS.get(name);
        if (address == null || !inTokens.contains(name)) {
            return TestConsortium.node(authority, name, Duration.ofDays(30));
        }
        try (Pin pin = SoftHsm.pin(SoftHsm.PIN);
                KeyHolder holder = KeyHolder.token(address, pin, TestConsortium.RANDOM)) {
            NodeKeys made = holder.makeNode(directory.resolve(name));
            keys.add(made);
            return TestConsortium.node(authority, made, name);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
