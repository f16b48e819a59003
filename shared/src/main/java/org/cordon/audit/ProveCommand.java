// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.log.BundleOutcome;
import org.cordon.log.Checkpoint;
import org.cordon.log.HashTree;
import org.cordon.log.InclusionProof;
import org.cordon.log.MalformedLog;
import org.cordon.log.PolicyResult;
import org.cordon.log.ProofFile;
import org.cordon.log.TrustPolicy;
import org.cordon.log.UnverifiedLog;
import org.cordon.record.NoteKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon audit prove}. */
@Command(
        name = "prove",
        description =
                "Write a proof file (C2SP tlog-proof) that a leaf is in a log and that a quorum saw it; it is verified first.",
        footer = {"", "Example:", "  cordon audit prove log/ 12 --out leaf-12.tlog-proof"})
final class ProveCommand implements Callable<Integer> {
    private static final String MEND = "`cordon audit verify` says what is wrong with the log";

    @Parameters(index = "0", paramLabel = "BUNDLE", description = "The log's directory, or a copy of it.")
    private Path directory = Path.of(".");

    @Parameters(index = "1", paramLabel = "INDEX", description = "Number of the leaf; the first is 0.")
    private long index;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "The file to write; it must not exist.")
    private Path out = Path.of("leaf.tlog-proof");

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "A trust policy that you pinned; without it the bundle's own, which the coordinator wrote.")
    private Optional<Path> policy = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What {@code --json} prints. */
    record Proved(String file, long index, long size, String root, int witnesses) {}

    @Override
    public Integer call() {
        Bundle bundle = Inputs.bundle(directory);
        HashTree tree = tree(bundle);
        Checkpoint checkpoint = bundle.checkpoint().checkpoint();
        ProofFile proof = ProofFile.of(
                new InclusionProof(index, tree.size(), tree.inclusion(index, tree.size())), bundle.checkpoint());
        byte[] file = proof.toBytes();
        int witnesses = verify(file, tree, bundle);
        write(file);
        PrintWriter writer = spec.commandLine().getOut();
        if (json.asked()) {
            json.print(
                    writer,
                    new Proved(
                            out.toString(),
                            index,
                            checkpoint.size(),
                            checkpoint.root().hex(),
                            witnesses));
        } else {
            writer.println(out + ": leaf " + index + " is in the log of " + checkpoint.size() + " leaves, which "
                    + witnesses + " witnesses cosigned");
            writer.flush();
        }
        return ExitCode.OK.value();
    }

    private HashTree tree(Bundle bundle) {
        Checkpoint checkpoint = bundle.checkpoint().checkpoint();
        Inputs.requireLeaf(index, checkpoint.size());
        BundleOutcome outcome = bundle.reader().rebuild(checkpoint.size(), checkpoint.root());
        if (outcome instanceof BundleOutcome.Damaged damaged) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    directory + " is damaged: " + damaged.findings().get(0),
                    MEND);
        }
        return ((BundleOutcome.Rebuilt) outcome).tree();
    }

    /** Verifies the very bytes that are written; how many witnesses stand behind them. */
    private int verify(byte[] file, HashTree tree, Bundle bundle) {
        try {
            TrustPolicy trusted = policy.isPresent() ? Inputs.policy(policy.orElseThrow()) : LogKeys.ownPolicy(bundle);
            if (!trusted.evaluate(bundle.checkpoint(), NoteKeys.verifier()).isQuorum()) {
                throw new CommandFailure(
                        ExitCode.EVIDENCE_MISSING,
                        "the witnesses of the checkpoint in " + directory + " are no quorum of the trust policy",
                        "Fetch a checkpoint with more cosignatures from the coordinator or a member");
            }
            PolicyResult result = ProofFile.parse(file).verify(tree.leafHash(index), trusted, NoteKeys.verifier());
            return result.witnesses().size();
        } catch (UnverifiedLog | MalformedLog wrong) {
            throw new CommandFailure(ExitCode.CHECK_FAILED, directory + ": " + wrong.getMessage(), MEND, wrong);
        } catch (AuditRefused refused) {
            throw Inputs.failure(refused);
        }
    }

    private void write(byte[] file) {
        try {
            Files.write(out, file, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException there) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED, out + " must not exist yet, but does", "Name another file", there);
        } catch (IOException failure) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED, out + " must be writable, but: " + failure, "Name another file", failure);
        }
    }
}
