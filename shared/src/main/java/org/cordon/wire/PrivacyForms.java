// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import java.util.Optional;
import org.cordon.privacy.UnitBound;
import org.cordon.proto.v1.AdaptiveClip;
import org.cordon.proto.v1.FixedClip;
import org.cordon.task.PrivacyTerms;

/** The form of a charter's privacy terms. */
final class PrivacyForms {
    private PrivacyForms() {}

    static org.cordon.proto.v1.PrivacyTerms terms(PrivacyTerms value) {
        org.cordon.proto.v1.PrivacyTerms.Builder terms = org.cordon.proto.v1.PrivacyTerms.newBuilder()
                .setUnit(Codes.PRIVACY_UNIT.toCode(value.protects().unit()))
                .setContributionBound(value.protects().contributionBound())
                .setEpsilonMicro(value.epsilonMicro())
                .setDeltaExponent(value.deltaExponent())
                .setAccountant(Codes.PRIVACY_ACCOUNTANT.toCode(value.accountant()))
                .setReason(value.reason().orElse(""));
        if (value.clip() instanceof PrivacyTerms.Clip.Fixed fixed) {
            return terms.setFixed(FixedClip.newBuilder().setNormMicro(fixed.normMicro()))
                    .build();
        }
        PrivacyTerms.Clip.Adaptive adaptive = (PrivacyTerms.Clip.Adaptive) value.clip();
        return terms.setAdaptive(AdaptiveClip.newBuilder()
                        .setInitialNormMicro(adaptive.initialNormMicro())
                        .setQuantilePercent(adaptive.quantilePercent()))
                .build();
    }

    static PrivacyTerms terms(org.cordon.proto.v1.PrivacyTerms message) {
        return new PrivacyTerms(
                new UnitBound(Codes.PRIVACY_UNIT.toValue(message.getUnit()), message.getContributionBound()),
                Optional.of(message.getReason()).filter(why -> !why.isEmpty()),
                message.getEpsilonMicro(),
                message.getDeltaExponent(),
                clip(message),
                Codes.PRIVACY_ACCOUNTANT.toValue(message.getAccountant()));
    }

    private static PrivacyTerms.Clip clip(org.cordon.proto.v1.PrivacyTerms message) {
        return switch (message.getClipCase()) {
            case FIXED -> new PrivacyTerms.Clip.Fixed(message.getFixed().getNormMicro());
            case ADAPTIVE ->
                new PrivacyTerms.Clip.Adaptive(
                        message.getAdaptive().getInitialNormMicro(),
                        message.getAdaptive().getQuantilePercent());
            case CLIP_NOT_SET -> throw new IllegalArgumentException("clip must be set, but was missing");
        };
    }
}
