// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** docs/audit-claims.md, as it follows from {@link Claim} and {@link Controls}. */
final class ClaimsPage {
    private static final String HEAD = """
            # What an audit claims

            `cordon audit verify LOG` says of each of these 45 claims whether it holds. This page is made from the code; after a
            change write it anew with `mvn -pl proto,shared test -Dtest=ClaimsPageTest -Dsurefire.failIfNoSpecifiedTests=false
            -Dcordon.update=true`.

            | verdict | meaning |
            |---|---|
            | `PASS` | checked, and it holds |
            | `FAIL` | checked, and it does not hold; the leaves that show it are named |
            | `ATTESTED` | it holds as far as the one who is named says so |
            | `NO_EVIDENCE` | what it would be checked with is not there, or a claim that it leans on fails |
            | `NOT_APPLICABLE` | the log has nothing that it is about |

            Exit code 0: no claim fails. 1: a claim fails. 2: the log, or a file that was named, cannot be read. 3: a quorum or a blob
            is missing, and nothing else fails. Blobs that the charter's retention rule let go count as deleted by rule: what needed
            them is `NO_EVIDENCE`, and the exit code stays 0.

            An auditor reads no clock: the cut-off, `--at`, is an argument. Without one a log is neither fresh nor stale, which is
            `NO_EVIDENCE` for claim 5, and blobs that are missing of a task that has ended may or may not have been deleted by rule,
            which is `NO_EVIDENCE` for claim 6. So a log that has nothing to record passes; who wants to know more names a cut-off.

            A failure counts once: where a claim fails because one that it leans on fails at the same place, it says `NO_EVIDENCE`.

            """;

    private static final String CONTROLS = """

            ## Controls

            For auditors who work with a catalogue: which controls a claim supports. Supports, never satisfies: a control asks for more
            than what a log can show.

            | | ISO/IEC 27001:2022 Annex A | SOC 2 criteria | GDPR | DORA | NIST AI RMF |
            |---|---|---|---|---|---|
            """;

    private ClaimsPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("## Claims\n\n| | claim | what is checked | leans on |\n|---|---|---|---|\n");
        for (Claim claim : Claim.values()) {
            row(page, "" + claim.id(), claim.title(), claim.checks(), numbers(claim.dependsOn()));
        }
        page.append(CONTROLS);
        for (Claim claim : Claim.values()) {
            Controls controls = Controls.of(claim);
            row(
                    page,
                    "" + claim.id(),
                    controls.iso27001(),
                    controls.soc2(),
                    controls.gdpr(),
                    controls.dora(),
                    controls.nistAi());
        }
        page.append("\n## What no log can prove\n\n");
        Limits.SENTENCES.forEach(sentence -> page.append("- ").append(sentence).append('\n'));
        return page.toString();
    }

    private static String numbers(List<Claim> claims) {
        return claims.stream().map(claim -> "" + claim.id()).collect(Collectors.joining(", "));
    }

    private static void row(StringBuilder page, String... cells) {
        page.append(Arrays.stream(cells)
                .collect(Collectors.joining(" | ", "| ", " |\n"))
                .replace("|  |", "| |"));
    }
}
