// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.member.KeyLock;
import org.cordon.pkcs11.Pin;

/**
 * Where the secret is that opens the node's private keys; exactly one of the three.
 *
 * @param keyFile a file of 32 bytes
 * @param passphraseFile a file whose first line is the passphrase
 * @param passphraseVariable the environment variable that holds the passphrase
 */
public record Unlock(
        @Meaning(value = "A file of 32 random bytes, as enrolment writes it.", example = "unlock.key", shown = true)
        Optional<Path> keyFile,

        @Meaning(
                value = "A file whose first line is the passphrase, or the token's PIN.",
                example = "/run/secrets/cordon")
        Optional<Path> passphraseFile,

        @Meaning(
                value = "The environment variable that holds the passphrase, or the token's PIN.",
                example = "CORDON_PASSPHRASE")
        Optional<String> passphraseVariable) {
    public Unlock {
        long named = Stream.of(keyFile, passphraseFile, passphraseVariable)
                .filter(Optional::isPresent)
                .count();
        if (named != 1) {
            throw new IllegalArgumentException(
                    "exactly one of keyFile, passphraseFile and passphraseVariable must be set, but were " + named);
        }
    }

    /** A key file. */
    public static Unlock keyFile(Path file) {
        return new Unlock(Optional.of(file), Optional.empty(), Optional.empty());
    }

    /** A passphrase in a file. */
    public static Unlock passphraseFile(Path file) {
        return new Unlock(Optional.empty(), Optional.of(file), Optional.empty());
    }

    /** A passphrase in an environment variable. */
    public static Unlock passphraseVariable(String name) {
        return new Unlock(Optional.empty(), Optional.empty(), Optional.of(name));
    }

    /** The file that holds the secret, if one does. */
    public List<Path> files() {
        return Stream.of(keyFile, passphraseFile).flatMap(Optional::stream).toList();
    }

    /** Reads the secret; the caller closes it. */
    public KeyLock open() throws IOException {
        if (keyFile.isPresent()) {
            return KeyLock.keyFile(keyFile.get());
        }
        try {
            return passphraseFile.isPresent()
                    ? KeyLock.passphraseFile(passphraseFile.get())
                    : fromVariable(passphraseVariable.orElseThrow(), KeyLock::passphrase);
        } catch (IllegalArgumentException tooShort) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    String.valueOf(tooShort.getMessage()),
                    "Check where unlock says that the passphrase is",
                    tooShort);
        }
    }

    /** Reads the PIN of a token, which is where the passphrase would be; the caller closes it. */
    public Pin openPin() throws IOException {
        if (keyFile.isPresent()) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "unlock must say where the token's PIN is, but names a key file",
                    "Set passphraseFile or passphraseVariable, and put the PIN there");
        }
        try {
            return passphraseFile.isPresent()
                    ? KeyLock.pinFile(passphraseFile.get())
                    : fromVariable(passphraseVariable.orElseThrow(), Pin::of);
        } catch (IllegalArgumentException unfit) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    String.valueOf(unfit.getMessage()),
                    "Check where unlock says that the PIN is",
                    unfit);
        }
    }

    private static <T> T fromVariable(String variable, Function<char[], T> reader) {
        String passphrase = System.getenv(variable);
        if (passphrase == null) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "the environment variable " + variable + " must hold the passphrase, but is not set",
                    "Set it for this process only, or use a key file");
        }
        char[] characters = passphrase.toCharArray();
        try {
            return reader.apply(characters);
        } finally {
            Arrays.fill(characters, '\0');
        }
    }
}
