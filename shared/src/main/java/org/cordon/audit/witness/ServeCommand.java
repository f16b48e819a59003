// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.witness;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.cordon.audit.Inputs;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.cli.StopSignal;
import org.cordon.config.KeyOptions;
import org.cordon.config.NodeFiles;
import org.cordon.log.FileWitnessStore;
import org.cordon.log.MalformedLog;
import org.cordon.log.TrustPolicy;
import org.cordon.log.VerifierKey;
import org.cordon.log.WitnessLedger;
import org.cordon.member.KeyHolder;
import org.cordon.member.RoleDirectory;
import org.cordon.record.NoteKeys;
import org.cordon.suite.Randomness;
import org.cordon.suite.Signer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cordon audit witness serve}. */
@Command(
        name = "serve",
        description =
                "Witness logs over HTTP: cosign checkpoints that follow each other, and no others, until stopped.",
        footer = {
            "",
            "Example:",
            "  cordon keys make --witness witness",
            "  cordon audit witness serve --key witness --name regulator.example/witness \\",
            "      --policy log/trust-policy --state witness-state",
            "It speaks HTTP without TLS and listens on loopback unless told otherwise: put a proxy in front.",
            "Keep the state: a witness whose state was set back could cosign a second face of a log."
        })
final class ServeCommand implements Callable<Integer> {
    @Option(
            names = "--key",
            required = true,
            paramLabel = "DIR",
            description = "The directory that 'cordon keys make --witness' made.")
    private Path key = Path.of(".");

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "What the witness is called: a URL without scheme, without spaces and plus.")
    private String name = "";

    @Option(names = "--policy", paramLabel = "FILE", description = "A trust policy; its logs are witnessed.")
    private Optional<Path> policy = Optional.empty();

    @Option(
            names = "--log",
            paramLabel = "VKEY",
            description = "The verifier key of a log to witness; may be given again.")
    private List<String> logs = new ArrayList<>();

    @Option(
            names = "--state",
            required = true,
            paramLabel = "DIR",
            description = "Where the checkpoint cosigned last is kept for each log; made where it is missing.")
    private Path state = Path.of(".");

    @Option(
            names = "--listen",
            defaultValue = "127.0.0.1:7480",
            paramLabel = "HOST:PORT",
            description = "Where to listen. Default: ${DEFAULT-VALUE}.")
    private String listen = "";

    @Mixin
    private KeyOptions keyOptions = new KeyOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        InetSocketAddress where = address(listen);
        Map<String, List<VerifierKey>> witnessed = witnessed();
        RoleDirectory directory = RoleDirectory.witness(key);
        if (!directory.hasKey()) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    key + " must hold the key of a witness, but holds none",
                    "Make one with 'cordon keys make --witness " + key + "'");
        }
        StopSignal stop = StopSignal.install();
        try (KeyHolder holder = keyOptions.open(directory.unlockFile(), Randomness.secure());
                Signer signer = directory.openKey(holder)) {
            serve(where, witnessed, signer, stop);
        } catch (IOException refused) {
            throw NodeFiles.failure(ExitCode.UNREADABLE_INPUT, refused);
        }
        return ExitCode.OK.value();
    }

    private void serve(
            InetSocketAddress where, Map<String, List<VerifierKey>> witnessed, Signer signer, StopSignal stop)
            throws InterruptedException {
        VerifierKey vkey = vkey(signer);
        try (FileWitnessStore store = FileWitnessStore.open(state);
                WitnessServer server = WitnessServer.start(
                        where,
                        new WitnessLedger(witnessed, NoteKeys.signer(vkey, signer), NoteKeys.verifier(), store),
                        InstantSource.system())) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("witness    " + vkey.format());
            witnessed.keySet().forEach(origin -> out.println("log        " + origin));
            out.println("listening  http://" + shown(server.address()) + "/add-checkpoint");
            out.flush();
            stop.await();
        } catch (IOException refused) {
            throw new CommandFailure(
                    ExitCode.SYSTEM_REFUSED,
                    "cannot serve at " + listen + " with " + state + ": " + refused.getMessage(),
                    "Stop what holds the port or the directory, or name another with --listen and --state",
                    refused);
        }
    }

    private VerifierKey vkey(Signer signer) {
        try {
            return VerifierKey.of(
                    name,
                    VerifierKey.Algorithm.COSIGNATURE_ED25519,
                    signer.verifyKey().toByteArray());
        } catch (IllegalArgumentException unfit) {
            throw usage("--name: " + unfit.getMessage(), "Name it like a URL without its scheme");
        }
    }

    private Map<String, List<VerifierKey>> witnessed() {
        List<VerifierKey> keys = new ArrayList<>();
        policy.map(Inputs::policy)
                .ifPresent(
                        read -> read.logs().stream().map(TrustPolicy.Log::key).forEach(keys::add));
        for (String text : logs) {
            try {
                keys.add(VerifierKey.parse(text));
            } catch (MalformedLog malformed) {
                throw usage("--log: " + malformed.getMessage(), "Give the log's verifier key, in quotes");
            }
        }
        if (keys.stream().anyMatch(one -> one.algorithm().isCosignature())) {
            throw usage("--log: a log's key must be of type 0x01, but was a witness's", "Give the log's verifier key");
        }
        if (keys.isEmpty()) {
            throw usage("a log to witness must be given, but none was", "Name one with --policy or --log");
        }
        Map<String, List<VerifierKey>> byOrigin = new TreeMap<>();
        keys.forEach(one -> byOrigin.computeIfAbsent(one.name(), origin -> new ArrayList<>())
                .add(one));
        return byOrigin;
    }

    private static InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1");
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            InetSocketAddress address = new InetSocketAddress(host, port);
            if (!host.isEmpty() && !address.isUnresolved()) {
                return address;
            }
        } catch (IllegalArgumentException notOne) {
            // said below
        }
        throw usage("--listen must be host:port of this machine, but was '" + text + "'", "For example 127.0.0.1:7480");
    }

    private static String shown(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private static CommandFailure usage(String problem, String mend) {
        return new CommandFailure(ExitCode.USAGE, problem, mend);
    }
}
