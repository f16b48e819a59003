// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.keys;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.config.NodeFiles;
import org.cordon.member.KeyFileRefused;
import org.cordon.member.KeyInventory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon keys show}. */
@Command(
        name = "show",
        description = "List the private keys in a directory: what they are, what locks them, and their public halves.",
        footer = {"", "Example:", "  cordon keys show consortium/ash"})
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "The directory of a node, an approver or the operator.")
    private Path directory = Path.of(".");

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<KeyInventory> found = find();
        PrintWriter writer = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(writer, found);
            return ExitCode.OK.value();
        }
        for (KeyInventory one : found) {
            writer.println(one.file() + "  " + one.kind() + ", " + one.lock());
            for (KeyInventory.PublicHalf half : one.publicHalves()) {
                writer.printf("  %-10s %-8s %s%n", half.role(), half.algorithm(), half.value());
            }
        }
        writer.flush();
        return ExitCode.OK.value();
    }

    private List<KeyInventory> find() {
        try {
            List<KeyInventory> found = KeyInventory.of(directory);
            if (found.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        directory + " must hold private keys, but holds none",
                        "Name the directory of a node, an approver or the operator");
            }
            return found;
        } catch (KeyFileRefused refused) {
            throw NodeFiles.failure(ExitCode.UNREADABLE_INPUT, refused);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    directory + " must be readable, but: " + failed,
                    "Run this as the user that owns the directory",
                    failed);
        }
    }
}
