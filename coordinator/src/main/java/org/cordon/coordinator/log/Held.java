// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.log;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.cordon.record.LogRecord;
import org.cordon.record.LogView;
import org.cordon.suite.Digest;
import org.cordon.suite.Scope;

/**
 * Which records the log holds already, as far as one could be said again: what has no round, and of each task the two newest
 * rounds; nothing is said again of earlier ones. Guarded by the log's lock.
 */
final class Held {
    private static final int ROUNDS = 2;

    private final Map<Digest, TreeMap<Long, Map<Key, LogRecord>>> rounds = new HashMap<>();
    private final Set<Object> others = new HashSet<>();

    /** One record of a kind in an attempt, of each member its own. */
    private record Key(Class<? extends LogRecord> kind, int attempt, int sender) {
        static Key of(Class<? extends LogRecord> kind, Scope scope) {
            return new Key(kind, scope.attempt(), scope.sender());
        }
    }

    private record Once(Class<? extends LogRecord> kind, Object subject) {}

    void add(LogRecord record) {
        Optional<Scope> scope = LogView.scopeOf(record);
        if (scope.isPresent()) {
            add(scope.get(), record);
        } else {
            once(record).ifPresent(others::add);
        }
    }

    private void add(Scope scope, LogRecord record) {
        TreeMap<Long, Map<Key, LogRecord>> ofTask = rounds.computeIfAbsent(scope.session(), any -> new TreeMap<>());
        ofTask.computeIfAbsent(number(scope), any -> new HashMap<>()).put(Key.of(record.getClass(), scope), record);
        if (ofTask.size() > ROUNDS) {
            ofTask.pollFirstEntry();
        }
    }

    boolean contains(LogRecord record) {
        return LogView.scopeOf(record)
                .map(scope ->
                        isForgotten(scope) || find(record.getClass(), scope).isPresent())
                .orElseGet(() -> once(record).filter(others::contains).isPresent());
    }

    /** A statement about a round that is long over was said in its time, or never. */
    private boolean isForgotten(Scope scope) {
        TreeMap<Long, Map<Key, LogRecord>> ofTask = rounds.get(scope.session());
        return ofTask != null && ofTask.size() >= ROUNDS && number(scope) < ofTask.firstKey();
    }

    /** The record of this kind that was said in the attempt by the scope's sender. */
    <R extends LogRecord> Optional<R> find(Class<R> kind, Scope scope) {
        return Optional.ofNullable(rounds.get(scope.session()))
                .flatMap(ofTask -> Optional.ofNullable(ofTask.get(number(scope))))
                .flatMap(ofRound -> Optional.ofNullable(ofRound.get(Key.of(kind, scope))))
                .map(kind::cast);
    }

    private static long number(Scope scope) {
        return (long) scope.epoch() << Integer.SIZE | scope.round();
    }

    private static Optional<Once> once(LogRecord record) {
        return subject(record).map(subject -> new Once(record.getClass(), subject));
    }

    private static Optional<Object> subject(LogRecord record) {
        if (record instanceof LogRecord.Genesis) {
            return Optional.of(0);
        } else if (record instanceof LogRecord.Amended amended) {
            return Optional.of(amended.position());
        } else if (record instanceof LogRecord.TaskApproved approved) {
            return Optional.of(approved.session());
        } else if (record instanceof LogRecord.TaskWithdrawn withdrawn) {
            return Optional.of(withdrawn.session());
        } else if (record instanceof LogRecord.EpochOpened epoch) {
            return Optional.of(new Scope(epoch.session(), epoch.epoch(), 0, 0, Scope.COORDINATOR));
        } else if (record instanceof LogRecord.LogSealed) {
            return Optional.of(0);
        }
        return Optional.empty();
    }
}
