// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.cordon.differencing.MemberSet;
import org.cordon.log.Hash;
import org.cordon.member.Consortium;
import org.cordon.member.VerifiedManifest;
import org.cordon.record.LogRecord;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Randomness;
import org.cordon.suite.Scope;
import org.cordon.suite.VerifyKey;
import org.cordon.sum.ring.RingVector;
import org.cordon.task.TaskState;

/**
 * What a coordinator does otherwise than it should while it writes a log, with members that let it. As the log is written on
 * from there, everything later names the checkpoints that there are: a mutation breaks what it is about, and no more.
 */
class Malice {
    static final Malice NONE = new Malice();

    /** What a malicious coordinator has at hand. */
    interface Desk {
        HonestConsortium consortium();

        Hash blob(Bytes content);

        Bytes blob(Hash name);

        Instant now();
    }

    /** Appended in place of the records of a commit. */
    List<LogRecord> commit(Desk desk, List<LogRecord> records) {
        return records;
    }

    /** When the leaf was written. */
    Instant at(long index, LogRecord record, Instant honest) {
        return honest;
    }

    /** What a round starts from. */
    Digest model(Scope scope, Digest honest) {
        return honest;
    }

    /** What `open` says a round starts from, whatever the record says. */
    Digest openModel(Scope scope, Digest honest) {
        return honest;
    }

    /** Who survives; empty where an honest coordinator had to wait. */
    Optional<MemberSet> survivors(Scope scope, Optional<MemberSet> honest, MemberSet completed) {
        return honest;
    }

    /** What happens in an attempt. */
    Plan plan(int epoch, int round, int attempt, Plan honest) {
        return honest;
    }

    /** How many inputs a sum really needs, whatever the configuration says. */
    int minSurvivors(int epoch, int honest) {
        return honest;
    }

    /** Whether the coordinator waits for a deadline while somebody is missing. */
    boolean waits(Scope scope) {
        return true;
    }

    /** What a member draws its epoch keys from. */
    Randomness epochRandomness(int epoch, int member, Randomness honest) {
        return honest;
    }

    /** How many rounds a stage may have. */
    int maxRounds(String stage, int honest) {
        return honest;
    }

    /** When a charter ends. */
    Instant expiry(Instant honest) {
        return honest;
    }

    /** How many inputs the charter asks for. */
    int charterMinSurvivors(int honest) {
        return honest;
    }

    /** What a task is called. */
    String taskName(String honest) {
        return honest;
    }

    /** Which version of its charter a task says it has. */
    int version(String task, int honest) {
        return honest;
    }

    /** How many members approve a charter. */
    int approvals(int honest) {
        return honest;
    }

    /** Whether the state of a round is published. */
    boolean publishes(Scope scope) {
        return true;
    }

    /** The state that is published. */
    TaskState next(Scope scope, TaskState before, RingVector sum, TaskState honest) {
        return honest;
    }

    /** The checkpoint that a signed body names: of open, survivors, or result and receipts. */
    Bytes checkpoint(Scope scope, String type, Bytes honest) {
        return honest;
    }

    /** The manifest that an epoch is set up under. */
    VerifiedManifest manifest(int epoch, Consortium consortium) {
        return consortium.current();
    }

    /** The witness key of a member. */
    VerifyKey witness(int epoch, int member, VerifyKey honest) {
        return honest;
    }

    /** The roster hash that `open` names. */
    Digest roster(Scope scope, Digest honest) {
        return honest;
    }

    /** The configuration that `open` names. */
    Digest configuration(Scope scope, Digest honest) {
        return honest;
    }

    /** Which members cosign a checkpoint. */
    List<Integer> cosigners(long size, List<Integer> honest) {
        return honest;
    }

    /** Members that sign an override or an incident. */
    List<Integer> signers() {
        return List.of(1, 2);
    }

    /** Puts what {@code change} makes of it in place of the {@code nth} record (from 0) of a kind. */
    static <R extends LogRecord> Malice instead(
            Class<R> kind, int nth, BiFunction<Desk, R, List<? extends LogRecord>> change) {
        return new Malice() {
            private int seen;

            @Override
            List<LogRecord> commit(Desk desk, List<LogRecord> records) {
                List<LogRecord> changed = new ArrayList<>();
                for (LogRecord record : records) {
                    if (kind.isInstance(record) && seen++ == nth) {
                        changed.addAll(change.apply(desk, kind.cast(record)));
                    } else {
                        changed.add(record);
                    }
                }
                return changed;
            }
        };
    }

    /** Leaves the {@code nth} record of a kind out. */
    static Malice without(Class<? extends LogRecord> kind, int nth) {
        return instead(kind, nth, (desk, record) -> List.of());
    }

    /** Writes a record right after the {@code nth} record of a kind. */
    static <R extends LogRecord> Malice after(
            Class<R> kind, int nth, BiFunction<Desk, R, ? extends LogRecord> further) {
        return instead(kind, nth, (desk, record) -> List.of(record, further.apply(desk, record)));
    }
}
