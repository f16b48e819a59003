// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.task;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.cordon.charter.ModelCard;
import org.cordon.computation.Report;
import org.cordon.disk.DurableFiles;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.task.ApprovedCharter;

/**
 * What tasks end with, as files: per task a directory with {@code state.bin}, one {@code .bin} for each output (for
 * example {@code network.bin}, the model), the {@code model-card.md}, and last {@code report.json}.
 *
 * <p><b>Guarantees.</b> Where there is a {@code report.json}, the files it names are whole and durable.
 *
 * @param directory the parent of the tasks' directories
 */
public record TaskResults(Path directory) {
    /**
     * What {@code report.json} holds.
     *
     * @param privacy the guarantee, or {@code NO PRIVACY GUARANTEE} and why there is none
     */
    record Document(
            String task,
            String session,
            String summary,
            String privacy,
            String state,
            Map<String, Double> figures,
            Map<String, Output> outputs) {}

    /** One output as a file. */
    record Output(String file, int bytes, String digest) {}

    /** Where the result of a task lies. */
    public Path of(String task, Digest session) {
        return directory.resolve(task + "-" + session.shortHex());
    }

    /** Writes a result; writing the same again changes nothing. Returns the report's file. */
    public Path write(ApprovedCharter charter, Bytes state, Report report) throws IOException {
        String task = charter.charter().name();
        Digest session = charter.session();
        Path own = Files.createDirectories(of(task, session));
        DurableFiles.replace(own.resolve("state.bin"), ByteBuffer.wrap(state.toByteArray()));
        Map<String, Output> outputs = new TreeMap<>();
        for (Map.Entry<String, Bytes> output : report.outputs().entrySet()) {
            String file = output.getKey().replaceAll("[^a-z0-9-]", "-") + ".bin";
            byte[] content = output.getValue().toByteArray();
            DurableFiles.replace(own.resolve(file), ByteBuffer.wrap(content));
            outputs.put(
                    output.getKey(),
                    new Output(file, content.length, Hashes.blob(content).hex()));
        }
        Document document = new Document(
                task,
                session.hex(),
                report.summary(),
                privacy(charter),
                Hashes.blob(state).hex(),
                report.figures(),
                outputs);
        Map<String, String> digests = new TreeMap<>();
        outputs.forEach((name, output) -> digests.put(name, output.digest()));
        ModelCard card = ModelCard.of(
                charter.charter(),
                session,
                charter.manifest().manifest().threshold(),
                Hashes.blob(state),
                report,
                digests);
        DurableFiles.replace(
                own.resolve("model-card.md"), ByteBuffer.wrap(card.markdown().getBytes(StandardCharsets.UTF_8)));
        Path file = own.resolve("report.json");
        byte[] json = new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(document);
        DurableFiles.replace(file, ByteBuffer.wrap(json));
        return file;
    }

    private static String privacy(ApprovedCharter charter) {
        return charter.charter()
                .privacyWaiver()
                .map(why -> "NO PRIVACY GUARANTEE: sums were opened without differential privacy, because: " + why)
                .orElse("sums were opened with differential privacy");
    }
}
