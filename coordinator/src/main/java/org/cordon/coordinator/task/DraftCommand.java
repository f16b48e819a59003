// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.task;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cordon.charter.CharterFile;
import org.cordon.charter.CharterReading;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.JsonOption;
import org.cordon.config.NodeFiles;
import org.cordon.config.Unlock;
import org.cordon.disk.DurableFiles;
import org.cordon.member.KeyFileRefused;
import org.cordon.member.KeyLock;
import org.cordon.member.OperatorDirectory;
import org.cordon.member.SignedManifest;
import org.cordon.model.ParameterVector;
import org.cordon.suite.Bytes;
import org.cordon.suite.Hashes;
import org.cordon.suite.Signed;
import org.cordon.suite.SigningKey;
import org.cordon.task.Charter;
import org.cordon.task.SignedCharter;
import org.cordon.wire.CharterCodec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon task draft}. */
@Command(
        name = "draft",
        description = "Sign the charter of a task and make its first state.",
        footer = {
            "",
            "Example:",
            "  cordon task draft --charter charter.yaml --operator consortium/operator \\",
            "      --manifest consortium/operator/manifest.bin --out task"
        })
public final class DraftCommand implements Callable<Integer> {
    @Option(names = "--charter", required = true, paramLabel = "FILE", description = "The charter as YAML.")
    private Path charter;

    @Option(names = "--operator", required = true, paramLabel = "DIR", description = "The operator's directory.")
    private Path operator;

    @Option(
            names = "--manifest",
            required = true,
            paramLabel = "FILE",
            description = "The consortium's signed manifest.")
    private Path manifest;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Directory to make; must not exist.")
    private Path out;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "File with the operator's passphrase (default: unlock.key in the operator's directory).")
    private Optional<Path> passphraseFile = Optional.empty();

    @Mixin
    private JsonOption json = new JsonOption();

    @Spec
    private CommandSpec spec;

    /** What {@code --json} prints. */
    record Drafted(String directory, String task, String session, String initialState, int parameters, int maxRounds) {}

    @Override
    public Integer call() {
        CharterFile file = CharterReading.of(charter).orFail();
        try {
            OperatorDirectory own = new OperatorDirectory(operator);
            SignedManifest signedManifest = NodeFiles.manifest(manifest, own.operator());
            Bytes state = state(file);
            Charter terms = terms(file, signedManifest, state);
            Signed<Charter> signed = sign(own, terms);
            TaskDirectory.create(out, signed, state);
            Optional<ParameterVector> first = file.firstParameters();
            if (first.isPresent()) {
                DurableFiles.replace(
                        out.resolve("parameters.bin"),
                        ByteBuffer.wrap(first.get().toBytes().toByteArray()));
            }
            print(terms, signed, first);
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

    private Charter terms(CharterFile file, SignedManifest signedManifest, Bytes state) {
        try {
            return file.charter(signedManifest.digest(), signedManifest.manifest().threshold(), state, Instant.now());
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

    private Signed<Charter> sign(OperatorDirectory own, Charter terms) throws IOException {
        Unlock unlock = passphraseFile.map(Unlock::passphraseFile).orElseGet(() -> Unlock.keyFile(own.unlockFile()));
        try (KeyLock lock = unlock.open();
                SigningKey key = own.openSigningKey(lock)) {
            return SignedCharter.sign(terms, CharterCodec.encode(terms), key);
        }
    }

    private void print(Charter terms, Signed<Charter> signed, Optional<ParameterVector> first) {
        PrintWriter writer = spec.commandLine().getOut();
        Drafted drafted = new Drafted(
                out.toString(),
                terms.name(),
                Hashes.blob(signed.exact()).hex(),
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
