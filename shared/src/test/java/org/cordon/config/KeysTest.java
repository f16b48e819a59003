// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.member.KeyFileRefused;
import org.cordon.member.KeyHolder;
import org.cordon.pkcs11.SoftHsm;
import org.cordon.pkcs11.TokenAddress;
import org.cordon.suite.Randomness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** How a configuration and a command line say where private keys are. */
class KeysTest {
    private static final Randomness RANDOM = Randomness.secure();

    @TempDir
    private Path directory;

    private Path pin;

    /** A configuration as every role has it. */
    record Configured(Unlock unlock, Optional<Keys> keys) {}

    @BeforeEach
    void writePin() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        pin = Files.writeString(directory.resolve("pin.txt"), SoftHsm.PIN + "\n");
        Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aTokenIsOpenedWithThePinThatUnlockNames() throws IOException {
        TokenAddress address = SoftHsm.token("configured");
        Configured configured = read("""
                unlock: {passphraseFile: pin.txt}
                keys:
                  pkcs11: {library: %s, tokenLabel: configured}
                """.formatted(address.library()));
        try (KeyHolder holder = Keys.open(configured.keys(), configured.unlock(), RANDOM)) {
            assertThat(holder.toString()).isEqualTo("TokenKeys");
        }
    }

    @Test
    void withoutKeysTheyAreInLockedFiles() throws IOException {
        KeyOptions options = parse("--key-file", directory.resolve("unlock.key").toString());
        try (KeyHolder holder = options.make(directory.resolve("other.key"), RANDOM)) {
            assertThat(holder.toString()).isEqualTo("FileKeys");
        }
        Configured configured = read("unlock: {keyFile: unlock.key}\n");
        assertThat(configured.keys()).isEmpty();
        Keys.open(configured.keys(), configured.unlock(), RANDOM).close();
    }

    @Test
    void aPinInAKeyFileOrOpenToOthersIsRefused() throws IOException {
        Optional<Keys> keys = Optional.of(new Keys(new Keys.Pkcs11(SoftHsm.library(), "any")));
        assertThatThrownBy(() -> Keys.open(keys, Unlock.keyFile(pin), RANDOM))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("unlock must say where the token's PIN is, but names a key file");
        Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Keys.open(keys, Unlock.passphraseFile(pin), RANDOM))
                .isInstanceOf(KeyFileRefused.class)
                .hasMessageContaining("must be its owner's alone");
    }

    @Test
    void unfitValuesAreNamed() {
        assertThatThrownBy(() -> read("unlock: {passphraseFile: pin.txt}\nkeys: {pkcs11: {library: a.so}}\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("keys.pkcs11.tokenLabel must be set, but was not");
        assertThatThrownBy(() -> read("unlock: {passphraseFile: pin.txt}\n"
                        + "keys: {pkcs11: {library: a.so, tokenLabel: " + "x".repeat(33) + "}}\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("tokenLabel must be 1 to 32 characters");
        assertThatThrownBy(
                        () -> read(
                                "unlock: {passphraseFile: pin.txt}\nkeys: {pkcs11: {library: a.so, tokenLabel: a, pin: 1234}}\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("unknown key keys.pkcs11.pin");
    }

    @Test
    void optionsThatDoNotFitTogetherAreRefused() {
        assertThatThrownBy(() -> parse("--token", "a").keys())
                .hasMessage("--pkcs11-library and --token must stand with --keys pkcs11, but do not");
        assertThatThrownBy(() -> parse("--keys", "pkcs11", "--token", "a").keys())
                .hasMessage("--keys pkcs11 must name --pkcs11-library and --token, but does not");
        assertThatThrownBy(
                        () -> parse("--key-file", "a", "--passphrase-file", "b").unlock(Path.of("c")))
                .hasMessageContaining("at most one of --key-file, --passphrase-file and --passphrase-variable");
        assertThatThrownBy(() -> parse("--keys", "paper")).hasMessageContaining("must be files or pkcs11");
    }

    private Configured read(String yaml) throws IOException {
        return ConfigFile.read(Files.writeString(directory.resolve("node.yaml"), yaml), Configured.class);
    }

    private static KeyOptions parse(String... arguments) {
        Probe probe = new Probe();
        new CommandLine(probe).parseArgs(arguments);
        return probe.options;
    }

    @CommandLine.Command
    private static final class Probe {
        @CommandLine.Mixin
        private KeyOptions options = new KeyOptions();
    }
}
