// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import java.util.Optional;
import org.cordon.proto.v1.Reply;
import org.cordon.suite.BodyCodec.MalformedBody;
import org.cordon.suite.Bytes;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.Verdict;

/**
 * Whole messages as bytes, the same on the wire and in a store: what was stored can be sent again byte for byte.
 *
 * <p><b>Guarantees.</b> As {@link ProtoCodec}: one encoding for each message, bounds first, {@link MalformedBody} for
 * everything else. Signed bodies keep the exact bytes that were signed.
 *
 * <p><b>Does not check</b> signatures, nor that scopes inside one message agree.
 *
 * <p>Source: proto/cordon/v1/task.proto, Submission, Event and Reply. Stateless, safe for concurrent use.
 */
public final class MessageCodec {
    static final Form<Verdict, Reply> REPLY = Form.of(
            Verdict.class,
            Reply.getDefaultInstance(),
            verdict ->
                    Reply.newBuilder().setVerdict(Codes.VERDICT.toCode(verdict)).build(),
            reply -> Codes.VERDICT.toValue(reply.getVerdict()));

    private MessageCodec() {}

    /** The message without a cosignature beside it: as it lies in a store. */
    public static Bytes encode(MemberMessage message) {
        return MemberForms.SUBMISSION.encode(new Submitted(message, Optional.empty()));
    }

    public static Bytes encode(CoordinatorMessage message) {
        return CoordinatorForms.EVENT.encode(message);
    }

    public static Bytes encode(Verdict verdict) {
        return REPLY.encode(verdict);
    }

    /** Reads a submission, or throws {@link MalformedBody}. */
    public static MemberMessage memberMessage(Bytes exact) {
        return MemberForms.SUBMISSION.decode(exact).message();
    }

    /** Reads an event, or throws {@link MalformedBody}. */
    public static CoordinatorMessage coordinatorMessage(Bytes exact) {
        return CoordinatorForms.EVENT.decode(exact);
    }

    /** Reads a reply, or throws {@link MalformedBody}. */
    public static Verdict verdict(Bytes exact) {
        return REPLY.decode(exact);
    }
}
