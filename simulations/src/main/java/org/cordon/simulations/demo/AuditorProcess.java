// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cordon.cli.Cordon;
import org.cordon.suite.Digest;

/**
 * The auditor of the demo: {@code cordon audit} in a process of its own, on whose class path the audited party's code is not.
 *
 * @param bundle the log's directory
 * @param consortium what a member would tell the auditor: digest of the founding statement
 */
record AuditorProcess(Path bundle, Digest consortium) {
    /** Modules that an auditor does without. */
    private static final List<String> AUDITED = List.of("coordinator", "participant", "simulations");

    /** Verifies every claim. */
    AuditVerdict verify() throws IOException, InterruptedException {
        Path answer = Files.createTempFile("cordon-audit-", ".json");
        try {
            int exitCode = run(
                    ProcessBuilder.Redirect.to(answer.toFile()),
                    "verify",
                    bundle.toString(),
                    "--consortium",
                    consortium.hex(),
                    "--json");
            JsonNode claims = new ObjectMapper().readTree(answer.toFile()).path("claims");
            Map<String, Integer> counts = new HashMap<>();
            claims.forEach(claim -> counts.merge(claim.path("verdict").asText(), 1, Integer::sum));
            return new AuditVerdict(
                    exitCode == 0,
                    counts.getOrDefault("PASS", 0),
                    counts.getOrDefault("FAIL", 0),
                    counts.getOrDefault("ATTESTED", 0),
                    counts.getOrDefault("NO_EVIDENCE", 0),
                    counts.getOrDefault("NOT_APPLICABLE", 0),
                    bundle.toString());
        } finally {
            Files.deleteIfExists(answer);
        }
    }

    /** Writes the report for people; false if the auditor could not. */
    boolean report(Path html) throws IOException, InterruptedException {
        Path unread = Files.createTempFile("cordon-audit-", ".txt");
        try {
            int unused = run(
                    ProcessBuilder.Redirect.to(unread.toFile()),
                    "report",
                    bundle.toString(),
                    "--consortium",
                    consortium.hex(),
                    "--html",
                    html.toString());
            return Files.isRegularFile(html);
        } finally {
            Files.deleteIfExists(unread);
        }
    }

    private static int run(ProcessBuilder.Redirect answer, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Djdk.serialFilter=!*",
                "-cp",
                classPath(),
                Cordon.class.getName(),
                "audit"));
        command.addAll(List.of(arguments));
        Process auditor = new ProcessBuilder(command)
                .redirectOutput(answer)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            return auditor.waitFor();
        } finally {
            auditor.destroyForcibly();
        }
    }

    /** Ours without the audited modules. */
    private static String classPath() throws IOException {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
            if (entry.endsWith(File.separator + "*")) {
                try (Stream<Path> jars =
                        Files.list(Path.of(entry).toAbsolutePath().getParent())) {
                    jars.map(Path::toString).sorted().forEach(entries::add);
                }
            } else if (!entry.isEmpty()) {
                entries.add(entry);
            }
        }
        return entries.stream().filter(entry -> !isAudited(entry)).collect(Collectors.joining(File.pathSeparator));
    }

    private static boolean isAudited(String entry) {
        List<String> parts = Arrays.asList(entry.split("[/\\\\]", -1));
        String file = parts.get(parts.size() - 1);
        return AUDITED.stream()
                .anyMatch(module -> file.startsWith("cordon-" + module + "-")
                        || (parts.size() >= 3 && parts.get(parts.size() - 3).equals(module)));
    }

    /** Which modules are on an auditor's class path, for a test. */
    static List<String> entries() throws IOException {
        return List.of(classPath().split(File.pathSeparator, -1));
    }
}
