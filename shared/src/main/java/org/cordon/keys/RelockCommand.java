// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.keys;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.config.NodeFiles;
import org.cordon.config.Unlock;
import org.cordon.member.KeyFileRefused;
import org.cordon.member.KeyLock;
import org.cordon.member.KeyRelock;
import org.cordon.suite.Randomness;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon keys relock}. */
@Command(
        name = "relock",
        description = {
            "Lock the private keys of a directory with another passphrase or key file. The old files stay until the new"
                    + " ones were read back and opened."
        },
        footer = {"", "Example:", "  cordon keys relock --node consortium/ash --new-key-file /etc/cordon/ash.key"})
final class RelockCommand implements Callable<Integer> {
    @Option(
            names = {"--node", "--approver", "--operator"},
            required = true,
            paramLabel = "DIR",
            description = "The directory whose keys are locked anew.")
    private Path directory = Path.of(".");

    @ArgGroup
    private Old old = new Old();

    @ArgGroup(multiplicity = "1")
    private Fresh fresh = new Fresh();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What opens the keys now. */
    private static final class Old {
        @Option(
                names = "--key-file",
                paramLabel = "FILE",
                description = "The 32 bytes that unlock the keys now. Default: unlock.key in DIR.")
        private Optional<Path> keyFile = Optional.empty();

        @Option(
                names = "--passphrase-file",
                paramLabel = "FILE",
                description = "A file whose first line is the passphrase that unlocks the keys now.")
        private Optional<Path> passphraseFile = Optional.empty();

        @Option(
                names = "--passphrase-variable",
                paramLabel = "NAME",
                description = "The environment variable that holds it.")
        private Optional<String> passphraseVariable = Optional.empty();
    }

    /** What shall open them from now on. */
    private static final class Fresh {
        @Option(
                names = "--new-key-file",
                paramLabel = "FILE",
                description = "A file of 32 bytes; made if it is not there.")
        private Optional<Path> keyFile = Optional.empty();

        @Option(
                names = "--new-passphrase-file",
                paramLabel = "FILE",
                description = "A file whose first line is the new passphrase.")
        private Optional<Path> passphraseFile = Optional.empty();

        @Option(
                names = "--new-passphrase-variable",
                paramLabel = "NAME",
                description = "The environment variable that holds the new passphrase.")
        private Optional<String> passphraseVariable = Optional.empty();
    }

    /** What {@code --json} prints. */
    record Relocked(List<String> files, String unlock) {}

    @Override
    public Integer call() {
        Unlock now = now();
        Unlock next = new Unlock(fresh.keyFile, fresh.passphraseFile, fresh.passphraseVariable);
        if (now.equals(next)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "the new lock must be another than the old one, but is the same",
                    "Name another file or variable for the new one");
        }
        try (KeyLock oldLock = now.open();
                KeyLock newLock = open(next)) {
            List<Path> changed = new KeyRelock(oldLock, newLock, Randomness.secure()).relock(directory);
            print(new Relocked(changed.stream().map(Path::toString).toList(), line(next)));
            return ExitCode.OK.value();
        } catch (KeyFileRefused refused) {
            throw NodeFiles.failure(ExitCode.UNREADABLE_INPUT, refused);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "the keys in " + directory + " cannot be written: " + failed,
                    "See that the disk has room and this user may write there; the old lock still opens them",
                    failed);
        }
    }

    private Unlock now() {
        return old.keyFile.isEmpty() && old.passphraseFile.isEmpty() && old.passphraseVariable.isEmpty()
                ? Unlock.keyFile(directory.resolve("unlock.key"))
                : new Unlock(old.keyFile, old.passphraseFile, old.passphraseVariable);
    }

    private static KeyLock open(Unlock next) throws IOException {
        Optional<Path> file = next.keyFile();
        return file.isPresent() && !Files.exists(file.get())
                ? KeyLock.createKeyFile(file.get(), Randomness.secure())
                : next.open();
    }

    private static String line(Unlock next) {
        return next.keyFile()
                .map(file -> "keyFile: " + file.toAbsolutePath().normalize())
                .or(() -> next.passphraseFile()
                        .map(file -> "passphraseFile: " + file.toAbsolutePath().normalize()))
                .orElseGet(
                        () -> "passphraseVariable: " + next.passphraseVariable().orElseThrow());
    }

    private void print(Relocked relocked) {
        PrintWriter writer = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(writer, relocked);
            return;
        }
        relocked.files().forEach(file -> writer.println("locked anew  " + file));
        if (relocked.files().isEmpty()) {
            writer.println("every key file opens with the new lock already");
        }
        writer.println("In the configuration of a node, unlock must now say: " + relocked.unlock());
        writer.println("Copies made before still open with the old passphrase or key file: destroy them, or keep it as"
                + " well guarded as they are.");
        writer.flush();
    }
}
