// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.feature;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.cordon.event.EventKind;
import org.cordon.event.Outcome;
import org.cordon.feature.EventFilter;
import org.cordon.feature.KeyField;

/** A filter and a key, ready to be asked for many events. */
final class EventMatch {
    private static final int ANY = -1;
    /** The key of all events, where none is declared. */
    private static final long EVERYBODY = 1;

    private final int kinds;
    private final int outcome;
    private final int[] wordFields;
    private final long[] words;
    private final int[] keyFields;

    EventMatch(EventFilter filter, List<KeyField> key, IdentifierHash hash) {
        this.kinds = filter.kinds()
                .map(given -> given.stream().mapToInt(EventMatch::bit).sum())
                .orElse(ANY);
        this.outcome = filter.outcome().map(Outcome::code).orElse(ANY);
        List<Optional<String>> given = List.of(filter.role(), filter.asset(), filter.chain());
        List<KeyField> fields = List.of(KeyField.ROLE, KeyField.ASSET, KeyField.CHAIN);
        int[] present = IntStream.range(0, given.size())
                .filter(i -> given.get(i).isPresent())
                .toArray();
        this.wordFields = new int[present.length];
        this.words = new long[present.length];
        for (int i = 0; i < present.length; i++) {
            wordFields[i] = fields.get(present[i]).code();
            words[i] = hash.of(given.get(present[i]).orElseThrow());
        }
        this.keyFields = key.stream().mapToInt(KeyField::code).toArray();
    }

    private static int bit(EventKind kind) {
        return 1 << kind.code();
    }

    boolean passes(KeyedEvent event) {
        if ((kinds & (1 << event.kind)) == 0 || (outcome != ANY && outcome != event.outcome)) {
            return false;
        }
        for (int i = 0; i < words.length; i++) {
            if (event.fields[wordFields[i]] != words[i]) {
                return false;
            }
        }
        return true;
    }

    /** The key, or 0 where one of its fields is missing. */
    long key(KeyedEvent event) {
        if (keyFields.length == 0) {
            return EVERYBODY;
        }
        long key = event.fields[keyFields[0]];
        for (int i = 1; i < keyFields.length && key != 0; i++) {
            long field = event.fields[keyFields[i]];
            key = field == 0 ? 0 : Mixing.pair(key, field) | 1;
        }
        return key;
    }
}
