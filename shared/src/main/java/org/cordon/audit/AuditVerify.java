// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cordon.log.Checkpoint;
import org.cordon.log.HashTree;
import org.cordon.log.LogRefused;
import org.cordon.log.PolicyResult;
import org.cordon.log.TrustPolicy;
import org.cordon.log.VerifierKey;
import org.cordon.member.Manifest;
import org.cordon.record.NoteKeys;
import org.cordon.record.Origin;

/**
 * Verifies a log offline, from its directory alone: policy, checkpoint and quorum, tree, consistency, records, identities, tasks,
 * differencing.
 *
 * <p><b>Guarantees.</b> No network, no clock, no writing; bounded memory; the same report for the same bundle and options,
 * on however many processors.
 *
 * <p><b>Does not check</b> what {@link AuditReport#limits} says.
 */
public final class AuditVerify {
    private final Bundle bundle;
    private final AuditOptions options;
    private final int threads;
    private final Judgement judgement = new Judgement();
    private final TrustPolicy policy;
    private final Origin origin;

    private AuditVerify(Bundle bundle, AuditOptions options, int threads) throws AuditRefused {
        this.bundle = bundle;
        this.options = options;
        this.threads = threads;
        this.policy = options.policy().isPresent() ? options.policy().orElseThrow() : LogKeys.ownPolicy(bundle);
        this.origin = origin(bundle.checkpoint().checkpoint().origin());
    }

    /** Verifies all claims; what cannot be read at all is an {@link AuditRefused}. */
    public static AuditReport run(Bundle bundle, AuditOptions options) throws AuditRefused {
        return run(bundle, options, Runtime.getRuntime().availableProcessors());
    }

    static AuditReport run(Bundle bundle, AuditOptions options, int threads) throws AuditRefused {
        return new AuditVerify(bundle, options, threads).run();
    }

    private static Origin origin(String name) throws AuditRefused {
        return Origin.ofLog(name)
                .orElseThrow(() -> AuditRefused.unreadable(
                        "the origin of the checkpoint must be cordon/v1/log/ and 64 hexadecimal digits, but was "
                                + name.length() + " other characters"));
    }

    private AuditReport run() throws AuditRefused {
        TreeCheck tree = new TreeCheck(bundle, options, judgement);
        Optional<VerifierKey> log = tree.signed(LogKeys.of(policy, origin.log()));
        Optional<HashTree> rebuilt = tree.rebuilt();
        NotInThisVersion.judge(judgement);
        if (log.isEmpty() || rebuilt.isEmpty()) {
            return report(List.of(), Optional.empty());
        }
        LogFold fold = fold(rebuilt.orElseThrow());
        judgement.tell(true);
        tree.appendOnly(rebuilt.orElseThrow(), logKeys(log.orElseThrow(), fold));
        QuorumCheck quorum = new QuorumCheck(judgement, bundle.checkpoint(), policy, origin);
        List<PolicyResult.CountedWitness> witnesses = quorum.witnessed();
        Optional<Manifest> manifest = fold.history().manifest();
        Optional<Instant> quorumAt = manifest.flatMap(now -> quorum.quorum(fold.witnesses(), now));
        manifest.ifPresent(
                now -> quorum.signer(log.orElseThrow(), now, fold.history().coordinators(), quorumAt.isPresent()));
        if (manifest.isEmpty()) {
            judgement.lacking(Claim.NO_SPLIT_VIEW, "the consortium's history does not say who its members are");
        }
        quorum.fresh(quorumAt, options);
        manifest.ifPresent(now -> fold.last()
                .ifPresent(last -> fold.times()
                        .cosigned(
                                bundle.checkpoint(),
                                fold.witnesses(),
                                now.threshold().witnessQuorum(),
                                last)));
        fold.finish(options.at(), quorumAt);
        return report(witnesses, Optional.of(fold));
    }

    /** The coordinator's key may have been rotated: earlier checkpoints carry its earlier keys. */
    private Set<VerifierKey> logKeys(VerifierKey log, LogFold fold) {
        Set<VerifierKey> keys = new LinkedHashSet<>(List.of(log));
        policy.logs().forEach(known -> keys.add(known.key()));
        fold.history().coordinators().forEach(key -> keys.add(NoteKeys.log(origin, key)));
        return keys;
    }

    private LogFold fold(HashTree tree) throws AuditRefused {
        try (AuditWorkers workers = new AuditWorkers(threads)) {
            Signatures signatures = new Signatures(workers);
            LogFold fold = new LogFold(judgement, origin, options, bundle, tree, signatures);
            LeafBatches batches = new LeafBatches(fold, signatures, workers);
            bundle.reader().forEachLeaf(tree.size(), 0, tree.size(), batches);
            batches.flush();
            return fold;
        } catch (LogRefused changedMeanwhile) {
            throw AuditRefused.unreadable(String.valueOf(changedMeanwhile.getMessage()));
        }
    }

    private AuditReport report(List<PolicyResult.CountedWitness> witnesses, Optional<LogFold> fold) {
        Checkpoint checkpoint = bundle.checkpoint().checkpoint();
        return new AuditReport(
                judgement.exitCode(),
                checkpoint.origin(),
                checkpoint.size(),
                checkpoint.root(),
                new String(bundle.checkpoint().toBytes(), StandardCharsets.UTF_8),
                options.policy().isPresent()
                        ? "pinned by the auditor"
                        : "the bundle's own, which the coordinator wrote: pin one with --policy",
                witnesses.stream()
                        .map(one -> new AuditReport.WitnessSeen(one.name(), Instant.ofEpochSecond(one.epochSeconds())))
                        .toList(),
                fold.flatMap(done -> done.history().manifest())
                        .map(now -> now.threshold().witnessQuorum())
                        .orElse(0),
                judgement.results(),
                fold.map(LogFold::taskLines).orElse(List.of()),
                fold.map(LogFold::roundLines).orElse(List.of()),
                fold.map(done -> done.history().lines()).orElse(List.of()),
                Limits.SENTENCES);
    }
}
