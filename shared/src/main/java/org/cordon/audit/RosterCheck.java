// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cordon.log.Hash;
import org.cordon.member.Consortium;
import org.cordon.member.VerifiedManifest;
import org.cordon.record.LogRecord;
import org.cordon.record.Origin;
import org.cordon.record.Witnesses;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;
import org.cordon.suite.Signed;
import org.cordon.sum.epoch.EpochBody;
import org.cordon.sum.epoch.EpochMember;
import org.cordon.sum.epoch.Roll;
import org.cordon.wire.BlobCodec;

/** Claims 10, 12, 13, 16 and 25 for rosters; and the witness keys that they bind. */
final class RosterCheck {
    private final Judgement judgement;
    private final Blobs blobs;
    private final HistoryFold history;
    private final Set<Hash> epochKeys = new HashSet<>();
    private final Map<Bytes, Integer> witnessKeys = new HashMap<>();
    private Witnesses witnesses;

    RosterCheck(Judgement judgement, Blobs blobs, HistoryFold history, Origin origin) {
        this.judgement = judgement;
        this.blobs = blobs;
        this.history = history;
        this.witnesses = Witnesses.none(origin);
    }

    /** The witness keys that members have bound so far. */
    Witnesses witnesses() {
        return witnesses;
    }

    /** The epoch, if enough of it is sound to go on with. */
    Optional<EpochFold> take(LogRecord.EpochOpened record, Seen at) {
        Optional<Signed<EpochBody.Roster>> signed = blobs.get(record.roster(), at, BlobCodec::roster);
        Optional<VerifiedManifest> manifest =
                history.consortium().flatMap((Consortium known) -> known.at(record.manifest()));
        if (signed.isEmpty()) {
            judgement.lacking(Claim.SAME_ROSTER, "the roster of epoch " + record.epoch() + " is not there");
            return Optional.empty();
        }
        if (!judgement.expect(
                manifest.isPresent(), Claim.SAME_ROSTER, at, "the epoch's manifest is not in the log's history")) {
            return Optional.empty();
        }
        judgement.expect(
                history.stands(record.manifest(), at.at()),
                Claim.NO_DOWNGRADE,
                at,
                "epoch " + record.epoch() + " is opened under a manifest that others had followed");
        VerifiedManifest verified = manifest.orElseThrow();
        Roll roll = new Roll(record.session(), verified.manifest(), verified.digest());
        EpochBody.Roster roster = signed.orElseThrow().body();
        Scope scope = roll.epochScope(record.epoch(), Scope.COORDINATOR);
        judgement.expect(
                roster.scope().equals(scope) && roll.isSigned(signed.orElseThrow()),
                Claim.ACTORS_CERTIFIED,
                at,
                "the roster of epoch " + record.epoch() + " is not signed by the coordinator for this epoch");
        judgement.expect(
                EpochMember.rosterHash(roster).equals(record.rosterHash()),
                Claim.SAME_ROSTER,
                at,
                "the roster is not the one whose hash the record names");
        List<Integer> members = members(roster);
        roster.adverts().forEach(advert -> advert(advert, roll, record.epoch(), at));
        distinct(members, at);
        standing(members, at);
        bind(roster, at);
        return Optional.of(new EpochFold(
                at.index(),
                record.epoch(),
                verified,
                roll,
                EpochMember.rosterHash(roster),
                members.stream().distinct().sorted().toList()));
    }

    private static List<Integer> members(EpochBody.Roster roster) {
        return roster.adverts().stream()
                .map(advert -> advert.body().scope().sender())
                .toList();
    }

    private void advert(Signed<EpochBody.Advert> advert, Roll roll, int epoch, Seen at) {
        EpochBody.Advert body = advert.body();
        int member = body.scope().sender();
        judgement.expect(
                member >= 1
                        && body.scope().equals(roll.epochScope(epoch, member))
                        && body.manifest().equals(roll.digest())
                        && roll.isSigned(advert),
                Claim.EPOCH_KEYS,
                at,
                "the advert of member " + member + " is not signed by it for this epoch");
        for (Bytes key : List.of(body.x25519(), body.mlkem768())) {
            judgement.expect(
                    epochKeys.add(Hash.ofContent(key.toByteArray())),
                    Claim.EPOCH_KEYS,
                    at,
                    "a key agreement key of member " + member + " was used before");
        }
        Integer holder = witnessKeys.putIfAbsent(body.witnessKey(), member);
        judgement.expect(
                holder == null || holder == member,
                Claim.COUNTED_ONCE,
                at,
                "the witness key of member " + member + " is member " + holder + "'s");
    }

    private void standing(List<Integer> members, Seen at) {
        List<Integer> gone = history.removedOf(members);
        judgement.expect(
                gone.isEmpty(), Claim.NOTHING_FROM_REVOKED, at, "members " + gone + " are in a roster after removal");
    }

    private void distinct(List<Integer> members, Seen at) {
        judgement.expect(
                members.stream().sorted().distinct().toList().equals(members),
                Claim.COUNTED_ONCE,
                at,
                "the roster does not name distinct members in ascending order");
    }

    private void bind(EpochBody.Roster roster, Seen at) {
        try {
            witnesses = witnesses.with(roster);
        } catch (IllegalArgumentException noKey) {
            judgement.fail(Claim.EPOCH_KEYS, at, "a witness key is none: " + noKey.getMessage());
        }
    }
}
