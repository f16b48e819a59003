// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.laboratory;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.participant.process.Arguments;
import org.cordon.simulations.experiment.Experiment;
import org.cordon.simulations.experiment.Run;
import org.cordon.simulations.source.FedHeart;
import org.cordon.simulations.source.Mnist;
import org.cordon.simulations.source.Source;
import org.cordon.simulations.source.TableFiles;

/**
 * Names of runs: 16 hexadecimal digits of SHA-256 over settings, seed, sources of plugins, files of data and
 * files that an external trainer's command names. Two runs of one name compute
 * the same.
 */
final class RunName {
    private static final int DIGITS = 16;

    private final Path base;
    private final Path home;
    private final SortedMap<String, String> plugins;
    private final Map<Path, String> known = new HashMap<>();

    RunName(Path base, Path home, SortedMap<String, String> plugins) {
        this.base = base;
        this.home = home;
        this.plugins = plugins;
    }

    String of(Run run) {
        StringBuilder text = new StringBuilder("cordon experiment 2\n")
                .append(run.canonical())
                .append("\nseed ")
                .append(run.seed());
        plugins.forEach((name, digest) ->
                text.append("\nplugin ").append(name).append(' ').append(digest));
        for (Path file : files(run.settings())) {
            text.append("\nfile ")
                    .append(file.getFileName())
                    .append(' ')
                    .append(known.computeIfAbsent(file, RunName::digest));
        }
        byte[] hash = sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, DIGITS);
    }

    private List<Path> files(Experiment settings) {
        Source source = settings.data().source();
        List<Path> files = new ArrayList<>();
        if (source instanceof TableFiles tables) {
            tables.files().forEach(file -> files.add(base.resolve(file)));
            tables.test().ifPresent(file -> files.add(base.resolve(file)));
        } else if (source instanceof Mnist mnist) {
            files.addAll(in(base.resolve(mnist.directory())));
        } else if (source instanceof FedHeart heart) {
            files.addAll(in(base.resolve(heart.directory())));
        }
        settings.trainer()
                .map(trainer -> Arguments.parse(trainer.process()).files(home))
                .ifPresent(files::addAll);
        return files;
    }

    private static List<Path> in(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    directory + " must be a folder with the data, but is none",
                    "Name it in the experiment's data section, or give --data with the folder that paths are relative to");
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException unreadable) {
            throw unreadable(directory, unreadable);
        }
    }

    private static String digest(Path file) {
        MessageDigest sha256 = sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha256.update(buffer, 0, read);
            }
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
        return HexFormat.of().formatHex(sha256.digest());
    }

    private static CommandFailure unreadable(Path file, IOException cause) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                file + " must be a readable file, but is not: " + cause.getMessage(),
                "Correct data in the experiment's file, or give --data with the folder that paths are relative to",
                cause);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
