// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cordon.simulations.results.ResultStore;
import org.cordon.simulations.results.Results;

/**
 * The page: results as JSON, and a script that draws them with Apache ECharts, all in one file.
 *
 * <p><b>Guarantees.</b> Opens without a network. Whatever stands in names and files is shown as text.
 */
final class ExperimentPage {
    private static final String ECHARTS = "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.common.min.js";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ExperimentPage() {}

    static String of(Results results) throws IOException {
        Map<String, Object> data = new TreeMap<>();
        data.put("runs", results.query("SELECT * FROM run"));
        data.put("rounds", results.query("SELECT * FROM round"));
        data.put("timing", timing(results.directory()));
        data.put("file", Files.readString(results.directory().resolve(ResultStore.EXPERIMENT)));
        return resource("page.html")
                .replace("/*style*/", resource("page.css"))
                .replace("/*script*/", resource("page.js"))
                .replace("/*echarts*/", echarts())
                .replace("/*data*/", embedded(data)); // last: it may hold any of the words above
    }

    /** JSON that cannot end the element it stands in. */
    static String embedded(Object data) throws JsonProcessingException {
        return MAPPER.writeValueAsString(data)
                .replace("<", "\\u003c")
                .replace(">", "\\u003e")
                .replace("&", "\\u0026")
                .replace("\u2028", "\\u2028")
                .replace("\u2029", "\\u2029");
    }

    private static List<Map<String, Object>> timing(Path directory) throws IOException {
        Path file = directory.resolve("timing.json");
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .flatMap(line -> parsed(line).stream())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Optional<Map<String, Object>> parsed(String line) {
        try {
            return Optional.of(MAPPER.readValue(line, Map.class));
        } catch (JsonProcessingException half) {
            return Optional.empty();
        }
    }

    private static String echarts() throws IOException {
        return text(ExperimentPage.class.getResourceAsStream(ECHARTS), "echarts")
                .replace("</script", "<\\/script");
    }

    private static String resource(String name) throws IOException {
        return text(ExperimentPage.class.getResourceAsStream(name), name);
    }

    private static String text(@org.jspecify.annotations.Nullable InputStream stream, String name) throws IOException {
        try (InputStream in = Optional.ofNullable(stream)
                .orElseThrow(() -> new IllegalStateException(name + " must be in the distribution, but is not"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
