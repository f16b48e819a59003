// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.task;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.config.ConfigFile;
import org.cordon.config.HistoryFile;
import org.cordon.config.NodeFiles;
import org.cordon.disk.DurableFiles;
import org.cordon.member.Approval;
import org.cordon.member.Approvals;
import org.cordon.member.ApproverDirectory;
import org.cordon.member.Consortium;
import org.cordon.member.KeyFileRefused;
import org.cordon.member.KeyHolder;
import org.cordon.member.KeyLock;
import org.cordon.member.Member;
import org.cordon.member.VerifiedManifest;
import org.cordon.model.ParameterVector;
import org.cordon.suite.Bytes;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;
import org.cordon.task.Charter;
import org.cordon.task.OfferedCharter;
import org.cordon.wire.CharterCodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon task draft}. */
@Command(
        name = "draft",
        description = "Approve the charter of a task with keys at hand and make its first state.",
        footer = {
            "",
            "Example:",
            "  cordon task draft --charter charter.yaml --approvers consortium/approvers \\",
            "      --history consortium/coordinator/history.bin --out task"
        })
public final class DraftCommand implements Callable<Integer> {
    @Option(names = "--charter", required = true, paramLabel = "FILE", description = "The charter as YAML.")
    private Path charter;

    @Option(
            names = "--approvers",
            required = true,
            paramLabel = "DIR",
            description = "Directory with a directory for each approver, as a trial consortium has.")
    private Path approvers;

    @Option(names = "--history", required = true, paramLabel = "FILE", description = "The consortium's history.")
    private Path history;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Directory to make; must not exist.")
    private Path out;

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints. */
    record Drafted(String directory, String task, String session, String initialState, int parameters, int maxRounds) {}

    @Override
    public Integer call() {
        CharterFile file = ConfigFile.read(charter, CharterFile.class);
        try {
            Consortium consortium = new HistoryFile(history).read();
            Bytes state = state(file);
            Charter terms = terms(file, consortium.current(), state);
            OfferedCharter offered = approve(terms, consortium);
            TaskDirectory.create(out, offered, state);
            Optional<ParameterVector> first = file.firstParameters();
            if (first.isPresent()) {
                DurableFiles.replace(
                        out.resolve("parameters.bin"),
                        ByteBuffer.wrap(first.get().toBytes().toByteArray()));
            }
            print(terms, offered, first);
            return ExitCode.OK.value();
        } catch (KeyFileRefused refused) {
            throw NodeFiles.failure(ExitCode.UNREADABLE_INPUT, refused);
        } catch (FileAlreadyExistsException exists) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED, out + " exists", "Name a directory that does not exist", exists);
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "cannot write " + out + ": " + failed,
                    "Name a directory below one that this user may write",
                    failed);
        }
    }

    private Bytes state(CharterFile file) {
        try {
            return file.firstState();
        } catch (IllegalArgumentException unfit) {
            throw unfit(unfit);
        }
    }

    private Charter terms(CharterFile file, VerifiedManifest manifest, Bytes state) {
        try {
            return file.charter(manifest, state, Instant.now());
        } catch (IllegalArgumentException unfit) {
            throw unfit(unfit);
        }
    }

    private CommandFailure unfit(IllegalArgumentException unfit) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                charter + ": " + unfit.getMessage(),
                "Correct the charter's file; nothing was signed",
                unfit);
    }

    private OfferedCharter approve(Charter terms, Consortium consortium) throws IOException {
        OfferedCharter offered = OfferedCharter.unapproved(terms, CharterCodec.encode(terms), consortium);
        List<Approval> approvals = new ArrayList<>();
        for (Path directory : DurableFiles.list(approvers)) {
            ApproverDirectory approver = new ApproverDirectory(directory);
            Optional<Member> member = consortium.current().manifest().findApprover(approver.approver());
            if (member.isPresent()) {
                try (KeyHolder holder = KeyHolder.files(KeyLock.keyFile(approver.unlockFile()), Randomness.secure());
                        Signer key = approver.openKey(holder)) {
                    approvals.add(Approval.sign(member.get().index(), offered.subject(), key));
                }
            }
        }
        return offered.approved(new Approvals(consortium.current().digest(), approvals));
    }

    private void print(Charter terms, OfferedCharter offered, Optional<ParameterVector> first) {
        PrintWriter writer = spec.commandLine().getOut();
        Drafted drafted = new Drafted(
                out.toString(),
                terms.name(),
                offered.session().hex(),
                terms.initialState().hex(),
                first.map(ParameterVector::length).orElse(0),
                terms.maxRounds());
        if (json.asked()) {
            json.print(writer, drafted);
            return;
        }
        writer.println("task            " + drafted.task());
        writer.println("session         " + drafted.session());
        writer.println("initial state   " + drafted.initialState());
        writer.println("parameters      " + drafted.parameters());
        writer.println("sums at most    " + drafted.maxRounds());
        writer.println("expires         " + terms.expiry());
        if (terms.privacyWaiver().isPresent()) {
            writer.println("NO PRIVACY GUARANTEE: sums are opened without differential privacy");
        }
        writer.println();
        writer.println(
                "Hand it in with: cordon task submit --task " + out + " --inbox <the coordinator's tasks directory>");
        writer.flush();
    }
}
