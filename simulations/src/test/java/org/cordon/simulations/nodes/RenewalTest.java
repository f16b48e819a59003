// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.ServiceLoader;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Cordon;
import org.cordon.member.CertificateAuthority;
import org.cordon.member.KeyHolder;
import org.cordon.member.KeyLock;
import org.cordon.member.NodeDirectory;
import org.cordon.member.NodeKeys;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates that are about to expire, or have, in processes over TLS. */
class RenewalTest {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Randomness RANDOM = Randomness.secure();

    @TempDir
    private Path directory;

    @BeforeEach
    void found() throws Exception {
        CordonProcess.install(directory);
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        int exitCode = new Cordon(ServiceLoader.load(CommandProvider.class), out, out, directory)
                .run(
                        "consortium",
                        "init",
                        "--trial",
                        "--exchanges",
                        "ash,birch,cedar,elm,fir",
                        "--out",
                        directory.resolve("c").toString(),
                        "--port",
                        "" + FreePorts.two());
        assertThat(exitCode).isZero();
        Path ash = directory.resolve("c/ash");
        Files.write(ash.resolve("data.csv"), List.of("amount,hour", "1,2"));
    }

    @Test
    void bothSidesRenewBeforeTheirCertificatesExpire() throws Exception {
        issue("ash", Duration.ofMinutes(5), InstantSource.system());
        issue("coordinator", Duration.ofMinutes(5), InstantSource.system());
        try (CordonProcess coordinator = start("coordinator serve --config c/coordinator/coordinator.yaml")) {
            coordinator.await("consortium port: listening", START);
            assertThat(lasts("coordinator")).isTrue();
            try (CordonProcess ash = start("participant run --config c/ash/participant.yaml")) {
                ash.await("certificate renewed: valid until", START);
                assertThat(lasts("ash")).isTrue();
            }
        }
    }

    @Test
    void anExpiredCertificateSaysSo() throws Exception {
        issue("ash", Duration.ofHours(1), () -> Instant.now().minus(Duration.ofDays(2)));
        try (CordonProcess ash = start("participant run --config c/ash/participant.yaml")) {
            ash.await("expired on", START);
        }
    }

    private CordonProcess start(String command) throws Exception {
        return CordonProcess.start(directory, "exec cordon " + command);
    }

    private boolean lasts(String node) throws Exception {
        X509Certificate certificate = new NodeDirectory(directory.resolve("c").resolve(node)).certificate();
        return certificate.getNotAfter().toInstant().isAfter(Instant.now().plus(Duration.ofDays(300)));
    }

    /** Gives the node a certificate of the consortium's authority that lasts {@code validity} from the clock's now. */
    private void issue(String name, Duration validity, InstantSource clock) throws Exception {
        Path root = directory.resolve("c");
        NodeDirectory coordinator = new NodeDirectory(root.resolve("coordinator"));
        NodeDirectory node = new NodeDirectory(root.resolve(name));
        try (KeyHolder ours = KeyHolder.files(KeyLock.keyFile(coordinator.unlockFile()), RANDOM);
                KeyHolder theirs = KeyHolder.files(KeyLock.keyFile(node.unlockFile()), RANDOM);
                CertificateAuthority authority = coordinator.openAuthority(ours, RANDOM, clock);
                NodeKeys keys = node.openKeys(theirs)) {
            X509Certificate next = authority.issue(
                    name, keys.tlsPublicKey(), keys.identity(), List.of("localhost", "127.0.0.1"), validity);
            node.install(
                    Bytes.wrap(next.getEncoded()),
                    Bytes.wrap(authority.certificate().getEncoded()),
                    keys);
        }
    }
}
