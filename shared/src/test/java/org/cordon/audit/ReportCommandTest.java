// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Cordon;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code cordon audit report} on an honest log, and on the same log damaged. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ReportCommandTest {
    @TempDir
    private static Path directory;

    private static HonestLog log;

    private record Ended(int exitCode, String out, String err) {}

    @BeforeAll
    static void write() {
        log = HonestLog.write(directory.resolve("log"), HonestLog.Options.STANDARD);
    }

    private static Ended run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new Cordon(
                        ServiceLoader.load(CommandProvider.class),
                        new PrintWriter(out),
                        new PrintWriter(err),
                        directory)
                .run(arguments);
        return new Ended(exitCode, out.toString(), err.toString());
    }

    private static String id() {
        return log.consortium().consortium().id().hex();
    }

    private static String page(Path bundle, String name, int exitCode, String... pins) throws Exception {
        Path html = directory.resolve(name);
        String[] fixed = {"audit", "report", bundle.toString(), "--html", html.toString()};
        String[] all = java.util.stream.Stream.concat(List.of(fixed).stream(), List.of(pins).stream())
                .toArray(String[]::new);
        Ended ended = run(all);
        assertThat(ended.exitCode()).as(ended.out() + ended.err()).isEqualTo(exitCode);
        return Files.readString(html, StandardCharsets.UTF_8);
    }

    @Test
    void thePageOfAnHonestLogTellsWhatTheAuditorFound() throws Exception {
        AuditReport report = AuditVerify.run(
                Bundle.open(log.directory()),
                AuditOptions.NONE.withConsortium(log.consortium().consortium().id()));
        String page = page(log.directory(), "a.html", 0, "--consortium", id());
        for (ClaimResult result : report.claims()) {
            String verdict = result.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
            assertThat(page)
                    .contains("<article id=\"claim-" + result.claim().id() + "\" class=\"claim " + verdict + "\">");
        }
        assertThat(report.rounds()).extracting(AuditReport.RoundLine::end).contains("published", "aborted", "dead");
        assertThat(Pattern.compile("<article class=\"round ").matcher(page).results())
                .hasSize(report.rounds().size());
        assertThat(page)
                .contains("NO PRIVACY GUARANTEE", "made-up numbers", "a log to check", "no personal data")
                .contains("alpha", "beta", "gamma", "delta", "epsilon", "zeta joins as member 6")
                .contains("zeta (member 6) is removed by the others", "beta (member 2) has new keys")
                .contains("how many rows lie in each bin of each column")
                .contains("the consortium&#39;s id that the auditor pinned")
                .doesNotContain("No trust anchor was pinned.");
        assertThat(page(log.directory(), "b.html", 0, "--consortium", id())).isEqualTo(page);
    }

    @Test
    void withoutAPinThePageSaysSo() throws Exception {
        assertThat(page(log.directory(), "c.html", 0)).contains("No trust anchor was pinned.");
        assertThat(page(
                        log.directory(),
                        "d.html",
                        0,
                        "--policy",
                        log.directory().resolve("trust-policy").toString()))
                .contains("the trust policy that the auditor pinned")
                .doesNotContain("No trust anchor was pinned.");
    }

    @Test
    void theSummaryIsForTerminalsAndMachines() {
        Ended text = run("audit", "report", log.directory().toString(), "--consortium", id());
        assertThat(text.exitCode()).isZero();
        assertThat(text.out())
                .contains("Nothing failed", "0 FAIL", "NO PRIVACY GUARANTEE", "11 attempts", "budget       none");
        Ended json = run("audit", "report", log.directory().toString(), "--json");
        assertThat(json.out()).contains("\"exitCode\" : 0", "\"FAIL\" : 0", "\"html\" : null");
    }

    @Test
    void aDamagedLogIsToldAsOne() throws Exception {
        Path damaged = directory.resolve("damaged");
        try (var files = Files.walk(log.directory())) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, damaged.resolve(log.directory().relativize(file).toString()));
            }
        }
        Path tile;
        try (var tiles = Files.walk(damaged.resolve("tile/0"))) {
            tile = tiles.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(tile);
        bytes[40] ^= 1;
        Files.write(tile, bytes);
        String page = page(damaged, "e.html", 1, "--consortium", id());
        assertThat(page)
                .contains("1 claim does not hold")
                .contains("<article id=\"claim-2\" class=\"claim fail\">")
                .contains("nobody vouches for it");
    }

    @Test
    void whatIsNoLogIsRefusedInASentence() {
        Ended ended = run("audit", "report", directory.resolve("nothing").toString());
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.err()).contains("must be the directory of a log");
        assertThat(run("audit", "report", log.directory().toString(), "--consortium", "12")
                        .exitCode())
                .isEqualTo(64);
    }

    @Test
    void theCommandsOnThePageCheckTheLogWithoutThisSoftware() throws Exception {
        String page = page(log.directory(), "f.html", 0, "--consortium", id());
        List<String> blocks = Pattern.compile("<pre>(.*?)</pre>", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(block -> block.group(1)
                        .replace("&#39;", "'")
                        .replace("&quot;", "\"")
                        .replace("&lt;", "<")
                        .replace("&gt;", ">")
                        .replace("&amp;", "&"))
                .toList();
        assertThat(blocks).hasSize(3);
        assertThat(shell("bash", blocks.get(0))).isEqualTo("blobs are right\n");
        assertThat(shell("python3", blocks.get(1))).isEqualTo("root is right\n");
        assertThat(shell("python3", blocks.get(2)).lines()).hasSize(6).allMatch(line -> line.endsWith(" is right"));
    }

    private static String shell(String program, String script) throws Exception {
        Process process = new ProcessBuilder(program, "-c", script)
                .directory(log.directory().toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }
}
