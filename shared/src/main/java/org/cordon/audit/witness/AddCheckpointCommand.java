// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.witness;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.audit.Inputs;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.log.BundleOutcome;
import org.cordon.log.BundleReader;
import org.cordon.log.Checkpoint;
import org.cordon.log.Cosignature;
import org.cordon.log.HashTree;
import org.cordon.log.LogRefused;
import org.cordon.log.MalformedLog;
import org.cordon.log.NoteSignature;
import org.cordon.log.SignedCheckpoint;
import org.cordon.log.SignedNote;
import org.cordon.log.TrustPolicy;
import org.cordon.log.UnverifiedLog;
import org.cordon.log.VerifierKey;
import org.cordon.record.NoteKeys;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cordon audit witness add-checkpoint}. */
@Command(
        name = "add-checkpoint",
        description = "Ask a witness to cosign the checkpoint of a log, and verify what it answers.",
        footer = {
            "",
            "Example:",
            "  cordon audit witness add-checkpoint log --url https://regulator.example/ \\",
            "      --policy trust-policy --out checkpoint",
            "The policy must name the log and the witness."
        })
final class AddCheckpointCommand implements Callable<Integer> {
    @Parameters(paramLabel = "LOG", description = "The directory of a log, or a copy of it.")
    private Path bundle = Path.of(".");

    @Option(
            names = "--url",
            required = true,
            paramLabel = "URL",
            description = "The submission prefix of the witness; /add-checkpoint is added.")
    private URI url = URI.create("http://127.0.0.1:7480/");

    @Option(
            names = "--policy",
            required = true,
            paramLabel = "FILE",
            description = "The trust policy that names log and witness with their keys.")
    private Path policyFile = Path.of(".");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the checkpoint with all its cosignatures; replaced as a whole.")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What {@code --json} prints. */
    record Added(String origin, long size, String root, List<By> witnesses, String note) {}

    /** A witness and when it says that it signed. */
    record By(String witness, String at) {}

    @Override
    public Integer call() throws InterruptedException {
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new CommandFailure(
                    ExitCode.USAGE, "--url must begin with http:// or https://, but was " + url, "Correct the URL");
        }
        TrustPolicy policy = Inputs.policy(policyFile);
        SignedCheckpoint signed = checkpoint(policy);
        String lines = ask(signed, tree(signed.checkpoint()));
        List<SignedNote.Verified> cosignatures = verified(policy, signed, lines);
        SignedCheckpoint further = signed.with(
                cosignatures.stream().map(SignedNote.Verified::signature).toList());
        out.ifPresent(file -> write(file, further.toBytes()));
        print(further, cosignatures);
        return ExitCode.OK.value();
    }

    private SignedCheckpoint checkpoint(TrustPolicy policy) {
        try {
            byte[] note = new BundleReader(bundle)
                    .checkpoint()
                    .orElseThrow(() -> new LogRefused(bundle + " must hold a checkpoint, but holds none"));
            SignedCheckpoint signed = SignedCheckpoint.parse(note);
            policy.evaluate(signed, NoteKeys.verifier());
            return signed;
        } catch (LogRefused | MalformedLog unreadable) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    String.valueOf(unreadable.getMessage()),
                    "Name the directory of a log, or fetch it again",
                    unreadable);
        } catch (UnverifiedLog unverified) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    String.valueOf(unverified.getMessage()),
                    "Compare the policy with the log; nothing was sent",
                    unverified);
        }
    }

    private HashTree tree(Checkpoint checkpoint) {
        BundleOutcome outcome = new BundleReader(bundle).rebuild(checkpoint.size(), checkpoint.root());
        if (outcome instanceof BundleOutcome.Rebuilt rebuilt) {
            return rebuilt.tree();
        }
        throw new CommandFailure(
                ExitCode.CHECK_FAILED,
                "the log must rebuild to its checkpoint, but does not: "
                        + ((BundleOutcome.Damaged) outcome).findings().get(0),
                "See 'cordon audit verify " + bundle + "'; nothing was sent");
    }

    private String ask(SignedCheckpoint signed, HashTree tree) throws InterruptedException {
        try {
            WitnessClient.Answer answer = new WitnessClient(url).addCheckpoint(signed, tree);
            if (answer instanceof WitnessClient.Answer.Cosigned cosigned) {
                return cosigned.lines();
            }
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    "the witness at " + url + " " + ((WitnessClient.Answer.Refused) answer).sentence(),
                    "Ask its operator; if it has seen another face of this log, keep both checkpoints as evidence");
        } catch (IOException failed) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    String.valueOf(failed.getMessage()),
                    "Check --url and that the witness runs, then ask again",
                    failed);
        }
    }

    private List<SignedNote.Verified> verified(TrustPolicy policy, SignedCheckpoint signed, String lines) {
        List<VerifierKey> witnesses =
                policy.witnesses().stream().map(TrustPolicy.Witness::key).toList();
        try {
            List<NoteSignature> answered = SignedNote.parseSignatures(lines);
            if (answered.isEmpty()) {
                throw new MalformedLog("answer of the witness must have a signature line, but had none");
            }
            return SignedNote.of(signed.checkpoint().text(), answered).verify(witnesses, NoteKeys.verifier());
        } catch (MalformedLog | UnverifiedLog unverified) {
            throw new CommandFailure(
                    ExitCode.CHECK_FAILED,
                    "the witness at " + url + " gave no cosignature by a witness of the policy: "
                            + unverified.getMessage(),
                    "Put the witness's verifier key into the policy, as it prints it at its start",
                    unverified);
        }
    }

    private static void write(Path file, byte[] note) {
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.write(temporary, note);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "cannot write " + file + ": " + refused.getMessage(),
                    "Name another file with --out; asking the witness again is harmless",
                    refused);
        }
    }

    private void print(SignedCheckpoint further, List<SignedNote.Verified> cosignatures) {
        PrintWriter writer = spec.commandLine().getOut();
        Checkpoint checkpoint = further.checkpoint();
        List<By> by = new ArrayList<>();
        cosignatures.forEach(one -> by.add(new By(one.key().name(), time(one))));
        String note = new String(further.toBytes(), StandardCharsets.UTF_8);
        if (json.asked()) {
            json.print(
                    writer,
                    new Added(
                            checkpoint.origin(),
                            checkpoint.size(),
                            checkpoint.root().hex(),
                            by,
                            note));
            return;
        }
        by.forEach(one -> writer.println("cosigned   " + one.witness() + " at " + one.at()));
        writer.println("leaves     " + checkpoint.size());
        if (out.isPresent()) {
            writer.println("written    " + out.get());
        } else {
            writer.println();
            writer.print(note);
        }
        writer.flush();
    }

    private static String time(SignedNote.Verified one) {
        try {
            return Instant.ofEpochSecond(
                            Cosignature.of(one.key(), one.signature()).epochSeconds())
                    .toString();
        } catch (MalformedLog cannotHaveVerified) {
            throw new IllegalStateException(cannotHaveVerified);
        }
    }
}
