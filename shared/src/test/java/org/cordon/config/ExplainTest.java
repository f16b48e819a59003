// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.yaml.Spelling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is explained is what is read. */
class ExplainTest {
    private static final int LIMIT = 7;

    @TempDir
    private Path directory;

    enum Mood {
        CALM,
        GRIM
    }

    record Post(
            @Meaning(value = "The street.", example = "Elm") String street,
            @Meaning("The house.") @Default("1") int house) {}

    record Quiet(
            @Meaning("How loud.") @Default("GRIM") Mood mood,
            @Meaning("How long.") @Default("PT5S") Duration pause) {}

    record All(
            @Meaning(value = "Where.", example = "\"x y\"") Path place,

            @Meaning(value = "How many.", unit = "sheep") @Default("" + LIMIT)
            int sheep,

            @Meaning("Whether.") @Default("false") boolean asked,
            @Meaning(value = "Which.", example = "[a, b]") List<String> which,
            @Meaning("An address that must be there.") Post home,
            @Meaning("One that need not.") Optional<Post> office,
            @Meaning("All with defaults.") @Default("{}") Quiet quiet,

            @Meaning("Another default.") @Default("{mood: calm}")
            Quiet loud,

            @Meaning(value = "Several.", example = "[{street: Oak}]") @Default("[]")
            List<Post> others,

            @Meaning(value = "By name.", example = "{ash: {street: Oak}}")
            Optional<Map<String, Post>> named,

            @Meaning(value = "First of two.", example = "1", shown = true)
            Optional<Integer> first,

            @Meaning(value = "Second of two.", example = "2.5")
            Optional<Double> second) {}

    record Bare(int port) {}

    record Empty(@Meaning("Nothing to show.") int port) {}

    static final class Document implements ConfigDocument {
        @Override
        public String name() {
            return "all";
        }

        @Override
        public String purpose() {
            return "For this test.";
        }

        @Override
        public Class<? extends Record> type() {
            return All.class;
        }
    }

    private All read(String text) throws IOException {
        return ConfigFile.read(Files.writeString(directory.resolve("all.yaml"), text), All.class);
    }

    @Test
    void whatIsPrintedIsItselfRead() throws IOException {
        All read = read(ConfigYaml.of(new Document()));

        assertThat(read)
                .isEqualTo(new All(
                        directory.resolve("x y"),
                        7,
                        false,
                        List.of("a", "b"),
                        new Post("Elm", 1),
                        Optional.empty(),
                        new Quiet(Mood.GRIM, Duration.ofSeconds(5)),
                        new Quiet(Mood.CALM, Duration.ofSeconds(5)),
                        List.of(),
                        Optional.empty(),
                        Optional.of(1),
                        Optional.empty()));
    }

    @Test
    void commentedKeysNeedOnlyLoseTheirMark() throws IOException {
        String yaml = ConfigYaml.of(new Document())
                .replace("\n# office:", "\noffice:")
                .replaceFirst("\n#   street: ", "\n  street: ")
                .replace("\n# second: ", "\nsecond: ");
        All read = read(yaml);

        assertThat(read.office()).contains(new Post("Elm", 1));
        assertThat(read.second()).contains(2.5);
    }

    @Test
    void defaultsAreReadFromTheCodeWhereKeysAreLeftOut() throws IOException {
        All read = read("place: p\nwhich: []\nhome: {street: Ash}\n");

        assertThat(read.sheep()).isEqualTo(LIMIT);
        assertThat(read.home().house()).isEqualTo(1);
        assertThat(read.quiet()).isEqualTo(new Quiet(Mood.GRIM, Duration.ofSeconds(5)));
        assertThat(read.loud()).isEqualTo(new Quiet(Mood.CALM, Duration.ofSeconds(5)));
        assertThat(read.others()).isEmpty();
    }

    @Test
    void whatStandsInTheFileWins() throws IOException {
        All read = read("place: p\nsheep: 0\nasked: true\nwhich: []\nhome: {street: Ash}\nloud: {pause: PT1S}\n");

        assertThat(read.sheep()).isZero();
        assertThat(read.asked()).isTrue();
        assertThat(read.loud()).isEqualTo(new Quiet(Mood.GRIM, Duration.ofSeconds(1)));
    }

    @Test
    void aDefaultedKeyThatIsSetToNothingIsRefused() {
        assertThatThrownBy(() -> read("place: p\nsheep:\nwhich: []\nhome: {street: Ash}\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("sheep must be set, but was not");
    }

    @Test
    void typeUnitAndDefaultAreTold() {
        assertThat(ConfigYaml.of(new Document()))
                .contains("# (whole number, sheep, default: 7)")
                .contains("  # (one of [calm, grim], default: \"calm\")")
                .contains("# (path, required)");
        assertThat(ConfigKeys.flat(ConfigKeys.of(All.class)))
                .extracting(ConfigKey::path)
                .contains("home.house", "office.street", "others[].street", "named.NAME.house");
    }

    @Test
    void aComponentWithoutMeaningOrExampleIsNamed() {
        assertThatThrownBy(() -> ConfigKeys.of(Bare.class)).hasMessageContaining("Bare.port");
        assertThatThrownBy(() -> ConfigKeys.of(Empty.class)).hasMessageContaining("Empty.port");
    }

    @ParameterizedTest
    @CsvSource({"sheeps, sheep", "plcae, place", "ASKED, asked", "wich, which"})
    void aMisspeltKeyIsGuessed(String written, String meant) {
        assertThatThrownBy(() -> read("place: p\nwhich: []\n" + written + ": 1\nhome: {street: Ash}\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("line 3: unknown key " + written + "; did you mean " + meant + "?");
    }

    @Test
    void aKeyThatIsLikeNoneIsNotGuessed() {
        assertThat(Spelling.nearest("zzz", List.of("place", "asked"))).isEmpty();
        assertThat(Spelling.distance("ab", "ba")).isEqualTo(1);
    }
}
