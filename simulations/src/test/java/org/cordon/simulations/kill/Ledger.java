// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.kill;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the processes of one task said, and what of it contradicts the protocol. */
final class Ledger {
    private static final Set<String> ONCE_A_ROUND = Set.of("survivors", "result");
    private static final Set<String> ONCE_AN_ATTEMPT = Set.of("open", "cohort");

    /** No disk is put back and no log shown twice: who says so, or refuses a gate of the log, is wrong. */
    private static final List<String> ALARMS = List.of(
            "ALARM",
            "unexpected failure",
            "RESTORED",
            "LOG_FORKED",
            "LOG_ROLLED_BACK",
            "LOG_UNSIGNED",
            "GATE_MISSING",
            "DIFFERENCING");

    private final Map<String, String> decided = new TreeMap<>();
    private final Map<String, String> states = new TreeMap<>();
    private final Map<String, String> endorsed = new TreeMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final List<String[]> held = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final Set<Integer> ended = new TreeSet<>();
    private final Map<String, Integer> aborted = new TreeMap<>();
    private int sums;
    private int restartsChecked;
    private int longestJournal;
    private String lastState = "";

    synchronized void line(String line) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
            case "DURABLE" -> durable(words);
            case "HOLDS" -> held.add(words);
            case "HELD" -> restarted();
            case "ACK" -> acknowledged.add(String.join(" ", List.of(words).subList(1, 6)));
            case "SUM" -> sum(words, line);
            case "ABORTED" -> aborted.merge(words[4].replace(":", ""), 1, Integer::sum);
            case "STATE" -> same(states, words[2], words[3], line);
            case "MEMBER" -> member(words, line);
            case "JOURNAL-SIZE" -> longestJournal = Math.max(longestJournal, Integer.parseInt(words[1]));
            case "ENDED" -> lastState = words[1];
            case "MEMBER-ENDED" -> ended.add(Integer.parseInt(words[1]));
            case "FAILED" -> faults.add(line);
            default -> {
                if (ALARMS.stream().anyMatch(line::contains)) {
                    faults.add(line);
                }
            }
        }
    }

    private void same(Map<String, String> known, String key, String value, String line) {
        String earlier = known.putIfAbsent(key, value);
        if (earlier != null && !earlier.equals(value)) {
            faults.add("was " + earlier + ": " + line);
        }
    }

    private void durable(String[] words) {
        String round = words[1] + " " + words[2] + " " + words[3];
        String content = words[4] + " " + words[6];
        if (ONCE_A_ROUND.contains(words[1])) {
            same(decided, round, content, String.join(" ", words));
        } else if (ONCE_AN_ATTEMPT.contains(words[1])) {
            same(decided, round + " " + words[4], content, String.join(" ", words));
        }
    }

    /** What was acknowledged in the attempt that is open must be in the journal that a coordinator comes back with. */
    private void restarted() {
        Set<String> entries = new HashSet<>();
        String open = "";
        for (String[] words : held) {
            String scope = words[2] + " " + words[3] + " " + words[4];
            entries.add(words[1] + " " + scope + " " + words[5]);
            if (words[1].equals("open")) {
                open = scope;
            } else if (Set.of("aborted", "result").contains(words[1]) && scope.equals(open)) {
                open = "";
            }
        }
        held.clear();
        if (!open.isEmpty()) {
            restartsChecked++;
            for (String ack : acknowledged) {
                if (ack.contains(" " + open + " ") && !entries.contains(ack)) {
                    faults.add("acknowledged but lost: " + ack);
                }
            }
        }
    }

    /** Each member is one bit of the first word and taken off the last. */
    private void sum(String[] words, String line) {
        long first = Long.parseLong(words[4]);
        long last = Long.parseLong(words[5]);
        long members = (1L << (KillDirectory.MEMBERS + 1)) - 2;
        sums++;
        if (Long.bitCount(first) != Integer.parseInt(words[3]) || last != -first || (first & ~members) != 0) {
            faults.add(line);
        }
    }

    private void member(String[] words, String line) {
        if (words[2].equals("endorsed")) {
            same(endorsed, words[1] + " " + words[3] + " " + words[4], words[5], line);
        }
    }

    synchronized boolean isFinished() {
        return !lastState.isEmpty() && ended.size() == KillDirectory.MEMBERS;
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    synchronized int sums() {
        return sums;
    }

    synchronized int longestJournal() {
        return longestJournal;
    }

    @Override
    public synchronized String toString() {
        return sums + " sums seen, " + decided.size() + " decisions, " + endorsed.size() + " endorsements, "
                + acknowledged.size() + " acknowledgements, " + restartsChecked
                + " restarts in an open attempt, longest journal " + longestJournal + ", aborts by step " + aborted;
    }
}
