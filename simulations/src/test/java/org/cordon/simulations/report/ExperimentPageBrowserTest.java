// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordon.audit.report.Browser;
import org.cordon.cli.Cordon;
import org.cordon.simulations.laboratory.SimulateCommands;
import org.cordon.simulations.results.Results;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The report in a real browser: another page of the same origin shows it in a frame of the width in question, measures, and writes what
 * it found into itself.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ExperimentPageBrowserTest {
    private static final String EXPERIMENT = """
            name: attacks-in-a-browser
            seeds: [1, 2, 3]
            rounds: 4
            data:
              clusters: {rows: 300, features: 4, classes: 2, distance: 1.5}
              holdout: {random: {share: 0.25}}
            exchanges: {count: 5}
            model: {network: {kind: mlp_classifier, hidden: [4]}}
            training: {epochs: 1, batchSize: 16, optimiser: sgd, learningRate: 0.1}
            compare: true
            sweep:
              attack: [{none: {}}, {share: 0.2, signFlip: {factor: 1}}]
              defence: [{none: {}}, {median: {}}]
              together: [{training.epochs: 2}, {training.batchSize: 2}]
            # /*script*/ /*echarts*/ </script><b id="injected">a comment is text</b>
            """;

    private static final String FRAME = """
            <!DOCTYPE html><link rel="icon" href="data:,"><body style="margin:0">
            <iframe id="frame" src="/report.html" style="border:0;width:WIDTHpx;height:900px"></iframe><pre id="found"></pre>
            <script>
            addEventListener('load', () => {
              const page = document.getElementById('frame').contentDocument, view = page.defaultView;
              const box = e => e.getBoundingClientRect();
              const light = colour => {
                const [r, g, b] = colour.match(/[\\d.]+/g).map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
                return 0.2126 * r + 0.7152 * g + 0.0722 * b;
              };
              const behind = e => { while (e && /, 0\\)$|transparent/.test(view.getComputedStyle(e).backgroundColor)) e = e.parentElement; return view.getComputedStyle(e).backgroundColor; };
              const contrast = e => { const a = light(view.getComputedStyle(e).color), b = light(behind(e)); return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05); };
              const colours = c => {
                const pixels = new Uint32Array(c.getContext('2d').getImageData(0, 0, c.width, c.height).data.buffer);
                return new Set(pixels).size;
              };
              const texts = [...page.querySelectorAll('h1,h2,p,th,td,li,summary')].filter(e => box(e).height > 0);
              document.getElementById('found').textContent = JSON.stringify({
                dark: view.matchMedia('(prefers-color-scheme: dark)').matches,
                paper: light(view.getComputedStyle(page.body).backgroundColor),
                scroll: page.documentElement.scrollWidth,
                beyond: [...page.querySelectorAll('body *')].filter(e => !e.closest('.scroll') && !e.closest('pre') && box(e).right > WIDTH + 1)
                  .map(e => e.tagName + '.' + e.className).slice(0, 9),
                charts: [...page.querySelectorAll('.chart')].map(e => e.getAttribute('aria-label')),
                drawn: [...page.querySelectorAll('.chart canvas')].map(colours),
                sections: [...page.querySelectorAll('h2')].map(e => e.textContent),
                small: texts.filter(e => parseFloat(view.getComputedStyle(e).fontSize) < 12).length,
                pale: texts.filter(e => contrast(e) < 4.5).map(e => e.tagName + ' ' + e.textContent.slice(0, 20)).slice(0, 9),
                maps: [...page.querySelectorAll('h3')].map(e => e.textContent),
                points: new Set([...page.querySelectorAll('section:last-of-type tr td:first-child')].map(e => e.textContent)).size,
                runs: [...page.querySelectorAll('td')].filter(e => /^[0-9a-f]{16}$/.test(e.textContent)).length,
                injected: page.querySelectorAll('#injected').length});
            });
            </script>
            """;

    @TempDir
    static Path scratch;

    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static Browser browser;
    private static HttpServer server;

    @BeforeAll
    static void serve() throws IOException {
        browser = Browser.find(scratch);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        serve("/report.html", report());
        for (int width : new int[] {390, 1280}) {
            serve("/" + width, FRAME.replace("WIDTH", "" + width));
        }
        server.createContext("/", exchange -> {
            ASKED.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
    }

    private static String report() throws IOException {
        Path file = Files.writeString(scratch.resolve("e.yaml"), EXPERIMENT);
        Path folder = scratch.resolve("results");
        StringWriter told = new StringWriter();
        int exit = new Cordon(List.of(new SimulateCommands()), new PrintWriter(told), new PrintWriter(told), scratch)
                .run("simulate", "run", file.toString(), "--out", folder.toString());
        assertThat(exit).as(told.toString()).isZero();
        return ExperimentPage.of(Results.in(folder));
    }

    private static void serve(String path, String page) {
        byte[] content = page.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            ASKED.add(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @CsvSource({"390, false", "1280, false", "390, true", "1280, true"})
    void chartsAreDrawnTextCanBeReadAndNothingOverflows(int width, boolean dark) throws Exception {
        Browser.Run run = browser.run(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/" + width,
                "--window-size=" + (width + 200) + ",1000",
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                "--dump-dom");
        Matcher written = Pattern.compile("<pre id=\"found\">(\\{.*?})</pre>").matcher(run.out());
        assertThat(written.find()).as(run.out()).isTrue();
        JsonNode found = new ObjectMapper()
                .readTree(written.group(1)
                        .replace("&gt;", ">")
                        .replace("&lt;", "<")
                        .replace("&amp;", "&"));
        assertThat(run.console()).as("errors in the console").isEmpty();
        assertThat(ASKED).as("what the browser fetched").isSubsetOf("/390", "/1280", "/report.html");
        assertThat(found.get("dark").asBoolean()).isEqualTo(dark);
        assertThat(found.get("paper").asDouble() < 0.1)
                .as("dark paper where it is asked for")
                .isEqualTo(dark);
        assertThat(found.get("scroll").asInt()).as("width of the page").isLessThanOrEqualTo(width);
        assertThat(found.get("beyond")).as("elements that stick out").isEmpty();
        assertThat(found.get("charts"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "average precision by round", "accuracy by round", "loss by round", "ways to learn compared");
        assertThat(found.get("drawn"))
                .as("colours of each chart, edges of letters and lines included")
                .hasSize(4)
                .allSatisfy(colours -> assertThat(colours.asInt()).isGreaterThan(30));
        assertThat(found.get("sections"))
                .extracting(JsonNode::asText)
                .contains("Learning curves: average precision", "Attacks against defences: average precision");
        assertThat(found.get("small").asInt()).as("texts below 12 px").isZero();
        assertThat(found.get("pale")).as("texts with a contrast below 4.5").isEmpty();
        assertThat(found.get("runs").asInt()).isEqualTo(24);
        assertThat(found.get("maps"))
                .as("one for whatever else is swept, with the key where the value alone says too little")
                .extracting(JsonNode::asText)
                .containsExactly("training.epochs 2", "training.batchSize 2");
        assertThat(found.get("points").asInt()).isEqualTo(8);
        assertThat(found.get("injected").asInt()).as("text that became markup").isZero();
    }
}
