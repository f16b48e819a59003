// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.cordon.cli.ExitCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever befalls a file of a bundle, the auditor says in a sentence which file it is, and never falls over. */
final class DamagedBundleTest {
    /** No claim is about these: readers pass them over. */
    private static final String UNSIGNED = "README|journal/.*|lock";

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final HonestLog honest = HonestLogs.brief();

    @TempDir
    Path directory;

    /** What an audit comes to: an exit code, and everything that was said. */
    private record Outcome(ExitCode exitCode, String said) {}

    private enum Damage {
        MISSING,
        EMPTY,
        TRUNCATED,
        EXTENDED,
        FLIPPED,
        HUGE,
        DIRECTORY
    }

    @Test
    void filesAreDamagedAndNamed() throws IOException {
        System.out.println("DamagedBundleTest seed " + seed);
        SortedMap<String, byte[]> files = EditedLog.files(honest.directory());
        Path bundle = directory.resolve("bundle");
        StringBuilder wrong = new StringBuilder();
        write(files, bundle);
        for (String file : chosen(files)) {
            for (Damage damage : two()) {
                Path path = bundle.resolve(file);
                damage(path, damage);
                Outcome outcome = audited(bundle);
                if (!isRight(file, damage, outcome)) {
                    wrong.append("\n")
                            .append(damage)
                            .append(' ')
                            .append(file)
                            .append(": ")
                            .append(outcome);
                }
                Files.deleteIfExists(path);
                Files.write(path, file(files, file));
            }
        }
        assertThat(wrong.toString()).isEmpty();
        assertThat(audited(bundle).exitCode()).isEqualTo(ExitCode.OK);
    }

    /** All but blobs and earlier checkpoints, and some of these. */
    private List<String> chosen(SortedMap<String, byte[]> files) {
        List<String> names = new ArrayList<>(files.keySet());
        Collections.shuffle(names, random);
        List<String> many =
                names.stream().filter(DamagedBundleTest::isOneOfMany).limit(14).toList();
        names.removeIf(name -> isOneOfMany(name) && !many.contains(name));
        return names;
    }

    private static boolean isOneOfMany(String name) {
        return name.startsWith("blobs/") || name.startsWith("checkpoint-history/");
    }

    private List<Damage> two() {
        List<Damage> all = new ArrayList<>(List.of(Damage.values()));
        Collections.shuffle(all, random);
        return all.subList(0, 2);
    }

    private static boolean isRight(String file, Damage damage, Outcome outcome) {
        if (file.matches(UNSIGNED)) {
            return true;
        }
        if (outcome.exitCode() == ExitCode.OK) {
            // A policy that nobody pinned can be changed into another. History may be thinned out, and cosignatures
            // there
            // are not counted again.
            boolean mild = damage == Damage.FLIPPED || damage == Damage.MISSING;
            return (file.equals("trust-policy") && damage == Damage.FLIPPED)
                    || (file.startsWith("checkpoint-history/") && mild);
        }
        boolean known = outcome.exitCode() == ExitCode.CHECK_FAILED
                || outcome.exitCode() == ExitCode.UNREADABLE_INPUT
                || outcome.exitCode() == ExitCode.EVIDENCE_MISSING;
        return known && outcome.said().contains(file.substring(file.lastIndexOf('/') + 1));
    }

    private static byte[] file(SortedMap<String, byte[]> files, String name) {
        byte[] content = files.get(name);
        if (content == null) {
            throw new AssertionError("no file " + name);
        }
        return content;
    }

    private static void write(SortedMap<String, byte[]> files, Path bundle) throws IOException {
        for (var file : files.entrySet()) {
            Path path = bundle.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private void damage(Path path, Damage damage) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        switch (damage) {
            case MISSING -> Files.delete(path);
            case EMPTY -> Files.write(path, new byte[0]);
            case TRUNCATED -> Files.write(path, Arrays.copyOf(bytes, random.nextInt(Math.max(1, bytes.length))));
            case EXTENDED -> Files.write(path, Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(100)));
            case FLIPPED -> {
                if (bytes.length > 0) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
                Files.write(path, bytes);
            }
            case HUGE -> {
                try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
                    sparse.setLength(3L << 30);
                }
            }
            case DIRECTORY -> {
                Files.delete(path);
                Files.createDirectory(path);
            }
        }
    }

    private Outcome audited(Path bundle) {
        AuditOptions options = AuditOptions.NONE.withCutOff(honest.end().plusSeconds(60));
        try {
            AuditReport report = AuditVerify.run(Bundle.open(bundle), options);
            return new Outcome(
                    report.exitCode(),
                    report.claims().stream()
                            .filter(claim -> claim.verdict() == Verdict.FAIL)
                            .flatMap(claim -> claim.reason().stream())
                            .collect(Collectors.joining("; ")));
        } catch (AuditRefused refused) {
            return new Outcome(refused.exitCode(), refused.sentence());
        }
    }

    @Test
    void strangeFilesAreNamed() throws IOException {
        SortedMap<String, byte[]> files = EditedLog.files(honest.directory());
        Path bundle = directory.resolve("bundle");
        write(files, bundle);
        for (String strange :
                new String[] {"passwords", "tile/1/000", "tile/entries/001", "blobs/sha256/x", "tile/0/y"}) {
            Path path = bundle.resolve(strange);
            Files.createDirectories(path.getParent());
            Files.write(path, new byte[] {1});
            Outcome outcome = audited(bundle);
            assertThat(outcome.exitCode()).as(strange).isEqualTo(ExitCode.CHECK_FAILED);
            assertThat(outcome.said()).contains(strange);
            Files.delete(path);
        }
    }

    @Test
    void nothingAndNoDirectoryAreRefused() {
        assertThat(audited(directory).exitCode()).isEqualTo(ExitCode.UNREADABLE_INPUT);
        assertThat(audited(directory.resolve("nowhere")).exitCode()).isEqualTo(ExitCode.UNREADABLE_INPUT);
        assertThat(audited(honest.directory().resolve("README")).exitCode()).isEqualTo(ExitCode.UNREADABLE_INPUT);
    }
}
