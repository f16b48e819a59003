// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.charter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.cordon.member.Threshold;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.task.Charter;

/**
 * What a charter will mean in a consortium of a given size, for the people who are to approve it.
 *
 * @param members N
 * @param threshold t: members that a round needs to the end
 * @param maxFaulty f: members that may collude with the coordinator
 * @param minSurvivors inputs in every opened sum, at the least
 * @param honest honest inputs in every opened sum, at the least
 * @param sums over all stages, at the most
 * @param leaves what is opened, stage by stage
 * @param privacyGuarantee whether sums are opened with differential privacy only
 * @param privacy the guarantee, or that there is none and why
 */
public record CharterMeaning(
        String task,
        int version,
        int members,
        int threshold,
        int maxFaulty,
        int minSurvivors,
        int honest,
        int sums,
        List<Leaving> leaves,
        boolean privacyGuarantee,
        String privacy,
        String begins,
        String ends,
        String retention) {
    /** What stands wherever sums are opened without differential privacy. */
    public static final String NO_GUARANTEE = "NO PRIVACY GUARANTEE";

    private static final Digest NOT_KNOWN = Digest.of(new byte[Digest.BYTES]);

    public CharterMeaning {
        leaves = List.copyOf(leaves);
    }

    /** What {@code file} means if it is submitted now. */
    public static CharterMeaning of(CharterFile file, Threshold threshold, Instant now) {
        return of(file.charter(NOT_KNOWN, threshold, Bytes.EMPTY, now), threshold);
    }

    /** What a charter means in a consortium of this size. */
    public static CharterMeaning of(Charter charter, Threshold threshold) {
        List<Leaving> leaves = charter.stages().stream().map(Leaving::of).toList();
        return new CharterMeaning(
                charter.name(),
                charter.version(),
                threshold.members(),
                threshold.threshold(),
                threshold.maxFaulty(),
                charter.survivors(threshold),
                threshold.honest(),
                charter.maxRounds(),
                leaves,
                charter.privacy().isPresent(),
                charter.privacyWaiver()
                        .map(why -> NO_GUARANTEE + ": sums are opened without differential privacy, because: " + why)
                        .orElse("sums are opened with differential privacy"),
                charter.notBefore().toString(),
                charter.expiry().toString(),
                charter.retention().toString());
    }

    /** The same as lines for a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("task                    " + task + ", version " + version);
        lines.add("members N               " + members);
        lines.add(
                "threshold t             " + threshold + "  (rounds survive " + (members - threshold) + " drop-outs)");
        lines.add("may collude f           " + maxFaulty);
        lines.add("inputs in every sum     " + minSurvivors + " at least, " + honest + " of them honest");
        lines.add("sums opened             " + sums + " at most");
        lines.add("from, until             " + begins + ", " + ends);
        lines.add("result is kept          " + retention);
        lines.add("what leaves an exchange, masked, so that only the sum over all can be opened:");
        for (Leaving leaving : leaves) {
            lines.add("  " + leaving.stage() + ": " + leaving.what() + "; " + leaving.words() + " words, "
                    + leaving.sums() + (leaving.sums() == 1 ? " sum" : " sums"));
        }
        lines.add(privacy);
        return List.copyOf(lines);
    }
}
