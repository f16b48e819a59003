// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.keys;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.config.KeyOptions;
import org.cordon.config.NodeFiles;
import org.cordon.member.KeyHolder;
import org.cordon.member.KeyInventory;
import org.cordon.member.RoleDirectory;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon keys make}. */
@Command(
        name = "make",
        description =
                "Make the key of a person who approves for an exchange (never on its node), or of a witness of logs,"
                        + " in a new directory.",
        footer = {
            "",
            "Example:",
            "  cordon keys make --approver approver",
            "  cordon keys make --witness witness",
            "  cordon keys make --approver approver --keys pkcs11 \\",
            "      --pkcs11-library /usr/lib/softhsm/libsofthsm2.so --token cordon --passphrase-file pin.txt"
        })
final class MakeCommand implements Callable<Integer> {
    @Option(
            names = "--approver",
            paramLabel = "DIR",
            description = "The directory to make for an approver; must not exist.")
    private Optional<Path> approverPlace = Optional.empty();

    @Option(
            names = "--witness",
            paramLabel = "DIR",
            description = "The directory to make for a witness, see cordon audit witness serve; must not exist.")
    private Optional<Path> witnessPlace = Optional.empty();

    @Mixin
    private KeyOptions options = new KeyOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What {@code --json} prints for an approver. */
    record Made(String directory, KeyInventory.PublicHalf approver) {}

    /** What {@code --json} prints for a witness. */
    record MadeWitness(String directory, KeyInventory.PublicHalf witness) {}

    @Override
    public Integer call() {
        if (approverPlace.isPresent() == witnessPlace.isPresent()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "one of --approver and --witness must be given, but "
                            + (approverPlace.isPresent() ? "both" : "none") + " was",
                    "Name the directory to make with one of them");
        }
        try {
            options.requireOpens();
            if (approverPlace.isPresent()) {
                makeApprover(approverPlace.get());
            } else {
                makeWitness(witnessPlace.orElseThrow());
            }
            return ExitCode.OK.value();
        } catch (IOException refused) {
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, refused);
        }
    }

    private void makeApprover(Path place) throws IOException {
        RoleDirectory approver = RoleDirectory.approver(place).create();
        try (KeyHolder holder = options.make(approver.unlockFile(), Randomness.secure());
                Signer key = approver.makeKey(holder)) {
            KeyInventory.PublicHalf half = half("approver", key);
            print(
                    new Made(place.toString(), half),
                    place,
                    half,
                    "Keep the directory away from the exchange's node; only approver.pub may go there.");
        }
    }

    private void makeWitness(Path place) throws IOException {
        RoleDirectory witness = RoleDirectory.witness(place).create();
        try (KeyHolder holder = options.make(witness.unlockFile(), Randomness.secure());
                Signer key = witness.makeKey(holder)) {
            KeyInventory.PublicHalf half = half("witness", key);
            print(
                    new MadeWitness(place.toString(), half),
                    place,
                    half,
                    "Start it with: cordon audit witness serve --key " + place
                            + " --name NAME --policy FILE --state DIR");
        }
    }

    private static KeyInventory.PublicHalf half(String role, Signer key) {
        return new KeyInventory.PublicHalf(
                role, "ed25519", HexFormat.of().formatHex(key.verifyKey().toByteArray()));
    }

    private void print(Object document, Path place, KeyInventory.PublicHalf half, String hint) {
        PrintWriter writer = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(writer, document);
            return;
        }
        writer.println("made      " + place);
        writer.println(String.format(Locale.ROOT, "%-8s  ", half.role()) + half.value());
        writer.println(hint);
        writer.flush();
    }
}
