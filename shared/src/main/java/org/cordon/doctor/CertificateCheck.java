// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.config.NodeConfig;
import org.cordon.config.NodeFiles;
import org.cordon.member.PeerOutcome;

/**
 * The node's certificate would be accepted by its peers: issued by the authority, within its dates, with both keys that
 * the manifest names for it.
 *
 * <p>A running node renews it when a third of its life is left; that it has not with a quarter left is a warning.
 */
public final class CertificateCheck implements Check {
    private static final int LEAST_PART_LEFT = 4;
    private static final int SAN_TEXT = 1;
    private static final String RENEWAL =
            "Keep the node running and the coordinator reachable: it renews itself; the log says why it did not";
    private static final String ANEW = "Found the consortium anew, with a new authority, before it ends";

    @Override
    public Topic topic() {
        return Topic.CERTIFICATE;
    }

    @Override
    public Optional<Finding> examine(Setting setting) {
        Optional<NodeConfig> node = setting.node();
        if (node.isEmpty()) {
            return Optional.empty();
        }
        try (NodeFiles files = node.get().open(setting.clock())) {
            return Optional.of(examine(files, setting));
        } catch (CommandFailure unopened) {
            return Optional.empty(); // the check of the keys says it
        }
    }

    private static Finding examine(NodeFiles files, Setting setting) {
        X509Certificate own = files.identity().chain().get(0);
        List<String> names = names(own);
        if (verify(files, setting, names) instanceof PeerOutcome.Refused refused) {
            return Finding.failed(
                    NodeFiles.failure(ExitCode.UNREADABLE_INPUT, new IllegalStateException(refused.sentence())));
        }
        Instant now = setting.clock().instant();
        return nearlyOver("the node's certificate", own, now, RENEWAL)
                .or(() -> nearlyOver(
                        "the authority's certificate", files.identity().trustAnchor(), now, ANEW))
                .orElseGet(() -> Finding.passed(days(own, now) + " days left"
                        + (names.isEmpty() ? "" : "; participants must dial " + String.join(" or ", names))));
    }

    private static PeerOutcome verify(NodeFiles files, Setting setting, List<String> names) {
        boolean coordinator = setting.role().filter("coordinator"::equals).isPresent();
        return coordinator
                ? files.verifier()
                        .coordinator(
                                files.identity().chain(),
                                names.stream().findFirst().orElse("localhost"))
                : files.verifier().member(files.identity().chain());
    }

    private static Optional<Finding> nearlyOver(String whose, X509Certificate certificate, Instant now, String mend) {
        Duration life = Duration.between(
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
        Duration left = Duration.between(now, certificate.getNotAfter().toInstant());
        return left.compareTo(life.dividedBy(LEAST_PART_LEFT)) < 0
                ? Optional.of(Finding.warning(
                        whose + " must have a quarter of its life left, but ends in " + days(certificate, now)
                                + " days, on " + certificate.getNotAfter().toInstant(),
                        mend))
                : Optional.empty();
    }

    private static long days(X509Certificate certificate, Instant now) {
        return Duration.between(now, certificate.getNotAfter().toInstant()).toDays();
    }

    /** The subject's alternative names: DNS names and addresses. */
    private static List<String> names(X509Certificate certificate) {
        try {
            List<String> names = new ArrayList<>();
            for (List<?> name : Optional.<Collection<List<?>>>ofNullable(certificate.getSubjectAlternativeNames())
                    .orElse(List.of())) {
                names.add(String.valueOf(name.get(SAN_TEXT)).toLowerCase(Locale.ROOT));
            }
            return names;
        } catch (CertificateParsingException malformed) {
            return List.of();
        }
    }
}
