// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import org.cordon.cli.Cordon;
import org.cordon.log.Hash;
import org.cordon.log.ProofFile;
import org.cordon.record.LogRecord;
import org.cordon.record.NoteKeys;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code cordon audit}: what it prints, and that no input makes it print a stack trace. */
final class AuditCommandsTest {
    @TempDir
    static Path honestDirectory;

    private static HonestLog honest;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void write() {
        honest = HonestLog.write(honestDirectory, HonestLog.Options.BRIEF);
    }

    private int run(Object... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        int exit = new Cordon(
                        List.of(new AuditCommands()), new PrintWriter(out, true), new PrintWriter(err, true), directory)
                .run(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
        assertThat(err.toString()).doesNotContain("Unexpected failure", "\tat ", "Exception");
        return exit;
    }

    private Path copy() throws IOException {
        Path target = directory.resolve("copy");
        Files.walkFileTree(honestDirectory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path to = target.resolve(honestDirectory.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to);
                return FileVisitResult.CONTINUE;
            }
        });
        return target;
    }

    @Test
    void anHonestLogIsVerified() {
        assertThat(run("audit", "verify", honestDirectory)).isZero();
        assertThat(out.toString().strip()).contains("PASS", "No log can prove").endsWith(" claims");
        assertThat(out.toString()).contains("log: VERIFIED, ", "the bundle's own");
    }

    @Test
    void machinesGetJustTheFieldsTheyWerePromised() throws IOException {
        assertThat(run("audit", "verify", honestDirectory, "--at", honest.end(), "--json"))
                .isZero();
        JsonNode document = new ObjectMapper().readTree(out.toString());
        assertThat(document.fieldNames()).toIterable().containsExactly("exitCode", "size", "root", "claims");
        assertThat(document.get("claims"))
                .hasSize(45)
                .allSatisfy(claim -> assertThat(claim.fieldNames())
                        .toIterable()
                        .containsExactly("id", "verdict", "leaves", "attestedBy", "reason"));
        assertThat(document.get("size").asInt()).isEqualTo(honest.leaves().size());
    }

    @Test
    void twoRunsPrintTheSameBytes() {
        run("audit", "verify", honestDirectory);
        String first = out.toString();
        run("audit", "verify", honestDirectory);
        assertThat(out.toString()).isEqualTo(first);
    }

    /** What befalls a bundle, what the process ends with, and what it says. */
    enum Damage {
        NO_CHECKPOINT(2, "checkpoint") {
            @Override
            void befall(Path bundle) throws IOException {
                Files.delete(bundle.resolve("checkpoint"));
            }
        },
        MALFORMED_CHECKPOINT(2, "checkpoint") {
            @Override
            void befall(Path bundle) throws IOException {
                Files.writeString(bundle.resolve("checkpoint"), "no note\n");
            }
        },
        HUGE_CHECKPOINT(2, "checkpoint") {
            @Override
            void befall(Path bundle) throws IOException {
                lengthen(bundle.resolve("checkpoint"), 3L << 30);
            }
        },
        DIRECTORY_FOR_A_CHECKPOINT(2, "checkpoint") {
            @Override
            void befall(Path bundle) throws IOException {
                Files.delete(bundle.resolve("checkpoint"));
                Files.createDirectory(bundle.resolve("checkpoint"));
            }
        },
        NO_POLICY(2, "trust-policy") {
            @Override
            void befall(Path bundle) throws IOException {
                Files.delete(bundle.resolve("trust-policy"));
            }
        },
        TRUNCATED_ENTRIES(1, "tile/entries/") {
            @Override
            void befall(Path bundle) throws IOException {
                Path file = entries(bundle);
                Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 100));
            }
        },
        EXTENDED_ENTRIES(1, "tile/entries/") {
            @Override
            void befall(Path bundle) throws IOException {
                Path file = entries(bundle);
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length + 1));
            }
        },
        FLIPPED_ENTRIES(1, "tile/") {
            @Override
            void befall(Path bundle) throws IOException {
                Path file = entries(bundle);
                byte[] bytes = Files.readAllBytes(file);
                bytes[bytes.length / 2] ^= 1;
                Files.write(file, bytes);
            }
        },
        MISSING_ENTRIES(1, "tile/") {
            @Override
            void befall(Path bundle) throws IOException {
                Files.delete(entries(bundle));
            }
        },
        SPARE_FILE(1, "spare") {
            @Override
            void befall(Path bundle) throws IOException {
                Files.writeString(bundle.resolve("spare"), "");
            }
        },
        MISSING_BLOB(3, "missing") {
            @Override
            void befall(Path bundle) throws IOException {
                Files.delete(blob(bundle));
            }
        },
        CHANGED_BLOB(1, "SHA-256") {
            @Override
            void befall(Path bundle) throws IOException {
                Files.writeString(blob(bundle), "another");
            }
        },
        HUGE_BLOB(1, "at most") {
            @Override
            void befall(Path bundle) throws IOException {
                lengthen(blob(bundle), 3L << 30);
            }
        };

        private final int exit;
        private final String said;

        Damage(int exit, String said) {
            this.exit = exit;
            this.said = said;
        }

        abstract void befall(Path bundle) throws IOException;

        private static Path entries(Path bundle) throws IOException {
            try (var files = Files.walk(bundle.resolve("tile/entries"))) {
                return files.filter(Files::isRegularFile).findFirst().orElseThrow();
            }
        }

        private static Path blob(Path bundle) {
            LogRecord record =
                    honest.of(LogRecord.CohortFixed.class).get(0).statement().record();
            Hash name = ((LogRecord.CohortFixed) record).cohort();
            return bundle.resolve("blobs/sha256").resolve(name.hex());
        }

        private static void lengthen(Path file, long bytes) throws IOException {
            try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
                sparse.setLength(bytes);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void damageIsToldInASentence(Damage damage) throws IOException {
        Path bundle = copy();
        damage.befall(bundle);
        assertThat(run("audit", "verify", bundle)).isEqualTo(damage.exit);
        assertThat(out + "\n" + err).contains(damage.said);
        assertThat(run("audit", "verify", bundle, "--json")).isEqualTo(damage.exit);
        assertThat(new ObjectMapper().readTree(out.toString()).isObject()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"audit verify", "audit explain 0", "audit prove 0 --out p"})
    void whatIsNoDirectoryIsUnreadable(String line) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "no log");
        for (Path path : List.of(file, directory.resolve("nothing"))) {
            String[] words = line.split(" ", -1);
            Object[] arguments = new Object[words.length + 1];
            System.arraycopy(words, 0, arguments, 0, 2);
            arguments[2] = path;
            System.arraycopy(words, 2, arguments, 3, words.length - 2);
            assertThat(run(arguments)).isEqualTo(2);
            assertThat(err.toString()).contains(path.toString());
        }
    }

    @Test
    void anotherConsortiumOrKeyIsNotThePinnedOne() throws IOException {
        assertThat(run("audit", "verify", honestDirectory, "--consortium", "00".repeat(32)))
                .isEqualTo(1);
        assertThat(run("audit", "verify", honestDirectory, "--consortium", "nonsense"))
                .isEqualTo(64);
        Path policy = Files.writeString(directory.resolve("policy"), "nonsense\n");
        assertThat(run("audit", "verify", honestDirectory, "--policy", policy)).isEqualTo(2);
        assertThat(err.toString()).contains(policy.toString());
    }

    @Test
    void valuesThatAreNoneAreToldWithoutClassesOfJava() throws IOException {
        for (String[] wrong : new String[][] {
            {"--at", "never", "such as 2026-12-31T00:00:00Z"},
            {"--from", "now", "such as 2026"},
            {"--max-age", "long", "such as PT24H"}
        }) {
            assertThat(run("audit", "verify", honestDirectory, wrong[0], wrong[1], "--json"))
                    .isEqualTo(64);
            assertThat(err.toString()).contains(wrong[0], wrong[1], wrong[2]).doesNotContain("java");
            JsonNode error = new ObjectMapper().readTree(out.toString()).get("error");
            assertThat(error.get("sentence").asText()).contains(wrong[1]).doesNotContain("java");
        }
    }

    @Test
    void everyRecordIsExplained() {
        for (int index = 0; index < honest.leaves().size(); index++) {
            assertThat(run("audit", "explain", honestDirectory, index)).isZero();
            assertThat(out.toString())
                    .contains("record", "by the coordinator's clock")
                    .doesNotContain("Optional", "[org");
        }
        assertThat(run("audit", "explain", honestDirectory, honest.leaves().size()))
                .isEqualTo(2);
        assertThat(run("audit", "explain", honestDirectory, 1, "--json")).isZero();
    }

    @Test
    void aProofFileHolds() throws Exception {
        Path file = directory.resolve("leaf.tlog-proof");
        assertThat(run("audit", "prove", honestDirectory, 7, "--out", file)).isZero();
        ProofFile proof = ProofFile.parse(Files.readAllBytes(file));
        Hash leaf = Hash.ofLeaf(honest.leaves().get(7).exact().toByteArray());
        assertThat(proof.verify(leaf, Bundle.open(honestDirectory).policy(), NoteKeys.verifier())
                        .isQuorum())
                .isTrue();
        assertThat(run("audit", "prove", honestDirectory, 7, "--out", file)).isEqualTo(71);
        assertThat(run("audit", "prove", honestDirectory, 100_000, "--out", directory.resolve("no")))
                .isEqualTo(2);
    }

    @Test
    void aProofWithoutAQuorumIsNotWritten() {
        Path bundle = new EditedLog(honest).cosignedBy(List.of(1, 2)).write(directory.resolve("few"));
        Path file = directory.resolve("leaf.tlog-proof");
        assertThat(run("audit", "prove", bundle, 7, "--out", file)).isEqualTo(3);
        assertThat(file).doesNotExist();
        assertThat(run("audit", "verify", bundle)).isEqualTo(3);
    }

    @Test
    void logsThatSplitAreTold() throws IOException {
        int last = honest.leaves().size() - 1;
        Path shorter = new EditedLog(honest).drop(last).write(directory.resolve("shorter"));
        assertThat(run("audit", "diff", honestDirectory, shorter)).isZero();
        assertThat(out.toString()).contains("A extends B");
        Path other = new EditedLog(honest).drop(last - 2).write(directory.resolve("other"));
        assertThat(run("audit", "diff", honestDirectory, other)).isEqualTo(1);
        assertThat(out.toString())
                .contains("the first leaf that differs is " + (last - 2))
                .contains(Files.readString(other.resolve("checkpoint"), StandardCharsets.UTF_8))
                .contains(Files.readString(honestDirectory.resolve("checkpoint"), StandardCharsets.UTF_8));
        assertThat(run("audit", "diff", honestDirectory, other.resolve("checkpoint")))
                .isEqualTo(1);
        assertThat(run("audit", "diff", other.resolve("checkpoint"), honestDirectory.resolve("checkpoint")))
                .isEqualTo(3);
        assertThat(run("audit", "diff", honestDirectory, directory.resolve("nothing")))
                .isEqualTo(2);
    }
}
