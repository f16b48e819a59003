// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cordon.cli.ExitCode;

/**
 * What was found for each claim, and the verdicts that follow.
 *
 * <p>A failure counts for its claim unless one of the claims that it leans on fails at the same place; then, and where a claim
 * that it leans on fails at all, there is no evidence. At most {@link ClaimResult#MOST_LEAVES} failures are kept of a claim.
 */
final class Judgement {
    private final Map<Claim, Found> found = new EnumMap<>(Claim.class);
    private final Map<Claim, List<Failure>> own = new EnumMap<>(Claim.class);
    private boolean telling = true;

    /** What was found for one claim. */
    private static final class Found {
        private boolean seen;
        private long failures;
        private final List<Failure> kept = new ArrayList<>();
        private Optional<String> lacking = Optional.empty();
        private Optional<String> attestedBy = Optional.empty();
        private Optional<String> note = Optional.empty();
        private Optional<String> inapplicable = Optional.empty();
    }

    Judgement() {
        Arrays.stream(Claim.values()).forEach(claim -> found.put(claim, new Found()));
    }

    private Found of(Claim claim) {
        return Optional.ofNullable(found.get(claim)).orElseThrow();
    }

    /** Whether failures are told from here on. */
    void tell(boolean on) {
        telling = on;
    }

    /** Something that the claims are about was checked. */
    void saw(Claim... claims) {
        Arrays.stream(claims).forEach(claim -> of(claim).seen = true);
    }

    /** Notes a failure unless {@code holds}; the same value comes back. */
    boolean expect(boolean holds, Claim claim, Seen at, String sentence) {
        saw(claim);
        if (!holds) {
            fail(claim, at, sentence);
        }
        return holds;
    }

    void fail(Claim claim, Seen at, String sentence) {
        fail(claim, new Failure(at.index(), at.place(), Failure.Weight.HARD, sentence));
    }

    void fail(Claim claim, Failure failure) {
        if (!telling) {
            return;
        }
        own.clear();
        Found of = of(claim);
        of.seen = true;
        of.failures++;
        if (of.kept.size() < ClaimResult.MOST_LEAVES) {
            of.kept.add(failure);
        }
    }

    /** Something that the claim would be checked with is not there; the first reason is told. */
    void lacking(Claim claim, String reason) {
        Found of = of(claim);
        if (telling && of.lacking.isEmpty()) {
            of.lacking = Optional.of(reason);
        }
    }

    /** It holds as far as somebody says so; the first reason is told. */
    void attested(Claim claim, String by, String reason) {
        Found of = of(claim);
        if (of.attestedBy.isEmpty()) {
            of.attestedBy = Optional.of(by);
            of.note = Optional.of(reason);
        }
    }

    /** Told with a claim that passes. */
    void note(Claim claim, String note) {
        of(claim).note = Optional.of(note);
    }

    void inapplicable(Claim claim, String reason) {
        of(claim).inapplicable = Optional.of(reason);
    }

    /** The verdicts on all claims, by their numbers. */
    List<ClaimResult> results() {
        return Arrays.stream(Claim.values()).map(this::result).toList();
    }

    /** What the process ends with. */
    ExitCode exitCode() {
        boolean missing = false;
        for (Claim claim : Claim.values()) {
            for (Failure failure : own(claim)) {
                if (failure.weight() != Failure.Weight.MISSING) {
                    return ExitCode.CHECK_FAILED;
                }
                missing = true;
            }
        }
        return missing ? ExitCode.EVIDENCE_MISSING : ExitCode.OK;
    }

    private ClaimResult result(Claim claim) {
        Found of = of(claim);
        if (of.inapplicable.isPresent()) {
            return said(claim, Verdict.NOT_APPLICABLE, of.inapplicable);
        }
        List<Failure> own = own(claim);
        if (!own.isEmpty()) {
            return failed(claim, own, of.failures - of.kept.size());
        }
        Optional<Claim> broken = leansOn(claim).stream()
                .filter(other -> own(other).stream().anyMatch(f -> f.weight() == Failure.Weight.HARD))
                .findFirst();
        if (broken.isPresent()) {
            Claim other = broken.orElseThrow();
            return said(
                    claim,
                    Verdict.NO_EVIDENCE,
                    Optional.of("it leans on claim " + other.id() + ", " + other.title() + ", which fails"));
        }
        if (!of.kept.isEmpty()) {
            return said(
                    claim,
                    Verdict.NO_EVIDENCE,
                    Optional.of("what it leans on is missing: " + of.kept.get(0).sentence()));
        }
        if (of.lacking.isPresent()) {
            return said(claim, Verdict.NO_EVIDENCE, of.lacking);
        }
        if (of.attestedBy.isPresent()) {
            return new ClaimResult(claim, Verdict.ATTESTED, List.of(), of.attestedBy, of.note);
        }
        return of.seen
                ? said(claim, Verdict.PASS, of.note)
                : said(claim, Verdict.NOT_APPLICABLE, Optional.of("the log has no record that it is about"));
    }

    private static ClaimResult said(Claim claim, Verdict verdict, Optional<String> reason) {
        return new ClaimResult(claim, verdict, List.of(), Optional.empty(), reason);
    }

    private static ClaimResult failed(Claim claim, List<Failure> own, long beyond) {
        TreeSet<Long> leaves = new TreeSet<>();
        own.stream().map(Failure::leaf).filter(leaf -> leaf >= 0).forEach(leaves::add);
        long more = own.size() - 1 + beyond;
        String reason = own.get(0).sentence() + (more == 0 ? "" : "; and " + more + " more");
        return new ClaimResult(claim, Verdict.FAIL, List.copyOf(leaves), Optional.empty(), Optional.of(reason));
    }

    /**
     * The failures that are not owed to a claim that this one leans on. What is only missing, wherever it is missing, covers nothing that is
     * about the log as a whole: else a deleted blob would hide what it has nothing to do with.
     */
    private List<Failure> own(Claim claim) {
        return own.computeIfAbsent(claim, any -> {
            List<Failure> below = leansOn(claim).stream()
                    .flatMap(other -> of(other).kept.stream())
                    .toList();
            Set<Place> broken = places(below, true);
            Set<Place> missing = places(below, false);
            return of(claim).kept.stream()
                    .filter(failure -> broken.stream().noneMatch(failure.place()::meets))
                    .filter(failure -> failure.place().equals(Place.LOG)
                            || missing.stream().noneMatch(failure.place()::meets))
                    .toList();
        });
    }

    private static Set<Place> places(List<Failure> failures, boolean hard) {
        return failures.stream()
                .filter(failure -> (failure.weight() == Failure.Weight.HARD) == hard)
                .map(Failure::place)
                .collect(Collectors.toSet());
    }

    /** All that a claim leans on, near ones first. */
    private static Set<Claim> leansOn(Claim claim) {
        Set<Claim> all = new LinkedHashSet<>(claim.dependsOn());
        List<Claim> open = new ArrayList<>(all);
        while (!open.isEmpty()) {
            for (Claim next : open.remove(0).dependsOn()) {
                if (all.add(next)) {
                    open.add(next);
                }
            }
        }
        return all;
    }
}
