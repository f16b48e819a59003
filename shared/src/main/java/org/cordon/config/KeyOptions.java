// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.member.KeyHolder;
import org.cordon.member.KeyLock;
import org.cordon.suite.Randomness;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * The options of commands that make or open private keys, as a picocli mixin. A PIN or passphrase never stands on the
 * command line.
 */
public final class KeyOptions {
    /** Where keys are kept. */
    public enum Kind {
        FILES,
        PKCS11;

        static Kind parse(String text) {
            try {
                return valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException("--keys must be files or pkcs11, but was '" + text + "'");
            }
        }
    }

    @Option(
            names = "--keys",
            defaultValue = "files",
            converter = KindText.class,
            paramLabel = "files|pkcs11",
            description = "Where private keys lie: locked files, or a PKCS#11 token. Default: ${DEFAULT-VALUE}.")
    private Kind kind = Kind.FILES;

    @Option(
            names = "--pkcs11-library",
            paramLabel = "FILE",
            description = "The token's PKCS#11 library, for --keys pkcs11.")
    private Optional<Path> library = Optional.empty();

    @Option(names = "--token", paramLabel = "LABEL", description = "The token's label, for --keys pkcs11.")
    private Optional<String> token = Optional.empty();

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The 32 bytes that unlock the keys. Default: unlock.key beside them.")
    private Optional<Path> keyFile = Optional.empty();

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "A file whose first line is the passphrase, or the token's PIN.")
    private Optional<Path> passphraseFile = Optional.empty();

    @Option(
            names = "--passphrase-variable",
            paramLabel = "NAME",
            description = "The environment variable that holds the passphrase, or the token's PIN.")
    private Optional<String> passphraseVariable = Optional.empty();

    /** The token, if one was asked for; for a configuration file that is written. */
    public Optional<Keys> keys() {
        if (kind == Kind.FILES) {
            if (library.isPresent() || token.isPresent()) {
                throw usage("--pkcs11-library and --token must stand with --keys pkcs11, but do not", "Add it");
            }
            return Optional.empty();
        }
        if (library.isEmpty() || token.isEmpty()) {
            throw usage(
                    "--keys pkcs11 must name --pkcs11-library and --token, but does not",
                    "Add both, for example --pkcs11-library /usr/lib/softhsm/libsofthsm2.so --token cordon");
        }
        try {
            return Optional.of(new Keys(new Keys.Pkcs11(library.get().toAbsolutePath(), token.get())));
        } catch (IllegalArgumentException unfit) {
            throw usage(String.valueOf(unfit.getMessage()), "Correct --token");
        }
    }

    /** Where the secret is: what was named, or {@code unlockFile}; for a configuration file that is written. */
    public Unlock unlock(Path unlockFile) {
        if (Stream.of(keyFile, passphraseFile, passphraseVariable)
                        .filter(Optional::isPresent)
                        .count()
                > 1) {
            throw usage(
                    "at most one of --key-file, --passphrase-file and --passphrase-variable must be given, but were more",
                    "Leave the others out");
        }
        return passphraseFile
                .map(Path::toAbsolutePath)
                .map(Unlock::passphraseFile)
                .or(() -> passphraseVariable.map(Unlock::passphraseVariable))
                .or(() -> keyFile.map(Path::toAbsolutePath).map(Unlock::keyFile))
                .orElseGet(() -> Unlock.keyFile(unlockFile));
    }

    /** Fails now where {@link #make} would fail later, after a directory was made: a token that does not open. */
    public void requireOpens() throws IOException {
        Optional<Keys> where = keys();
        if (where.isPresent()) {
            Keys.open(where, unlock(Path.of("unlock.key")), Randomness.secure()).close();
        }
    }

    /** Opens what holds existing keys; the caller closes it. */
    public KeyHolder open(Path unlockFile, Randomness randomness) throws IOException {
        return Keys.open(keys(), unlock(unlockFile), randomness);
    }

    /** As {@link #open}, but makes the key file if it is named or left to the default and is not there yet. */
    public KeyHolder make(Path unlockFile, Randomness randomness) throws IOException {
        Optional<Path> file = unlock(unlockFile).keyFile();
        if (keys().isEmpty() && file.isPresent() && !Files.exists(file.get())) {
            return KeyHolder.files(KeyLock.createKeyFile(file.get(), randomness), randomness);
        }
        return open(unlockFile, randomness);
    }

    private static CommandFailure usage(String problem, String mend) {
        return new CommandFailure(ExitCode.USAGE, problem, mend);
    }

    /** The words in lower case, as everywhere on the command line. */
    static final class KindText implements ITypeConverter<Kind> {
        @Override
        public Kind convert(String text) {
            return Kind.parse(text);
        }
    }
}
