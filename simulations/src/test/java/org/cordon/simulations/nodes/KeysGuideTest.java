// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cordon.pkcs11.SoftHsm;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs docs/keys.md, and what goes wrong with tokens, in processes of their own. */
class KeysGuideTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String LIBRARY = "/usr/lib/softhsm/libsofthsm2.so";

    @TempDir
    private Path directory;

    @BeforeEach
    void install() throws IOException {
        CordonProcess.install(directory);
    }

    @Test
    void everyCommandOfTheGuideWorks() throws Exception {
        Map<String, String> shown = new HashMap<>();
        for (String command : Guide.read(guide()).write(directory)) {
            shown.merge(command, run(command, 0), String::concat);
        }
        assertThat(shown.get("cordon keys show approver"))
                .contains("approver.key  approver, key file", "approver.key  approver, passphrase (scrypt, N = 2^17)")
                .containsPattern("approver +ed25519 +[0-9a-f]{64}");
        assertThat(shown.get("cordon keys show approver-hsm"))
                .contains("approver.token  approver, PKCS#11 token cordon serial ")
                .containsPattern("signer +ed25519 +[0-9a-f]{64}");
        assertThat(Files.exists(directory.resolve("approver-hsm/approver.key"))).isFalse();

        String make = make("wrong.txt");
        Files.writeString(directory.resolve("wrong.txt"), "000000\n");
        run("chmod 600 wrong.txt", 0);
        assertThat(run(make, 71))
                .contains("the PIN is not that of token \"cordon\"", "orrect it where unlock says that it is")
                .doesNotContain("000000");
        assertThat(run(make("pin.txt").replace("--token cordon", "--token other"), 71))
                .contains("token \"other\"", "must be present, but only \"cordon\" is");
        assertThat(run(make("pin.txt").replace(SoftHsm.library().toString(), "/no/such.so"), 71))
                .contains("the PKCS#11 library /no/such.so must be a file, but is none", "nstall the token's software");
        assertThat(run("cordon keys make --approver third --keys pkcs11", 64))
                .contains("--keys pkcs11 must name --pkcs11-library and --token");
        assertThat(Files.exists(directory.resolve("third")))
                .as("nothing is left of a refusal")
                .isFalse();
    }

    private static String make(String pin) {
        return "cordon keys make --approver third --keys pkcs11 --pkcs11-library " + SoftHsm.library()
                + " --token cordon --passphrase-file " + pin;
    }

    private String run(String command, int exitCode) throws Exception {
        String local = "export SOFTHSM2_CONF=softhsm2.conf; "
                + command.replace(LIBRARY, SoftHsm.library().toString());
        try (CordonProcess process = CordonProcess.start(directory, local)) {
            assertThat(process.exitCode(PATIENCE))
                    .describedAs(process.toString())
                    .isEqualTo(exitCode);
            return process.output();
        }
    }

    private static Path guide() {
        return List.of(Path.of("docs/keys.md"), Path.of("../docs/keys.md")).stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow();
    }
}
