// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.sum.round;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.cordon.suite.Body;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Secret;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.suite.Transcript;
import org.cordon.sum.epoch.RoundKeys;
import org.cordon.sum.epoch.SecretMap;
import org.cordon.sum.epoch.StoredReader;

/**
 * A member's states as bytes for a sealed store, and back.
 *
 * <p><b>Guarantees.</b> What is read equals what was written, messages byte for byte; cohorts and survivors are verified
 * again when they are read. The bytes hold secrets.
 */
public record MemberStates(RoundMember party) {
    private static final int ENTERED = 1;
    private static final int PREPARED = 2;
    private static final int UPLOADED = 3;
    private static final int ENDORSED = 4;
    private static final int REVEALED = 5;
    private static final int COMPLAINED = 6;

    /** Canonical bytes of a state. */
    public Bytes encode(MemberState state) {
        Transcript out = new Transcript();
        if (state instanceof MemberState.Entered entered) {
            write(out.u8(ENTERED), entered);
        } else if (state instanceof MemberState.Prepared prepared) {
            write(out.u8(PREPARED), prepared);
        } else if (state instanceof MemberState.Complained complained) {
            write(out.u8(COMPLAINED), complained.entered());
            write(out, complained.message());
        } else if (state instanceof MemberState.Uploaded uploaded) {
            write(out.u8(UPLOADED), uploaded);
        } else if (state instanceof MemberState.Endorsed endorsed) {
            write(out.u8(ENDORSED), endorsed.uploaded());
            write(out, endorsed.survivors().signed());
            write(out, endorsed.message());
        } else if (state instanceof MemberState.Revealed revealed) {
            write(out.u8(REVEALED), revealed.open());
            write(out, revealed.cohort().signed());
            write(out, revealed.survivors().signed());
            write(out, revealed.message().signed());
            write(out, revealed.message().receipt());
            out.u16(revealed.certificate().endorsements().size());
            revealed.certificate().endorsements().forEach(e -> write(out, e));
        }
        return out.toBytes();
    }

    /**
     * Reads what {@link #encode} wrote.
     *
     * @param roster the members of the epoch, ascending
     */
    public MemberState decode(Bytes encoded, List<Integer> roster) {
        StoredReader in = new StoredReader(encoded);
        int kind = in.u8();
        MemberState state = switch (kind) {
            case ENTERED -> readEntered(in);
            case PREPARED -> readPrepared(in);
            case UPLOADED -> readUploaded(in, roster);
            case ENDORSED -> readEndorsed(in, roster);
            case REVEALED -> readRevealed(in, roster);
            case COMPLAINED -> new MemberState.Complained(readEntered(in), read(in, RoundBody.Complaint.class));
            default -> throw new IllegalArgumentException("stored state must be of kind 1 to 6, but was " + kind);
        };
        in.end();
        return state;
    }

    private static void write(Transcript out, MemberState.Entered entered) {
        write(out, entered.first());
        write(out, entered.open());
        out.lp(entered.keys().encode());
    }

    private MemberState.Entered readEntered(StoredReader in) {
        return new MemberState.Entered(
                read(in, RoundBody.Open.class), read(in, RoundBody.Open.class), RoundKeys.decode(in.lp()));
    }

    private static void write(Transcript out, MemberState.Prepared prepared) {
        write(out, prepared.entered);
        out.raw(prepared.input);
        write(out, prepared.selfMask);
        write(out, prepared.recoveryKey);
        SecretMap.write(out, prepared.premasks);
        write(out, prepared.message.header());
        out.u16(prepared.message.pairs().size());
        for (MemberMessage.PairLeaf pair : prepared.message.pairs()) {
            out.u16(pair.receiver())
                    .raw(pair.premask())
                    .raw(pair.selfShare())
                    .raw(pair.recoveryShare())
                    .lp(pair.ciphertext());
        }
        out.lp(prepared.message.bundle());
    }

    private MemberState.Prepared readPrepared(StoredReader in) {
        MemberState.Entered entered = readEntered(in);
        Digest input = in.digest();
        Secret selfMask = in.secret();
        Secret recoveryKey = in.secret();
        SortedMap<Integer, Secret> premasks = SecretMap.read(in);
        Signed<RoundBody.Ready> header = read(in, RoundBody.Ready.class);
        int count = in.u16();
        List<MemberMessage.PairLeaf> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(new MemberMessage.PairLeaf(in.u16(), in.digest(), in.digest(), in.digest(), in.lp()));
        }
        return new MemberState.Prepared(
                entered, input, selfMask, recoveryKey, premasks, new MemberMessage.Ready(header, pairs, in.lp()));
    }

    private static void write(Transcript out, MemberState.Uploaded uploaded) {
        write(out, uploaded.prepared);
        write(out, uploaded.cohort.signed());
        SecretMap.write(out, uploaded.selfShares);
        SecretMap.write(out, uploaded.recoveryShares);
        write(out, uploaded.message);
    }

    private MemberState.Uploaded readUploaded(StoredReader in, List<Integer> roster) {
        MemberState.Prepared prepared = readPrepared(in);
        VerifiedCohort cohort = cohort(in, prepared.open(), roster);
        return new MemberState.Uploaded(
                prepared, cohort, SecretMap.read(in), SecretMap.read(in), read(in, RoundBody.Upload.class));
    }

    private MemberState.Endorsed readEndorsed(StoredReader in, List<Integer> roster) {
        MemberState.Uploaded uploaded = readUploaded(in, roster);
        return new MemberState.Endorsed(
                uploaded, survivors(in, uploaded.cohort), read(in, RoundBody.Endorsement.class));
    }

    private MemberState.Revealed readRevealed(StoredReader in, List<Integer> roster) {
        Signed<RoundBody.Open> open = read(in, RoundBody.Open.class);
        VerifiedCohort cohort = cohort(in, open, roster);
        VerifiedSurvivors survivors = survivors(in, cohort);
        MemberMessage.Reveal message =
                new MemberMessage.Reveal(read(in, RoundBody.Reveal.class), read(in, RoundBody.RevealReceipt.class));
        int count = in.u16();
        List<Signed<RoundBody.Endorsement>> endorsements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            endorsements.add(read(in, RoundBody.Endorsement.class));
        }
        VerifiedCertificate certificate =
                VerifiedCertificate.verify(party.roll(), cohort.where(), survivors, endorsements);
        return new MemberState.Revealed(open, cohort, survivors, certificate, message);
    }

    private VerifiedCohort cohort(StoredReader in, Signed<RoundBody.Open> open, List<Integer> roster) {
        return VerifiedCohort.verify(
                party.roll(),
                open,
                roster,
                party.configuration().minSurvivors(),
                read(in, RoundBody.Cohort.class),
                Optional.empty());
    }

    private VerifiedSurvivors survivors(StoredReader in, VerifiedCohort cohort) {
        return VerifiedSurvivors.verify(
                party.roll(),
                cohort,
                party.configuration().minSurvivors(),
                read(in, RoundBody.Survivors.class),
                Optional.empty());
    }

    private static void write(Transcript out, Signed<?> signed) {
        out.lp(signed.exact()).raw(signed.signature().toByteArray());
    }

    private <B extends Body> Signed<B> read(StoredReader in, Class<B> type) {
        Bytes exact = in.lp();
        Signature signature = in.signature();
        return new Signed<>(party.speaker().codec().decode(type, exact), exact, signature);
    }

    private static void write(Transcript out, Secret secret) {
        byte[] bytes = secret.copyBytes();
        out.raw(bytes);
        Arrays.fill(bytes, (byte) 0);
    }
}
