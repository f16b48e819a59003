// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cordon.cli.CommandFailure;
import org.cordon.simulations.attack.Attack;
import org.cordon.simulations.defence.Defence;
import org.cordon.simulations.defence.Krum;
import org.cordon.simulations.defence.Updates;
import org.cordon.simulations.partition.Partition;
import org.cordon.simulations.strategy.Mean;
import org.cordon.simulations.strategy.Memory;
import org.cordon.simulations.strategy.Strategy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's examples, and what is no plugin. */
class PluginsTest {
    private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final int MOST_LINES = 20;

    @TempDir
    Path directory;

    private static String page() throws IOException {
        Path here = Path.of("").toAbsolutePath();
        Path root =
                Files.exists(here.resolve("docs")) ? here : here.resolve("..").normalize();
        return Files.readString(root.resolve("docs/simulate-plugins.md"));
    }

    private Plugins examples() throws IOException {
        Matcher examples = EXAMPLE.matcher(page());
        List<Path> files = new java.util.ArrayList<>();
        while (examples.find()) {
            String source = examples.group(1);
            assertThat(source.lines().count()).isLessThanOrEqualTo(MOST_LINES);
            files.add(written(source.replaceFirst("(?s).*public class (\\w+).*", "$1"), source));
        }
        assertThat(files).hasSize(4);
        return Plugins.load(files);
    }

    private Path written(String name, String source) throws IOException {
        return Files.writeString(directory.resolve(name + ".java"), source);
    }

    @Test
    void theExamplesOfThePageWorkAndKrumIsThatWhichIsBuiltIn() throws IOException {
        Plugins plugins = examples();
        assertThat(plugins.digests().keySet()).containsExactly("Boost", "HalfStep", "MyKrum", "RoundRobin");
        Random random = new Random(11);
        List<double[]> list = IntStream.range(0, 9)
                .mapToObj(i -> random.doubles(20).toArray())
                .toList();
        double[] weights = new double[9];
        Arrays.fill(weights, 1);
        Updates updates = new Updates(0, list, weights, 2, new double[20], new SplittableRandom(1));
        assertThat(plugins.named("MyKrum", Defence.class).combine(updates))
                .containsExactly(new Krum(1).combine(updates));
        assertThat(plugins.named("HalfStep", Strategy.class)
                        .step(new Mean(
                                0, new float[] {1}, new double[] {4}, java.util.Optional.empty(), 1, 1, new Memory())))
                .containsExactly(3f);
        assertThat(plugins.named("Boost", Attack.class)).isNotNull();
        assertThat(plugins.named("RoundRobin", Partition.class)).isNotNull();
        assertThat(new TreeMap<>(plugins.digests()).values()).allMatch(digest -> digest.length() == 64);
    }

    private String refused(String name, String source) throws IOException {
        Path file = written(name, source);
        return catchThrowableOfType(CommandFailure.class, () -> Plugins.load(List.of(file)))
                .sentence();
    }

    @Test
    void whatIsNoPluginIsToldWithItsLine() throws IOException {
        assertThat(refused("Bad", "public class Bad {\n int x = ;\n}")).contains("Bad.java, line 2");
        assertThat(refused("None", "public class None {}")).contains("must implement one of Strategy, Attack");
        assertThat(refused("Needs", "public class Needs { public Needs(int x) {} }"))
                .contains("constructor without arguments");
        assertThat(catchThrowableOfType(
                                CommandFailure.class, () -> Plugins.load(List.of(directory.resolve("Missing.java"))))
                        .sentence())
                .contains("Missing.java");
        assertThat(catchThrowableOfType(CommandFailure.class, () -> examples().named("MyKrum", Attack.class))
                        .sentence())
                .contains("plugin MyKrum must be a Attack")
                .contains("Boost");
    }
}
