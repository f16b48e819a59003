// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page in a real browser. It has no script to measure itself with, so another page of the same origin shows it in a frame of
 * the width in question, measures, and writes what it found into itself.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class AuditPageBrowserTest {
    private static final String FRAME = """
            <!DOCTYPE html><link rel="icon" href="data:,"><body style="margin:0">
            <iframe id="frame" src="/report.html" style="border:0;width:WIDTHpx;height:900px"></iframe><pre id="found"></pre>
            <script>
            addEventListener('load', () => {
              const page = document.getElementById('frame').contentDocument;
              const box = e => e.getBoundingClientRect();
              const shown = q => [...page.querySelectorAll(q)].filter(e => box(e).height > 0).length;
              const found = {
                scroll: page.documentElement.scrollWidth,
                beyond: [...page.querySelectorAll('body *')]
                  .filter(e => !e.closest('svg') && !e.closest('pre') && box(e).right > WIDTH + 1)
                  .map(e => e.tagName + '.' + e.className).slice(0, 9),
                flat: [...page.querySelectorAll('header,nav,section,footer,figure,article,svg,h2,h3,td,dd')]
                  .filter(e => box(e).height < 4 || box(e).width < 4)
                  .map(e => e.tagName + '.' + (e.id || e.className.baseVal || e.className)).slice(0, 9),
                sections: [...page.querySelectorAll('section')].map(e => e.id),
                rounds: shown('.round'), dots: page.querySelectorAll('.track').length, claims: shown('.claim')};
              page.querySelector('label[for=show-fail]').click();
              found.failed = shown('.claim');
              page.querySelector('label[for=show-all]').click();
              found.again = shown('.claim');
              document.getElementById('found').textContent = JSON.stringify(found);
            });
            </script>
            """;

    @TempDir
    private Path scratch;

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private Browser browser;

    @BeforeEach
    void serve() throws IOException {
        browser = Browser.find(scratch);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        serve("/report.html", AuditPage.of(SampleFindings.failing()));
        for (int width : new int[] {390, 1280}) {
            serve("/" + width, FRAME.replace("WIDTH", "" + width).getBytes(StandardCharsets.UTF_8));
        }
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
    }

    private void serve(String path, byte[] content) {
        server.createContext(path, exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
            exchange.close();
        });
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void everythingIsShownAndNothingOverflows(int width) throws Exception {
        Browser.Run run = browser.run(url("/" + width), "--window-size=" + (width + 200) + ",1000", "--dump-dom");
        Matcher written = Pattern.compile("<pre id=\"found\">(\\{.*?})</pre>").matcher(run.out());
        assertThat(written.find()).as(run.out()).isTrue();
        JsonNode found = new ObjectMapper()
                .readTree(written.group(1)
                        .replace("&gt;", ">")
                        .replace("&lt;", "<")
                        .replace("&amp;", "&"));
        assertThat(found.get("scroll").asInt()).as("width of the page").isLessThanOrEqualTo(width);
        assertThat(found.get("beyond")).as("elements that stick out").isEmpty();
        assertThat(found.get("flat")).as("elements without a size").isEmpty();
        assertThat(found.get("sections"))
                .extracting(JsonNode::asText)
                .containsExactly("consortium", "tasks", "rounds", "budget", "log", "claims", "limits", "by-hand");
        assertThat(found.get("rounds").asInt()).isEqualTo(40);
        assertThat(found.get("claims").asInt()).isEqualTo(45);
        assertThat(found.get("failed").asInt())
                .as("after the filter for failures")
                .isEqualTo(9);
        assertThat(found.get("again").asInt()).as("after the filter for all").isEqualTo(45);
        assertThat(run.console()).isEmpty();
        assertThat(asked).as("what the browser fetched").containsOnly("/" + width, "/report.html");
    }

    @Test
    void itPrintsAndItsPictureIsNotBlank() throws Exception {
        Path file = Files.write(scratch.resolve("report.html"), AuditPage.of(SampleFindings.failing()));
        Path pdf = scratch.resolve("report.pdf");
        Path picture = scratch.resolve("report.png");
        assertThat(browser.run(file.toUri().toString(), "--no-pdf-header-footer", "--print-to-pdf=" + pdf)
                        .console())
                .isEmpty();
        assertThat(browser.run(file.toUri().toString(), "--window-size=390,2000", "--screenshot=" + picture)
                        .console())
                .isEmpty();
        byte[] printed = Files.readAllBytes(pdf);
        assertThat(new String(printed, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        String text = new String(printed, StandardCharsets.ISO_8859_1);
        assertThat(text).as("A4").containsPattern("/MediaBox \\[0 0 59[45][.\\d]* 84[12][.\\d]*]");
        assertThat(Files.size(picture)).isGreaterThan(40_000);
    }
}
