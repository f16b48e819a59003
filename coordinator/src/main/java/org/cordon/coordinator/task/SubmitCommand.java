// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.task;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Digest;
import org.cordon.task.OfferedCharter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon task submit}. */
@Command(
        name = "submit",
        description = "Put a drafted task into the coordinator's inbox, whole or not at all.",
        footer = {"", "Example:", "  cordon task submit --task task --inbox consortium/coordinator/tasks"})
public final class SubmitCommand implements Callable<Integer> {
    @Option(names = "--task", required = true, paramLabel = "DIR", description = "What 'cordon task draft' made.")
    private Path task;

    @Option(
            names = "--inbox",
            required = true,
            paramLabel = "DIR",
            description = "The tasks directory in the coordinator's configuration.")
    private Path inbox;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints. */
    record Submitted(String task, String session) {}

    @Override
    public Integer call() {
        try {
            TaskDirectory directory = new TaskDirectory(task);
            OfferedCharter charter = directory.charter();
            Digest session = charter.session();
            directory.submit(inbox, charter.charter().name() + "-" + session.shortHex());
            PrintWriter writer = spec.commandLine().getOut();
            if (json.asked()) {
                json.print(writer, new Submitted(charter.charter().name(), session.hex()));
            } else {
                writer.println("submitted task " + charter.charter().name() + ", session " + session.shortHex());
                writer.flush();
            }
            return ExitCode.OK.value();
        } catch (FileAlreadyExistsException exists) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "the task is in the inbox already",
                    "Wait for the coordinator to take it; its log says why if it does not",
                    exists);
        } catch (IOException | MalformedBody failed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    "cannot submit " + task + ": " + failed.getMessage(),
                    "Name a directory that 'cordon task draft' made, and an inbox that this user may write",
                    failed);
        }
    }
}
