// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.round;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cordon.suite.Digest;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.task.Charter;
import org.cordon.task.PolicyDecision;

/**
 * Tasks that were offered and not let in: each is asked about again when its time has come, or when the policy or the
 * consortium has changed. Used on the node's thread alone; bounded, however many a coordinator offers.
 */
final class Offers {
    private static final int KEPT = 256;

    private final InstantSource clock;
    private final NodeLog log;
    private final Seldom seldom;
    private final Map<Digest, Kept> kept = new LinkedHashMap<>();
    private Basis basis;

    /** What answers depend on beside the time. */
    record Basis(Digest manifest, long policy) {}

    private record Kept(CoordinatorMessage.Offer offer, MemberMessage.Refusal.Reason code, Instant again) {}

    Offers(InstantSource clock, NodeLog log, Basis basis) {
        this.clock = clock;
        this.log = log;
        this.seldom = new Seldom(clock);
        this.basis = basis;
    }

    /** Keeps an offer; it is due again at {@code again} at the latest. */
    void keep(CoordinatorMessage.Offer offer, MemberMessage.Refusal.Reason code, Instant again) {
        kept.remove(offer.session());
        kept.put(offer.session(), new Kept(offer, code, again));
        if (kept.size() > KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }

    /** A charter whose time has not come is due at that time; a person's or the policy's no, when that changes. */
    void postpone(CoordinatorMessage.Offer offer, Charter charter, PolicyDecision decision) {
        if (decision instanceof PolicyDecision.Queued queued) {
            later(offer, queued.sentence(), Instant.MAX);
        } else if (decision instanceof PolicyDecision.Refused no && no.reason() == PolicyDecision.Reason.NOT_YET_VALID) {
            later(offer, no.sentence(), charter.notBefore());
        } else if (decision instanceof PolicyDecision.Refused no) {
            refuse(offer, MemberMessage.Refusal.Reason.POLICY, no.sentence());
        }
    }

    private void later(CoordinatorMessage.Offer offer, String why, Instant again) {
        keep(offer, MemberMessage.Refusal.Reason.POLICY, again);
        if (seldom.test(offer.session() + why)) {
            log.taskPostponed(offer.session(), why);
        }
    }

    /** Due only when policy or consortium change. */
    void refuse(CoordinatorMessage.Offer offer, MemberMessage.Refusal.Reason code, String why) {
        keep(offer, code, Instant.MAX);
        if (seldom.test(offer.session() + why)) {
            log.taskRefused(offer.session(), why);
        }
    }

    /** The code under which a task was declined, if it was. */
    Optional<MemberMessage.Refusal.Reason> declined(Digest session) {
        return Optional.ofNullable(kept.get(session)).map(Kept::code);
    }

    boolean isKept(Digest session) {
        return kept.containsKey(session);
    }

    /** Takes out what is due: all of it when the basis is another than before. */
    List<CoordinatorMessage.Offer> due(Basis now) {
        boolean changed = !now.equals(basis);
        basis = now;
        Instant time = clock.instant();
        List<CoordinatorMessage.Offer> due = new ArrayList<>();
        kept.values().removeIf(one -> {
            boolean isDue = changed || !time.isBefore(one.again());
            if (isDue) {
                due.add(one.offer());
            }
            return isDue;
        });
        return due;
    }
}
