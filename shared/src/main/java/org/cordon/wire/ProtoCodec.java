// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cordon.suite.Body;
import org.cordon.suite.BodyCodec;
import org.cordon.suite.Bytes;

/**
 * The bodies of epoch set-up and rounds as protocol buffers: the exact bytes that are signed and hashed.
 *
 * <p><b>Guarantees.</b> {@code decode(type, encode(body))} equals {@code body}, and {@code encode(decode(type, exact))}
 * equals {@code exact}: a body has one encoding only. Decoding enforces the bounds of the .proto files before it
 * allocates. Encoding a body that breaks one is an {@link IllegalArgumentException}.
 *
 * <p><b>Does not check</b> signatures, order of lists, or that a member index is in the manifest: the protocol core
 * does.
 *
 * <p>Source: proto/cordon/v1/epoch.proto and round.proto. Stateless, safe for concurrent use.
 */
public final class ProtoCodec implements BodyCodec {
    private static final Map<Class<?>, Form<?, ?>> FORMS = List.<Form<?, ?>>of(
                    EpochForms.SUMMONS,
                    EpochForms.ADVERT,
                    EpochForms.ROSTER,
                    EpochForms.ENCAPSULATION,
                    EpochForms.CONFIRM,
                    EpochForms.ACCEPTED,
                    RoundForms.OPEN,
                    RoundForms.READY,
                    RoundForms.COHORT,
                    RoundForms.COMPLAINT,
                    RoundForms.UPLOAD,
                    RoundForms.SURVIVORS,
                    RoundForms.ENDORSEMENT,
                    RoundForms.REVEAL,
                    RoundForms.REVEAL_RECEIPT,
                    ResultForm.RESULT,
                    RoundForms.RECEIPT)
            .stream()
            .collect(Collectors.toUnmodifiableMap(Form::type, form -> form));

    @Override
    public Bytes encode(Body body) {
        return formOf(body).encode(body);
    }

    @Override
    public <B extends Body> B decode(Class<B> type, Bytes exact) {
        return type.cast(form(type).decode(exact));
    }

    @SuppressWarnings("unchecked") // the form under a class takes the values of that class
    private static Form<Body, ?> formOf(Body body) {
        return (Form<Body, ?>) form(body.getClass());
    }

    private static Form<?, ?> form(Class<?> type) {
        Form<?, ?> form = FORMS.get(type);
        if (form == null) {
            throw new IllegalArgumentException("type must be a body of an epoch or a round, but was " + type.getName());
        }
        return form;
    }
}
