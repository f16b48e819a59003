// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which logs are trusted, which witnesses are known, and how many of them must have seen a checkpoint.
 *
 * <p><b>Guarantees.</b> Names are defined once and before they are used, and are members of one group at most; a raw public key
 * stands on one line only, whatever its name, id or type, so that nobody counts twice. {@link #format} writes what all readers
 * of the format take: a verifier key and, where there is one, a URL; comments on lines of their own.
 *
 * <p><b>Does not check</b> that a quorum is large enough to rule out a split view. Stricter than the spec: the file is UTF-8, the
 * names {@code all} and {@code any} are refused like {@code none}, and a log's key may not be a witness's.
 *
 * <p>Source: C2SP tlog-policy, "Policy file syntax and structure".
 */
public final class TrustPolicy {
    /** The quorum that needs no witness. */
    public static final String NONE = "none";

    /** The longest policy, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    private final List<Log> logs;
    private final List<Witness> witnesses;
    private final List<Group> groups;
    private final String quorum;

    /**
     * A trusted log; the name of its key is the origin of its checkpoints.
     *
     * @param url where it is served; empty where the policy names none
     */
    public record Log(VerifierKey key, String url) {}

    /**
     * A known witness.
     *
     * @param name what groups and the quorum call it; of meaning in this policy only
     * @param url where it takes checkpoints; empty where the policy names none
     */
    public record Witness(String name, VerifierKey key, String url) {}

    /**
     * Has witnessed a checkpoint when {@code threshold} of its members have.
     *
     * @param members names of witnesses and of earlier groups
     */
    public record Group(String name, int threshold, List<String> members) {
        public Group {
            members = List.copyOf(members);
        }
    }

    private TrustPolicy(List<Log> logs, List<Witness> witnesses, List<Group> groups, String quorum) {
        this.logs = List.copyOf(logs);
        this.witnesses = List.copyOf(witnesses);
        this.groups = List.copyOf(groups);
        this.quorum = quorum;
    }

    /** Makes a policy; what its text would be refused for is a {@link MalformedLog} here as well. */
    public static TrustPolicy of(List<Log> logs, List<Witness> witnesses, List<Group> groups, String quorum)
            throws MalformedLog {
        TrustPolicy policy = new TrustPolicy(logs, witnesses, groups, quorum);
        TrustPolicy read = parse(policy.toBytes());
        if (!read.logs.equals(policy.logs)
                || !read.witnesses.equals(policy.witnesses)
                || !read.groups.equals(policy.groups)
                || !read.quorum.equals(quorum)) {
            throw new MalformedLog("names and URLs of a policy must be free of spaces and newlines, but were not");
        }
        return read;
    }

    /** A policy of one log and a quorum of any {@code threshold} of {@code witnesses}, in a group of the name {@code group}. */
    public static TrustPolicy of(VerifierKey log, List<Witness> witnesses, String group, int threshold)
            throws MalformedLog {
        List<String> names = witnesses.stream().map(Witness::name).toList();
        return of(List.of(new Log(log, "")), witnesses, List.of(new Group(group, threshold, names)), group);
    }

    /** Reads a policy file. */
    public static TrustPolicy parse(byte[] bytes) throws MalformedLog {
        PolicyReader reader = new PolicyReader();
        String quorum = reader.read(bytes);
        return new TrustPolicy(reader.logs(), reader.witnesses(), reader.groups(), quorum);
    }

    public List<Log> logs() {
        return logs;
    }

    public List<Witness> witnesses() {
        return witnesses;
    }

    /** The groups, each after those it names. */
    public List<Group> groups() {
        return groups;
    }

    /** The name of the witness or group that makes the quorum, or {@link #NONE}. */
    public String quorum() {
        return quorum;
    }

    /** The text that {@link #parse} reads; threshold in digits. */
    public String format() {
        StringBuilder text = new StringBuilder();
        logs.forEach(log -> line(text, "log " + log.key().format(), log.url()));
        witnesses.forEach(witness ->
                line(text, "witness " + witness.name() + " " + witness.key().format(), witness.url()));
        groups.forEach(group ->
                line(text, "group " + group.name() + " " + group.threshold(), String.join(" ", group.members())));
        line(text, "quorum", quorum);
        return text.toString();
    }

    /** The same with comment lines in front. */
    public String format(List<String> comments) {
        StringBuilder text = new StringBuilder();
        comments.forEach(comment -> line(text, "#", comment.replaceAll("[\\x00-\\x1f\\x7f]", " ")));
        return text + format();
    }

    private static void line(StringBuilder text, String fields, String last) {
        text.append(fields).append(last.isEmpty() ? "" : " ").append(last).append('\n');
    }

    /** {@link #format()} in UTF-8. */
    public byte[] toBytes() {
        return format().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Who of this policy stands behind a checkpoint, and whether that is a quorum.
     *
     * @throws UnverifiedLog if no log of this policy that has the checkpoint's origin signed it, or if a signature by any key of
     *     this policy does not hold; a quorum that is missed is a result
     */
    public PolicyResult evaluate(SignedCheckpoint signed, NoteVerifier verifier) throws UnverifiedLog {
        List<VerifierKey> known = new ArrayList<>();
        String origin = signed.checkpoint().origin();
        logs.stream().map(Log::key).filter(key -> key.name().equals(origin)).forEach(known::add);
        List<VerifierKey> ofOrigin = List.copyOf(known);
        if (ofOrigin.isEmpty()) {
            throw new UnverifiedLog(
                    "origin of the checkpoint must be a log of the policy, but was " + StrictText.shown(origin));
        }
        witnesses.forEach(witness -> known.add(witness.key()));
        List<SignedNote.Verified> verified = signed.note().verify(known, verifier);
        VerifierKey log = verified.stream()
                .map(SignedNote.Verified::key)
                .filter(ofOrigin::contains)
                .findFirst()
                .orElseThrow(() -> new UnverifiedLog(
                        "checkpoint must be signed by a log of the policy, but only" + " witnesses signed it"));
        return result(signed.checkpoint(), log, verified);
    }

    private PolicyResult result(Checkpoint checkpoint, VerifierKey log, List<SignedNote.Verified> verified)
            throws UnverifiedLog {
        Map<VerifierKey, NoteSignature> signatures = new HashMap<>();
        verified.forEach(line -> signatures.put(line.key(), line.signature()));
        Set<String> counted = counted();
        List<PolicyResult.CountedWitness> standing = new ArrayList<>();
        Set<String> witnessed = new HashSet<>(Set.of(NONE));
        for (Witness witness : witnesses) {
            NoteSignature line = signatures.get(witness.key());
            if (line != null && counted.contains(witness.name())) {
                witnessed.add(witness.name());
                standing.add(
                        new PolicyResult.CountedWitness(witness.name(), witness.key(), epochSeconds(witness, line)));
            }
        }
        for (Group group : groups) {
            if (group.members().stream().filter(witnessed::contains).count() >= group.threshold()) {
                witnessed.add(group.name());
            }
        }
        return new PolicyResult(checkpoint, log, standing, witnessed.contains(quorum));
    }

    private static long epochSeconds(Witness witness, NoteSignature line) throws UnverifiedLog {
        try {
            return Cosignature.of(witness.key(), line).epochSeconds();
        } catch (MalformedLog cannotHaveVerified) {
            throw new UnverifiedLog(String.valueOf(cannotHaveVerified.getMessage()));
        }
    }

    /** The names that lead to the quorum. */
    private Set<String> counted() {
        Set<String> counted = new HashSet<>(Set.of(quorum));
        for (int i = groups.size() - 1; i >= 0; i--) {
            if (counted.contains(groups.get(i).name())) {
                counted.addAll(groups.get(i).members());
            }
        }
        return counted;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TrustPolicy policy && format().equals(policy.format());
    }

    @Override
    public int hashCode() {
        return format().hashCode();
    }
}
