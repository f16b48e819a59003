// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.keys;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.config.KeyOptions;
import org.cordon.config.NodeFiles;
import org.cordon.member.ApproverDirectory;
import org.cordon.member.KeyHolder;
import org.cordon.member.KeyInventory;
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
        description = "Make the key of a person who approves for an exchange, in a new directory; never on its node.",
        footer = {
            "",
            "Example:",
            "  cordon keys make --approver approver",
            "  cordon keys make --approver approver --keys pkcs11 \\",
            "      --pkcs11-library /usr/lib/softhsm/libsofthsm2.so --token cordon --passphrase-file pin.txt"
        })
final class MakeCommand implements Callable<Integer> {
    @Option(
            names = "--approver",
            required = true,
            paramLabel = "DIR",
            description = "The directory to make; must not exist.")
    private Path directory = Path.of(".");

    @Mixin
    private KeyOptions options = new KeyOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What {@code --json} prints. */
    record Made(String directory, KeyInventory.PublicHalf approver) {}

    @Override
    public Integer call() {
        try {
            options.requireOpens();
            ApproverDirectory approver = ApproverDirectory.create(directory);
            try (KeyHolder holder = options.make(approver.unlockFile(), Randomness.secure());
                    Signer key = approver.makeKey(holder)) {
                print(new Made(
                        directory.toString(),
                        new KeyInventory.PublicHalf(
                                "approver",
                                "ed25519",
                                HexFormat.of().formatHex(key.verifyKey().toByteArray()))));
            }
            return ExitCode.OK.value();
        } catch (IOException refused) {
            throw NodeFiles.failure(ExitCode.SYSTEM_REFUSED, refused);
        }
    }

    private void print(Made made) {
        PrintWriter writer = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(writer, made);
            return;
        }
        writer.println("made      " + made.directory());
        writer.println("approver  " + made.approver().value());
        writer.println("Keep the directory away from the exchange's node; only approver.pub may go there.");
        writer.flush();
    }
}
