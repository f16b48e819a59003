// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.privacy.Release;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;
import org.cordon.task.PrivacyPlan;
import org.cordon.task.PrivacyTerms;

/**
 * What a task has cost the units of this exchange, kept by the exchange itself.
 *
 * <p><b>Guarantees.</b> A round is charged once, however many attempts it takes, in the very write that makes its masked vector
 * durable, and never refunded: a dead round stays charged. No round is entered once its kind of sum was charged as often as the
 * charter allows, so the charter's epsilon and delta hold for what this exchange sends. No task is entered that would bring the
 * grants of all tasks above the policy's limit.
 *
 * <p><b>Does not check</b> that the charter's plan is within its grant; {@link PrivacyPlan#requireKept} did when it was taken.
 *
 * <p>Charges stand in the {@link Ledger} under {@code privacy/SESSION/EPOCH.ROUND/RELEASE}, grants under {@code
 * privacy-grant/SESSION/DELTA EXPONENT/ACCOUNTANT} in millionths of epsilon.
 */
public final class PrivacyLedger {
    private static final String CHARGES = "privacy/";
    private static final String GRANTS = "privacy-grant/";

    private final Digest session;
    private final PrivacyPlan plan;
    private final Ledger ledger;
    private Optional<Map<String, Set<String>>> charged = Optional.empty();

    PrivacyLedger(Digest session, PrivacyPlan plan, Ledger ledger) {
        this.session = session;
        this.plan = plan;
        this.ledger = ledger;
    }

    /**
     * Why a round must not be entered, if it must not.
     *
     * @param asked under what noise its sum would open
     * @param mostMicro most epsilon of all tasks together, in millionths, if the policy sets one
     */
    synchronized Optional<Admission.Declined> refusal(Scope where, Optional<Release> asked, Optional<Long> mostMicro) {
        if (asked.isEmpty()) {
            return Optional.of(Admission.byPolicy(
                    "the charter promises differential privacy, but the sum names no sensitivity and no noise"));
        }
        Release release = asked.get();
        if (ledger.gap().isPresent()) {
            return Optional.of(Admission.byPolicy(
                    "charges before " + ledger.gap().get() + " may be missing, as the state was put back from a"
                            + " backup or the log knows of rounds that this disk does not; look at 'cordon participant budget show'"
                            + " and say 'cordon participant budget accept'"));
        }
        int granted = plan.granted(release);
        long others = rounds(release).stream()
                .filter(round -> !round.equals(place(where)))
                .count();
        if (granted == 0) {
            return Optional.of(Admission.byCharter(
                    "the charter grants no sum of noise multiplier " + release.multiplier() + " at all"));
        }
        if (others >= granted) {
            return Optional.of(Admission.spent("the charter grants " + granted + " sums of noise multiplier "
                    + release.multiplier() + ", and as many were charged; it needs a new version"));
        }
        return overall(mostMicro);
    }

    private Optional<Admission.Declined> overall(Optional<Long> mostMicro) {
        if (mostMicro.isEmpty() || !ledger.under(GRANTS + session.hex() + '/').isEmpty()) {
            return Optional.empty();
        }
        long spent = ledger.under(GRANTS).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long wanted = plan.terms().epsilonMicro();
        return spent + wanted <= mostMicro.get()
                ? Optional.empty()
                : Optional.of(Admission.byPolicy(
                        "the task asks for epsilon " + wanted / 1e6 + ", and tasks before were granted " + spent / 1e6
                                + ", but the policy's limits.epsilonOfAllTasks is " + mostMicro.get() / 1e6));
    }

    /** What the write of a round's masked vector must raise in the ledger. */
    synchronized SortedMap<String, Long> charge(Scope where, Release release) {
        rounds(release).add(place(where));
        SortedMap<String, Long> counts = new TreeMap<>();
        counts.put(CHARGES + session.hex() + '/' + place(where) + '/' + text(release), 1L);
        counts.put(
                GRANTS
                        + session.hex()
                        + '/'
                        + plan.terms().deltaExponent()
                        + '/'
                        + plan.terms().accountant().name(),
                plan.terms().epsilonMicro());
        return counts;
    }

    private Set<String> rounds(Release release) {
        Map<String, Set<String>> known = charged.orElseGet(() -> {
            Map<String, Set<String>> read = new HashMap<>();
            String prefix = CHARGES + session.hex() + '/';
            ledger.under(prefix).keySet().forEach(name -> {
                String[] parts = name.substring(prefix.length()).split("/", 2);
                read.computeIfAbsent(parts[1], any -> new HashSet<>()).add(parts[0]);
            });
            return read;
        });
        charged = Optional.of(known);
        return known.computeIfAbsent(text(release), any -> new HashSet<>());
    }

    private static String place(Scope where) {
        return where.epoch() + "." + where.round();
    }

    private static String text(Release release) {
        return release.sensitivitySquared() + "-" + release.multiplierMicro() + "-"
                + Long.toUnsignedString(release.samplingThreshold());
    }

    /** Every charge of a ledger by session, then release, with how often it was charged. */
    public static SortedMap<String, SortedMap<Release, Long>> charges(Ledger ledger) {
        SortedMap<String, SortedMap<Release, Long>> all = new TreeMap<>();
        ledger.under(CHARGES).keySet().forEach(name -> {
            String[] parts = name.substring(CHARGES.length()).split("/", 3);
            String[] numbers = parts[2].split("-", 3);
            Release release = new Release(
                    Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseUnsignedLong(numbers[2]));
            all.computeIfAbsent(parts[0], any -> new TreeMap<>()).merge(release, 1L, Long::sum);
        });
        return all;
    }

    /**
     * What one task was granted.
     *
     * @param session hex digits
     */
    public record Grant(String session, long epsilonMicro, int deltaExponent, PrivacyTerms.Accountant accountant) {}

    /** What tasks were granted that were charged at least once. */
    public static List<Grant> grants(Ledger ledger) {
        List<Grant> all = new ArrayList<>();
        ledger.under(GRANTS).forEach((name, micro) -> {
            String[] parts = name.substring(GRANTS.length()).split("/", 3);
            all.add(new Grant(parts[0], micro, Integer.parseInt(parts[1]), PrivacyTerms.Accountant.valueOf(parts[2])));
        });
        return all;
    }
}
