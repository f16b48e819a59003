// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.cordon.cli.CommandFailure;
import org.cordon.simulations.attack.AsksForOthers;
import org.cordon.simulations.attack.Attack;
import org.cordon.simulations.attack.FakeMalice;
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

    private static final String STRATEGY = "org.cordon.simulations.strategy.Strategy";
    private static final String STEP =
            "public float[] step(org.cordon.simulations.strategy.Mean mean) { return mean.parameters(); }";

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
                        .step(new Mean(0, new float[] {1}, new double[] {4}, Optional.empty(), 1, 1, new Memory())))
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
                .isEqualTo(
                        "plugin MyKrum of kind Attack must be given with --plugin, but those given are Boost (Attack),"
                                + " HalfStep (Strategy), MyKrum (Defence), RoundRobin (Partition)");
        assertThat(refused(
                        "Init",
                        "public class Init implements " + STRATEGY + " { static int x = 1 / Integer.parseInt(\"0\"); "
                                + STEP + "}"))
                .endsWith(
                        "Init.java must be made without a fault, but failed with java.lang.ArithmeticException: / by zero");
    }

    @Test
    void aNameThatIsNoClassAndASecondOfOneNameAreTold() throws IOException {
        for (String name : List.of("My Bad", "Mine (1)", "class")) {
            assertThat(refused(name, "")).endsWith(name + " can be no name of a class");
        }
        Path first = written("Mine", "public class Mine implements " + STRATEGY + " {" + STEP + "}");
        Path folder = Files.createDirectories(directory.resolve("more"));
        Path second = Files.copy(first, folder.resolve("Mine.java"));
        assertThat(catchThrowableOfType(CommandFailure.class, () -> Plugins.load(List.of(first, second)))
                        .sentence())
                .isEqualTo("plugin Mine must be given once, but was given again as " + second);
    }

    private String stepFails(String body) throws IOException {
        Path file = written(
                "Wrong",
                "public class Wrong implements " + STRATEGY + " {\n"
                        + " public float[] step(org.cordon.simulations.strategy.Mean mean) {\n  " + body + "\n }\n}");
        Strategy wrong = Plugins.load(List.of(file)).named("Wrong", Strategy.class);
        assertThat(wrong).hasToString("Wrong");
        Mean mean = new Mean(0, new float[3], new double[3], Optional.empty(), 1, 1, new Memory());
        return catchThrowableOfType(CommandFailure.class, () -> wrong.step(mean))
                .sentence();
    }

    @Test
    void faultsOfAPluginAreToldWithItsLine() throws IOException {
        assertThat(stepFails("return new float[] {mean.parameters()[100000]};"))
                .startsWith("Wrong.java, line 3: step must end without a fault, but failed with"
                        + " java.lang.ArrayIndexOutOfBoundsException");
        assertThat(stepFails("return step(mean);"))
                .isEqualTo(
                        "Wrong.java, line 3: step must end without a fault, but failed with java.lang.StackOverflowError");
        assertThat(stepFails("throw new AssertionError(\"no\");")).endsWith("java.lang.AssertionError: no");
        assertThat(stepFails("return new float[4];"))
                .isEqualTo("Wrong.java: step must give one value for each of 3 parameters, but gave 4");
        assertThat(stepFails("return null;")).isEqualTo("Wrong.java: step must give a value, but gave null");
    }

    @Test
    void anUpdateOfAnAttackIsFiniteAndAsLongAsTheModel() throws IOException {
        for (String update : List.of("new double[4]", "new double[] {0, Double.NaN, 0}")) {
            Path file = written(
                    "Harm",
                    "import org.cordon.simulations.attack.*;\npublic class Harm implements Attack {"
                            + " public double[] update(Malice malice) { return " + update + "; } }");
            Attack harm = Plugins.load(List.of(file)).named("Harm", Attack.class);
            assertThat(catchThrowableOfType(CommandFailure.class, () -> harm.update(new FakeMalice(List.of())))
                            .sentence())
                    .startsWith("Harm.java: update must give ");
        }
        Path waits = written(
                "Waits",
                "import org.cordon.simulations.attack.*;\npublic class Waits implements Attack {"
                        + " public double[] update(Malice malice) { throw new AsksForOthers(); } }");
        Attack asks = Plugins.load(List.of(waits)).named("Waits", Attack.class);
        assertThatThrownBy(() -> asks.update(new FakeMalice(List.of()))).isInstanceOf(AsksForOthers.class);
    }
}
