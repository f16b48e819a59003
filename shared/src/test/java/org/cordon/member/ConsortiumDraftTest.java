// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cordon.member.KeyFileRefused.Reason;
import org.cordon.member.PeerOutcome.Accepted;
import org.cordon.suite.SigningKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsortiumDraftTest {
    private final ConsortiumDraft draft = TestConsortium.draft(7);
    private final KeyLocks locks = KeyLocks.keyFiles(TestConsortium.seeded(8));

    @TempDir
    private Path temp;

    @AfterEach
    void wipe() {
        draft.close();
    }

    @Test
    void theManifestFollowsThePlan() {
        Manifest manifest = TestConsortium.found(draft).current().manifest();
        assertThat(manifest.consortium()).isEqualTo("test");
        assertThat(manifest.members()).extracting(Member::name).isEqualTo(TestConsortium.EXCHANGES);
        assertThat(manifest.coordinator().name()).isEqualTo("coordinator");
        assertThat(manifest.threshold()).isEqualTo(new Threshold(5));
    }

    @Test
    void everyFounderOfTheDraftApproves() {
        Consortium consortium = TestConsortium.found(draft);
        assertThat(consortium.entries().get(0).approvals()).hasSize(5);
        assertThat(consortium.current().manifest().coordinator().approver())
                .isEqualTo(draft.operator().verifyKey());
        assertThat(consortium.authority()).isEqualTo(CertificateAuthority.keyDigest(draft.authority()));
    }

    /** Every node opens its own directory, and every other node knows it by its certificate. */
    @Test
    void everyDirectoryMakesItsNode() throws IOException {
        List<NodeDirectory> directories = draft.writeTo(temp.resolve("out"), locks);
        assertThat(directories).hasSize(6);
        Consortium consortium = TestConsortium.found(draft);
        PeerVerifier verifier = new PeerVerifier(draft.authority(), consortium.current(), TestConsortium.CLOCK);
        for (NodeDirectory directory : directories) {
            Member entry = consortium
                    .current()
                    .manifest()
                    .find(directory.path().getFileName().toString())
                    .orElseThrow();
            try (KeyLock lock = KeyLock.keyFile(directory.unlockFile());
                    NodeKeys keys = directory.openKeys(lock)) {
                TlsIdentity tls = directory.tlsIdentity(keys);
                assertThat(keys.identity().verifyKey()).isEqualTo(entry.identity());
                assertThat(tls.trustAnchor()).isEqualTo(draft.authority());
                PeerOutcome outcome = entry.isCoordinator()
                        ? verifier.coordinator(tls.chain(), "localhost")
                        : verifier.member(tls.chain());
                assertThat(outcome).isEqualTo(new Accepted(entry));
            }
        }
    }

    @Test
    void theOperatorReopensItsKeys() throws IOException {
        draft.writeTo(temp.resolve("out"), locks);
        OperatorDirectory directory = new OperatorDirectory(temp.resolve("out/operator"));
        try (KeyLock lock = KeyLock.keyFile(directory.unlockFile());
                SigningKey operator = directory.openSigningKey(lock)) {
            assertThat(operator.verifyKey()).isEqualTo(draft.operator().verifyKey());
            assertThat(directory.operator()).isEqualTo(operator.verifyKey());
        }
    }

    @Test
    void theCoordinatorReopensTheAuthority() throws IOException {
        draft.writeTo(temp.resolve("out"), locks);
        NodeDirectory directory = new NodeDirectory(temp.resolve("out/coordinator"));
        try (KeyHolder holder = KeyHolder.files(KeyLock.keyFile(directory.unlockFile()), TestConsortium.seeded(8));
                CertificateAuthority authority =
                        directory.openAuthority(holder, TestConsortium.seeded(9), TestConsortium.CLOCK)) {
            assertThat(authority.certificate()).isEqualTo(draft.authority());
        }
    }

    @Test
    void privateKeysLieInTheirOwnDirectoryOnlyAndAreTheirOwnersAlone() throws IOException {
        Path out = temp.resolve("out");
        draft.writeTo(out, locks);
        Set<String> files = new HashSet<>();
        try (Stream<Path> all = Files.walk(out)) {
            for (Path path : all.toList()) {
                boolean isDirectory = Files.isDirectory(path);
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as("%s", path)
                        .isEqualTo(isDirectory ? "rwx------" : "rw-------");
                if (!isDirectory) {
                    files.add(out.relativize(path).toString());
                }
            }
        }
        Set<String> expected = new HashSet<>(Set.of(
                "operator/operator.key",
                "operator/unlock.key",
                "operator/operator.pub",
                "coordinator/authority.key"));
        Stream.concat(Stream.of("coordinator"), TestConsortium.EXCHANGES.stream())
                .forEach(node -> Stream.of("node.key", "unlock.key", "certificate.pem", "authority.pem")
                        .forEach(file -> expected.add(node + "/" + file)));
        TestConsortium.EXCHANGES.forEach(exchange -> Stream.of("approver.key", "approver.pub", "unlock.key")
                .forEach(file -> expected.add("approvers/" + exchange + "/" + file)));
        assertThat(files).isEqualTo(expected);
    }

    @Test
    void oneNodesLockDoesNotOpenAnother() throws IOException {
        List<NodeDirectory> directories = draft.writeTo(temp.resolve("out"), locks);
        try (KeyLock lock = KeyLock.keyFile(directories.get(1).unlockFile())) {
            refused(
                    () -> directories.get(2).openKeys(lock),
                    Reason.WRONG_UNLOCK_KEY,
                    " does not open with this key file");
        }
    }

    @Test
    void nothingIsOverwritten() throws IOException {
        draft.writeTo(temp.resolve("out"), locks);
        refused(
                () -> draft.writeTo(temp.resolve("out"), locks),
                Reason.EXISTS,
                " exists already and is not overwritten");
    }

    @Test
    void mixedUpDirectoriesAreTold() throws IOException {
        List<NodeDirectory> directories = draft.writeTo(temp.resolve("out"), locks);
        NodeDirectory node = directories.get(1);
        Path certificate = node.path().resolve("certificate.pem");
        Files.copy(
                directories.get(2).path().resolve("certificate.pem"), certificate, StandardCopyOption.REPLACE_EXISTING);
        try (KeyLock lock = KeyLock.keyFile(node.unlockFile());
                NodeKeys keys = node.openKeys(lock)) {
            refused(
                    () -> node.tlsIdentity(keys),
                    Reason.BAD_CERTIFICATE,
                    certificate + " does not belong to node.key: private key must belong to the certificate of"
                            + " \"CN=beta,O=test\", but was another key");
            Files.writeString(certificate, "no certificate", StandardCharsets.US_ASCII);
            refused(() -> node.tlsIdentity(keys), Reason.BAD_CERTIFICATE, " is not a certificate in PEM");
            Files.delete(certificate);
            refused(() -> node.tlsIdentity(keys), Reason.MISSING, certificate + " does not exist");
        }
        OperatorDirectory operator = new OperatorDirectory(temp.resolve("out/operator"));
        Files.writeString(operator.path().resolve("operator.pub"), "00", StandardCharsets.US_ASCII);
        refused(
                operator::operator,
                Reason.BAD_CERTIFICATE,
                "operator.pub is not a public key of 64 hexadecimal digits");
    }

    @Test
    void nothingSecretIsPrinted() throws IOException {
        NodeDirectory node = draft.writeTo(temp.resolve("out"), locks).get(1);
        try (KeyLock lock = KeyLock.keyFile(node.unlockFile());
                NodeKeys keys = node.openKeys(lock)) {
            assertThat(keys).hasToString("NodeKeys");
            assertThat(node.tlsIdentity(keys)).hasToString("TlsIdentity");
            assertThat(keys.localSecret()).hasToString("Secret");
        }
        assertThat(draft).hasToString("ConsortiumDraft");
    }

    @Test
    void unfitPlansAreRefused() {
        List<String> four = TestConsortium.EXCHANGES.subList(0, 4);
        unfit(
                () -> ConsortiumPlan.of("test", four),
                "exchanges must be 5 to 255, but was 4; four hide an input among two honest ones and must be accepted"
                        + " explicitly");
        assertThat(ConsortiumPlan.ofFour("test", four).exchanges()).hasSize(4);
        unfit(() -> ConsortiumPlan.ofFour("test", four.subList(0, 3)), "exchanges must be 4 to 255, but was 3");
        unfit(() -> ConsortiumPlan.of("test", List.of()), "exchanges must be 5 to 255, but was 0");
        unfit(
                () -> ConsortiumPlan.of("test", List.of("a", "b", "c", "d", "a")),
                "exchanges must be distinct and none of coordinator, operator and approvers, but was a");
        unfit(
                () -> ConsortiumPlan.of("test", List.of("a", "b", "c", "d", "operator")),
                "exchanges must be distinct and none of coordinator, operator and approvers, but was operator");
        unfit(
                () -> ConsortiumPlan.of("test", List.of("a", "b", "c", "d", "../e")),
                "exchange must be 1 to 40 of a-z, 0-9 and inner hyphens, but was \"../e\"");
        ConsortiumPlan plan = ConsortiumPlan.of("test", TestConsortium.EXCHANGES);
        unfit(() -> plan.withCoordinatorHosts(List.of()), "hosts of coordinator must be at least one, but was empty");
        unfit(
                () -> plan.withCoordinatorHosts(List.of("a b")),
                "host must be a DNS name or an IP address, but was \"a b\"");
        unfit(
                () -> new ConsortiumPlan("test", plan.exchanges(), Map.of(), plan.validity(), false),
                "hosts must name the coordinator's, but did not");
        unfit(
                () -> new ConsortiumPlan(
                        "test", plan.exchanges(), Map.of("zeta", List.of("z")), plan.validity(), false),
                "hosts must be of nodes in the plan, but was of \"zeta\"");
        unfit(
                () -> plan.withValidity(Duration.ofDays(3651)),
                "validity must be positive and at most 3650 days, but was PT87624H");
    }

    private static void unfit(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    private static void refused(ThrowingCallable call, Reason reason, String message) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeyFileRefused.class, e -> assertThat(e.reason()).isEqualTo(reason))
                .hasMessageContaining(message);
    }
}
