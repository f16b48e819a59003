// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cordon.coordinator.store.MemoryCoordinatorStore;
import org.cordon.member.CertificateAuthority;
import org.cordon.member.KeyHolder;
import org.cordon.member.NodeKeys;
import org.cordon.pkcs11.Pin;
import org.cordon.pkcs11.SoftHsm;
import org.cordon.pkcs11.TokenAddress;
import org.cordon.task.Timing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coordinator and member 1 keep TLS and identity keys in tokens: X25519MLKEM768 handshakes and exact sums as ever. */
class TokenNodesTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Map<String, TokenAddress> TOKENS =
            Map.of("coordinator", SoftHsm.token("coordinator"), "member-1", SoftHsm.token("member-1"));

    @TempDir
    private Path directory;

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

    private TestConsortium.Node make(CertificateAuthority authority, String name) {
        TokenAddress address = TOKENS.get(name);
        if (address == null) {
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
