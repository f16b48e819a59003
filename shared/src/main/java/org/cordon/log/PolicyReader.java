// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;

/**
 * Reads a policy file line by line.
 *
 * <p>Source: C2SP tlog-policy, "Policy file syntax and structure".
 */
final class PolicyReader {
    private static final String WHAT = "the policy";
    private static final Set<String> KEYWORDS = Set.of(TrustPolicy.NONE, "all", "any");
    private static final int MAX_THRESHOLD_DIGITS = 9;

    private final List<TrustPolicy.Log> logs = new ArrayList<>();
    private final List<TrustPolicy.Witness> witnesses = new ArrayList<>();
    private final List<TrustPolicy.Group> groups = new ArrayList<>();
    private final List<String> quorums = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> members = new HashSet<>();
    private final Set<Hash> publicKeys = new HashSet<>();
    private final Set<String> namesAndIds = new HashSet<>();

    /** Fills the lists, and returns the quorum. */
    String read(byte[] bytes) throws MalformedLog {
        if (bytes.length > TrustPolicy.MAX_BYTES) {
            throw MalformedLog.of("policy in bytes", "at most " + TrustPolicy.MAX_BYTES, bytes.length);
        }
        String text = StrictText.decode(bytes, WHAT, true);
        if (text.indexOf(0x7f) >= 0) {
            throw new MalformedLog(WHAT + " must be free of control characters, but had U+007F");
        }
        TextLines lines = TextLines.of(text, WHAT);
        while (lines.hasNext()) {
            List<String> items = items(lines.next("a definition"));
            if (!items.isEmpty() && !items.get(0).startsWith("#")) {
                define(items, lines.here());
            }
        }
        if (quorums.isEmpty()) {
            throw new MalformedLog(WHAT + " must have one quorum line, but had none");
        }
        return quorums.get(0);
    }

    private static List<String> items(String line) {
        StringTokenizer tokens = new StringTokenizer(line, " \t");
        List<String> items = new ArrayList<>();
        while (tokens.hasMoreTokens()) {
            items.add(tokens.nextToken());
        }
        return items;
    }

    private void define(List<String> items, String where) throws MalformedLog {
        switch (items.get(0)) {
            case "log" -> log(items, where);
            case "witness" -> witness(items, where);
            case "group" -> group(items, where);
            case "quorum" -> quorum(items, where);
            default -> throw MalformedLog.of(where, "a log, a witness, a group or the quorum", items.get(0));
        }
    }

    private void log(List<String> items, String where) throws MalformedLog {
        if (items.size() < 2 || items.size() > 3) {
            throw MalformedLog.of(where, "\"log <verifier key> [<url>]\"", String.join(" ", items));
        }
        VerifierKey key = key(items.get(1), where);
        if (key.algorithm() == VerifierKey.Algorithm.COSIGNATURE_ED25519) {
            throw new MalformedLog(
                    "log's key in " + where + " must be of type 0x01 or 0x06, but was a witness's, 0x04");
        }
        logs.add(new TrustPolicy.Log(key, items.size() > 2 ? items.get(2) : ""));
    }

    private void witness(List<String> items, String where) throws MalformedLog {
        if (items.size() < 3 || items.size() > 4) {
            throw MalformedLog.of(where, "\"witness <name> <verifier key> [<url>]\"", String.join(" ", items));
        }
        String name = newName(items.get(1), where);
        VerifierKey key = key(items.get(2), where);
        if (!key.algorithm().isCosignature()) {
            throw new MalformedLog(
                    "witness's key in " + where + " must be of type 0x04 or 0x06, but was a log's, 0x01");
        }
        witnesses.add(new TrustPolicy.Witness(name, key, items.size() > 3 ? items.get(3) : ""));
    }

    private VerifierKey key(String text, String where) throws MalformedLog {
        VerifierKey key;
        try {
            key = VerifierKey.parse(text);
        } catch (MalformedLog e) {
            throw new MalformedLog(where + ": " + e.getMessage());
        }
        if (!publicKeys.add(Hash.ofContent(key.publicKey()))) {
            throw new MalformedLog(where + " must bring a public key of its own, but "
                    + StrictText.shown(key.toString()) + " has the key of an earlier line");
        }
        if (!namesAndIds.add(key.toString())) {
            throw MalformedLog.of("name and key id in " + where, "unlike those of earlier lines", key.toString());
        }
        return key;
    }

    private void group(List<String> items, String where) throws MalformedLog {
        if (items.size() < 4) {
            throw MalformedLog.of(where, "\"group <name> all|any|<k> <member>...\"", String.join(" ", items));
        }
        List<String> listed = items.subList(3, items.size());
        for (String member : listed) {
            knownName(member, where);
            if (!members.add(member)) {
                throw MalformedLog.of("member in " + where, "a member of one group once", member);
            }
        }
        int threshold = threshold(items.get(2), listed.size(), where);
        groups.add(new TrustPolicy.Group(newName(items.get(1), where), threshold, listed));
    }

    private static int threshold(String text, int size, String where) throws MalformedLog {
        if (text.equals("any")) {
            return 1;
        }
        if (text.equals("all")) {
            return size;
        }
        if (text.length() <= MAX_THRESHOLD_DIGITS) {
            long threshold = StrictText.decimal(text, "threshold in " + where);
            if (threshold >= 1 && threshold <= size) {
                return (int) threshold;
            }
        }
        throw MalformedLog.of("threshold in " + where, "all, any or from 1 to " + size, text);
    }

    private void quorum(List<String> items, String where) throws MalformedLog {
        if (items.size() != 2) {
            throw MalformedLog.of(where, "\"quorum <name>\"", String.join(" ", items));
        }
        if (!quorums.isEmpty()) {
            throw MalformedLog.of(where, "no second quorum", items.get(1));
        }
        if (!items.get(1).equals(TrustPolicy.NONE)) {
            knownName(items.get(1), where);
        }
        quorums.add(items.get(1));
    }

    private String newName(String name, String where) throws MalformedLog {
        if (KEYWORDS.contains(name)) {
            throw MalformedLog.of("name in " + where, "none of the words all, any and none", name);
        }
        if (!names.add(name)) {
            throw MalformedLog.of("name in " + where, "a new one", name);
        }
        return name;
    }

    private void knownName(String name, String where) throws MalformedLog {
        if (!names.contains(name)) {
            throw MalformedLog.of("name in " + where, "a witness or group of an earlier line", name);
        }
    }

    List<TrustPolicy.Log> logs() {
        return logs;
    }

    List<TrustPolicy.Witness> witnesses() {
        return witnesses;
    }

    List<TrustPolicy.Group> groups() {
        return groups;
    }
}
