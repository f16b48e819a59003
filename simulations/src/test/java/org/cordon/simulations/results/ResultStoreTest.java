// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cordon.cli.CommandFailure;
import org.cordon.simulations.engine.TrialListener.ClientPlayed;
import org.cordon.simulations.engine.TrialListener.RoundPlayed;
import org.cordon.simulations.engine.TrialListener.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder of results: what stands in which column, and who may write it. */
@SuppressWarnings("try") // that a folder is held is what counts
class ResultStoreTest {
    private static final String ONE = "0000000000000001";
    private static final String TWO = "0000000000000002";
    private static final String TEXT = "# a comment\nname: small\nseeds: [1]\n";

    @TempDir
    Path directory;

    private static SortedMap<String, Double> metrics(double from) {
        return new TreeMap<>(Map.of(
                "loss", from + 0.1,
                "accuracy", from + 0.2,
                "averagePrecision", from + 0.3,
                "rocAuc", from + 0.4,
                "recallAt1PctFpr", from + 0.5));
    }

    private static void play(ResultStore store, String run) throws IOException {
        RunRow.Shape shape = new RunRow.Shape(
                run,
                "small",
                "a label",
                new TreeMap<>(Map.of("rounds", "3")),
                11,
                new RunRow.Kinds("strategy", "attack", "defence", "partition", "model"),
                true,
                12,
                13,
                14,
                List.of("a \"reason\", or two"),
                new TreeMap<>(Map.of("Plugin", "digest")));
        try (RunWriter writer = store.begin(run)) {
            writer.client(new ClientPlayed(0, 21, true, Status.SUMMED, 22, 23, 24, 25.5, 0.5, Optional.of(metrics(2))));
            writer.round(new RoundPlayed(0, 31, 32, 33.5, 34, 35, Optional.of(metrics(3))));
            writer.finish(new RunRow(
                    shape, new RunRow.Ending(false, 15, Optional.of(16), metrics(1), new TreeMap<>(Map.of("x", 1.5)))));
        }
    }

    private static List<ResultStore.Listed> listed(String... runs) {
        return Stream.of(runs)
                .map(run -> new ResultStore.Listed(run, "a label", new TreeMap<>(Map.of("rounds", "3"))))
                .toList();
    }

    private ResultStore played(String text, String... runs) throws IOException {
        ResultStore store = ResultStore.open(directory, text);
        try (Closeable held = store.hold()) {
            for (String run : runs) {
                play(store, run);
            }
            store.publish(listed(runs));
        }
        return store;
    }

    @Test
    void everyValueStandsInItsColumn() throws IOException {
        played(TEXT, ONE);
        assertThat(directory.resolve("run.csv")).hasContent("""
                        version,run,experiment,label,point,seed,strategy,attack,defence,partition,model,secure_sum,exchanges,rounds,parameters,refusals,plugins,status,rounds_done,target_round,loss,accuracy,average_precision,roc_auc,recall_at_1pct_fpr,figures
                        1,0000000000000001,small,a label,"{""rounds"":""3""}",11,strategy,attack,defence,partition,model,true,12,13,14,"[""a \\""reason\\"", or two""]","{""Plugin"":""digest""}",done,15,16,1.1,1.2,1.3,1.4,1.5,"{""x"":1.5}"
                        """);
        assertThat(directory.resolve("round.csv")).hasContent("""
                        run,round,asked,summed,update_norm,bytes_up,bytes_down,loss,accuracy,average_precision,roc_auc,recall_at_1pct_fpr
                        0000000000000001,0,31,32,33.5,34,35,3.1,3.2,3.3,3.4,3.5
                        """);
        assertThat(directory.resolve("client_round.csv")).hasContent("""
                        run,round,exchange,role,status,rows,steps,weight,update_norm,shrink,loss,accuracy,average_precision,roc_auc,recall_at_1pct_fpr
                        0000000000000001,0,21,attacker,summed,22,23,24,25.5,0.5,2.1,2.2,2.3,2.4,2.5
                        """);
    }

    @Test
    void aFolderIsForOneStartAtATime() throws IOException {
        ResultStore store = ResultStore.open(directory, TEXT);
        Closeable held = store.hold();
        assertThatThrownBy(() -> ResultStore.open(directory, TEXT).hold())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("another is at work in it");
        held.close();
        ResultStore.open(directory, TEXT).hold().close();
    }

    /** Another seed or another comment is the same experiment: what is over is kept. Another name is not. */
    @Test
    void anotherFormOfTheFileGoesOnAndAnotherExperimentIsRefused() throws IOException {
        played(TEXT, ONE);
        ResultStore other = ResultStore.open(directory, TEXT.replace("[1]", "[1, 2]"));
        assertThat(directory.resolve("run.parquet")).exists();
        try (Closeable held = other.hold()) {
            assertThat(other.done()).containsExactly(ONE);
            assertThat(directory.resolve("run.parquet"))
                    .as("tells of the other file")
                    .doesNotExist();
        }
        assertThatThrownBy(() -> ResultStore.open(directory, TEXT.replace("small", "large")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("but holds results of another: small");
    }

    /** A run without a sweep may be a point of the next form's sweep: its row tells of that, or means would be torn. */
    @Test
    void aRunThatIsKeptIsThePointThatItIsNow() throws IOException {
        ResultStore store = played(TEXT, ONE);
        store.publish(List.of(new ResultStore.Listed(ONE, "it's \"new\"", new TreeMap<>(Map.of("rounds", "4")))));
        assertThat(Results.in(directory).query("SELECT label, point FROM run"))
                .containsExactly(Map.of("label", "it's \"new\"", "point", "{\"rounds\":\"4\"}"));
    }

    @Test
    void tablesOfOtherDataDoNotOutlastThem() throws IOException {
        ResultStore store = played(TEXT, ONE);
        store.publish(listed(TWO));
        assertThat(directory.resolve("run.parquet")).doesNotExist();
    }

    @Test
    void freshThrowsAwayWhatCordonHasWrittenOnceTheFolderIsHeld() throws IOException {
        played(TEXT, ONE, TWO);
        Files.writeString(directory.resolve("report.html"), "");
        Files.writeString(directory.resolve("mine.txt"), "");
        ResultStore store = ResultStore.fresh(directory, TEXT.replace("small", "large"));
        assertThat(directory.resolve("run.parquet")).exists();
        try (Closeable held = store.hold()) {
            assertThat(store.done()).isEmpty();
            assertThat(directory.resolve("report.html")).doesNotExist();
            assertThat(directory.resolve("run.parquet")).doesNotExist();
            assertThat(directory.resolve("mine.txt")).exists();
        }
    }

    @Test
    void linesThatAreCutAreSaidToBe() throws IOException {
        ResultStore store = played(TEXT, ONE);
        Files.writeString(directory.resolve("runs").resolve(ONE + ".round.csv"), ONE + ",0,3");
        assertThatThrownBy(() -> store.publish(listed(ONE)))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("must hold whole lines");
    }
}
