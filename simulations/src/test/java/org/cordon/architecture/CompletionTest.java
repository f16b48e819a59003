// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import org.cordon.cli.CommandProvider;
import org.cordon.cli.Cordon;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real bash sources the script and completes words. */
class CompletionTest {
    @TempDir
    private Path directory;

    @Test
    void bashCompletesCommands() throws Exception {
        assertThat(complete("co")).contains("consortium", "coordinator", "config", "completion");
        assertThat(complete("config", "")).contains("explain");
    }

    @Test
    void bashCompletesOptions() throws Exception {
        assertThat(complete("coordinator", "serve", "--c")).containsExactly("--config");
        assertThat(complete("config", "explain", "--j")).containsExactly("--json");
    }

    @Test
    void bashCompletesWhatAnArgumentMayBe() throws Exception {
        assertThat(complete("config", "explain", "part")).containsExactly("participant");
        assertThat(complete("completion", "")).contains("bash", "zsh");
    }

    @Test
    void bashCompletesFileNames() throws Exception {
        Files.writeString(directory.resolve("node.yaml"), "");

        assertThat(complete("coordinator", "serve", "--config", "no")).containsExactly("node.yaml");
    }

    @Test
    void zshIsToldWhatTheScriptCompletes() {
        assertThat(script("zsh")).startsWith("#compdef cordon\n").contains("bashcompinit");
        assertThat(script("bash")).startsWith("#!/usr/bin/env bash");
    }

    private List<String> complete(String... words) throws IOException, InterruptedException {
        Files.writeString(directory.resolve("script"), script("bash"));
        String line = "cordon " + String.join(" ", words);
        String typed = String.join(
                " ", List.of(words).stream().map(word -> "'" + word + "'").toList());
        Path test = Files.writeString(
                directory.resolve("test"),
                "shopt -s progcomp; source ./script\n"
                        + "COMP_WORDS=(cordon " + typed + "); COMP_CWORD=" + words.length + "\n"
                        + "COMP_LINE='" + line + "'; COMP_POINT=" + line.length() + "\n"
                        + "_complete_cordon cordon '" + words[words.length - 1] + "' 2> problems\n"
                        // What a shell offers only while it completes.
                        + "grep -v 'compopt: not currently executing' problems\n"
                        + "[ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\\n' \"${COMPREPLY[@]}\"\n");
        Process bash = new ProcessBuilder("bash", "--noprofile", "--norc", test.toString())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return output.lines().map(String::strip).toList();
    }

    private String script(String shell) {
        StringWriter out = new StringWriter();
        PrintWriter err = new PrintWriter(new StringWriter());
        new Cordon(ServiceLoader.load(CommandProvider.class), new PrintWriter(out), err, directory)
                .run("completion", shell);
        return out.toString();
    }
}
