// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "python3 train.py | python3,train.py",
                "  a   b  | a,b",
                "a 'b c' \"d e\" | a,b c,d e",
                "a --x='1 2'3 | a,--x=1 23",
                "a '' | a,",
                "a \"it's\" | a,it's",
                "a $HOME;b && d > *\\ | a,$HOME;b,&&,d,>,*\\",
            })
    void spacesSplitAndQuotesHoldTogether(String text, String words) {
        assertThat(String.join(",", Arguments.parse(text).list())).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "a 'b | process must close every quote, but was a 'b",
                "'' a | process must name a program",
                "~~ | process must name a program",
                "~ ~ | process must name a program",
            })
    void aLineThatNamesNoProgramIsRefused(String text, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Arguments.parse(text))
                .withMessageContaining(sentence);
    }

    @Test
    void aSecondLineIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Arguments.parse("a\nb"));
    }

    @Test
    void theProgramAndTheFilesItNamesAreFound() throws Exception {
        Path script = Files.writeString(directory.resolve("train.py"), "");
        assertThat(Arguments.parse("sh train.py --rate 1").files(directory)).containsExactly(script);
        assertThat(Arguments.parse("./train.py --rate 1").files(directory))
                .containsExactly(directory.resolve("./train.py"));
        assertThat(Arguments.parse("train.py train.py").files(directory)).containsExactly(script);
        assertThat(Arguments.parse("sh train.py").program(directory, "/bin")).contains(Path.of("/bin/sh"));
        assertThat(Arguments.parse("./train.py").program(directory, "/bin")).isEmpty();
        assertThat(script.toFile().setExecutable(true)).isTrue();
        assertThat(Arguments.parse("./train.py").program(directory, "")).isPresent();
    }
}
