// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cordon.audit.AuditReport.RoundLine;
import org.cordon.audit.AuditReport.StepSeen;
import org.cordon.audit.ClaimResult;
import org.cordon.audit.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page says everything, and nothing in it can break out of its place. */
class AuditPageTest {
    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z0-9]+)([^<>]*?)(/?)>");
    private static final Pattern LINK = Pattern.compile("\\s(?:href|src|action|data|poster|srcset)=\"([^\"]*)\"");

    private static String page(Findings findings) {
        return new String(AuditPage.of(findings), StandardCharsets.UTF_8);
    }

    private static List<String> articles(String page, String cls) {
        Matcher found = Pattern.compile("<article[^>]*class=\"" + cls + " .*?</article>", Pattern.DOTALL)
                .matcher(page);
        return found.results().map(result -> result.group()).toList();
    }

    @Test
    void everyClaimIsThereWithItsVerdict() {
        Findings findings = SampleFindings.failing();
        List<String> claims = articles(page(findings), "claim");
        assertThat(claims).hasSize(45);
        for (ClaimResult result : findings.report().claims()) {
            String article = claims.stream()
                    .filter(text -> text.contains("id=\"claim-" + result.claim().id() + "\""))
                    .findFirst()
                    .orElseThrow();
            assertThat(article)
                    .contains("class=\"claim " + Parts.cls(result.verdict()) + "\"")
                    .contains(Parts.mark(result.verdict()) + " " + Parts.words(result.verdict()) + "</span>")
                    .contains(result.claim().title().replace("'", "&#39;"))
                    .contains(result.claim().checks().replace("'", "&#39;"));
            if (result.verdict() == Verdict.FAIL) {
                assertThat(article)
                        .contains("3\u20135, " + (900 + result.claim().id()));
            }
            if (result.verdict() == Verdict.ATTESTED) {
                assertThat(article).contains("Attested by: member 3.");
            }
            result.claim()
                    .dependsOn()
                    .forEach(other -> assertThat(article).contains("href=\"#claim-" + other.id() + "\""));
        }
    }

    @Test
    void everyRoundIsInTheTimelineWithItsSteps() {
        Findings findings = SampleFindings.failing();
        List<String> rounds = articles(page(findings), "round");
        assertThat(rounds).hasSize(40);
        for (int i = 0; i < rounds.size(); i++) {
            RoundLine round = findings.report().rounds().get(i);
            assertThat(rounds.get(i))
                    .contains("class=\"round " + round.end() + "\"")
                    .contains("round " + i)
                    .contains(Parts.moment(round.steps().get(0).at()))
                    .contains("minimum: 4");
            for (Steps step : Steps.of(round)) {
                assertThat(rounds.get(i)).contains(Parts.ranges(step.leaves()).replace("none", ""));
            }
            long reached = Steps.of(round).stream().filter(Steps::reached).count();
            assertThat(Pattern.compile("class=\"dot reached\"")
                            .matcher(rounds.get(i))
                            .results())
                    .hasSize((int) reached);
            StepSeen last = round.steps().get(round.steps().size() - 1);
            if (last.step().equals("aborted")) {
                assertThat(rounds.get(i))
                        .contains((round.end().equals("dead") ? "dead" : "aborted") + " after 3 min (leaf "
                                + last.leaf() + ")");
            }
        }
    }

    @Test
    void oneMarkForEveryAttemptStandsInTheOverview() {
        String page = page(SampleFindings.failing());
        String overview = page.substring(page.indexOf("<svg class=\"overview\""));
        overview = overview.substring(0, overview.indexOf("</svg>"));
        assertThat(Pattern.compile("class=\"end (published|released|aborted|dead|open)\"")
                        .matcher(overview)
                        .results())
                .hasSize(40);
        assertThat(page).contains("40 attempts: 14 published, 6 released, 7 aborted, 7 dead, 6 open");
    }

    @Test
    void hostileTextStaysText() {
        String page = page(SampleFindings.failing());
        assertThat(page)
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;&lt;img src=x onerror=alert(2)&gt;\ufffd\ufffd")
                .doesNotContain("<script")
                .doesNotContain("<img")
                .doesNotContain("\u202e")
                .doesNotContain("\u0007");
    }

    @Test
    void tagsAreBalancedAndOfTheSetThatPagesUse() {
        for (Findings findings : List.of(SampleFindings.failing(), SampleFindings.clean())) {
            String page = page(findings).replaceAll("(?s)<style>.*?</style>", "");
            Deque<String> open = new ArrayDeque<>();
            Matcher tags = TAG.matcher(page.substring("<!DOCTYPE html>".length()));
            while (tags.find()) {
                String tag = tags.group(2);
                assertThat(tags.group(3)).doesNotContainPattern("\\son[a-z]+=").doesNotContain("javascript:");
                if (!tags.group(1).isEmpty()) {
                    assertThat(open.pop()).isEqualTo(tag);
                } else if (tags.group(4).isEmpty()
                        && !Set.of("meta", "input", "br").contains(tag)) {
                    open.push(tag);
                }
            }
            assertThat(open).isEmpty();
        }
    }

    @Test
    void nothingOutsideThePageIsNamed() {
        String page = page(SampleFindings.failing());
        assertThat(LINK.matcher(page).results().map(link -> link.group(1)))
                .isNotEmpty()
                .allMatch(target -> target.startsWith("#"));
        assertThat(page)
                .doesNotContain("url(")
                .doesNotContain("@import")
                .doesNotContain("http:")
                .doesNotContain("https:");
        assertThat(page).contains("default-src &#39;none&#39;");
        Set<String> ids = Pattern.compile("\\sid=\"([^\"]+)\"")
                .matcher(page)
                .results()
                .map(id -> id.group(1))
                .collect(java.util.stream.Collectors.toSet());
        assertThat(LINK.matcher(page).results().map(link -> link.group(1).substring(1)))
                .allMatch(ids::contains);
    }

    @Test
    void theSameFindingsMakeTheSameBytes() {
        assertThat(AuditPage.of(SampleFindings.failing())).isEqualTo(AuditPage.of(SampleFindings.failing()));
    }

    @Test
    void theVerdictAnchorAndTimesStandOnTop() {
        String failing = page(SampleFindings.failing());
        assertThat(failing)
                .contains("9 claims do not hold")
                .contains("No trust anchor was pinned.")
                .contains("Newest: ")
                .contains("2026-11-21 09:05:00 UTC")
                .contains("2026-11-21 09:04:00 UTC")
                .contains("nobody vouches for it");
        String clean = page(SampleFindings.clean());
        assertThat(clean)
                .contains("Nothing failed: every claim that could be checked holds")
                .contains("customer, at most 4 records of it", "1.25", "4.000001")
                .contains("No log can prove that the raw data of a member is true.")
                .doesNotContain("nobody vouches for it");
    }

    @Test
    void aLogOfTooManyRoundsSaysWhichAreTold() {
        String page = page(SampleFindings.withRounds(SampleFindings.rounds(TimelineSection.MOST_ROWS + 1)));
        assertThat(articles(page, "round")).hasSize(TimelineSection.MOST_ROWS);
        assertThat(page).contains("The newest 2000 of 2001 attempts.");
        assertThat(page(SampleFindings.withRounds(List.of()))).contains("No round was opened.");
    }

    @Test
    void theSummaryTellsTheSameWithoutControlCharacters() {
        List<String> lines = ReportSummary.of(SampleFindings.failing());
        assertThat(lines)
                .contains(
                        "9 claims do not hold",
                        "claims       9 PASS, 9 FAIL, 9 ATTESTED, 9 NO EVIDENCE, 9 NOT APPLICABLE")
                .allMatch(line -> line.chars().noneMatch(c -> Character.isISOControl(c) || c == 0x202e));
        assertThat(lines.stream().filter(line -> line.startsWith("  FAIL "))).hasSize(9);
    }

    @ParameterizedTest
    @ValueSource(strings = {"script", "iframe", "style", "img", "object", "SCRIPT", "p onclick", ""})
    void otherTagsAreRefused(String tag) {
        assertThatIllegalArgumentException().isThrownBy(() -> Element.of(tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"onclick", "style", "src", "srcdoc", "xlink:href", "x y", ""})
    void otherAttributesAreRefused(String attribute) {
        Element element = Element.of("p");
        assertThatIllegalArgumentException().isThrownBy(() -> element.attr(attribute, "v"));
    }

    @Test
    void aLinkLeadsWithinThePage() {
        Element link = Element.of("a");
        assertThatIllegalArgumentException().isThrownBy(() -> link.attr("href", "javascript:alert(1)"));
        assertThatIllegalArgumentException().isThrownBy(() -> link.attr("href", "https://example.org/"));
    }

    @Test
    void attributesAreEscaped() {
        StringBuilder out = new StringBuilder();
        Element.of("span", "a<b").attr("class", "\"><script>").write(out);
        assertThat(out.toString()).isEqualTo("<span class=\"&quot;&gt;&lt;script&gt;\">a&lt;b</span>");
    }

    @Test
    void numbersAndDurationsInWords() {
        assertThat(Parts.ranges(List.of())).isEqualTo("none");
        assertThat(Parts.ranges(List.of(1, 2, 3, 7, 9, 10))).isEqualTo("1\u20133, 7, 9\u201310");
        assertThat(Parts.span(Duration.ofMillis(740))).isEqualTo("0.7 s");
        assertThat(Parts.span(Duration.ofMinutes(2))).isEqualTo("120 s");
        assertThat(Parts.span(Duration.ofMinutes(100))).isEqualTo("100 min");
        assertThat(Parts.span(Duration.ofHours(30))).isEqualTo("30 h");
        assertThat(Parts.span(Duration.ofDays(30))).isEqualTo("30 d");
    }
}
