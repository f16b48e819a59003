// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.EnumMap;
import java.util.Map;
import org.cordon.member.Amendment;
import org.cordon.privacy.PrivacyUnit;
import org.cordon.proto.v1.AbortReason;
import org.cordon.proto.v1.ComplaintReason;
import org.cordon.proto.v1.PrivacyAccountant;
import org.cordon.proto.v1.RefusalReason;
import org.cordon.proto.v1.RemovalReason;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.Step;
import org.cordon.sum.round.Verdict;
import org.cordon.task.PrivacyTerms;

/**
 * One enum of ours beside its generated one: constant {@code X} is {@code PREFIX_X}, every one has its partner, and
 * only
 * {@code PREFIX_UNSPECIFIED} has none.
 *
 * @param <V> the enum of ours
 * @param <C> the generated one
 */
final class Codes<V extends Enum<V>, C extends Enum<C> & ProtocolMessageEnum> {
    static final Codes<RoundBody.Complaint.Reason, ComplaintReason> COMPLAINT =
            new Codes<>(RoundBody.Complaint.Reason.class, ComplaintReason.class, "COMPLAINT_REASON_");
    static final Codes<CoordinatorMessage.Aborted.Reason, AbortReason> ABORT =
            new Codes<>(CoordinatorMessage.Aborted.Reason.class, AbortReason.class, "ABORT_REASON_");
    static final Codes<Step, org.cordon.proto.v1.Step> STEP =
            new Codes<>(Step.class, org.cordon.proto.v1.Step.class, "STEP_");
    static final Codes<MemberMessage.Refusal.Reason, RefusalReason> REFUSAL =
            new Codes<>(MemberMessage.Refusal.Reason.class, RefusalReason.class, "REFUSAL_REASON_");
    static final Codes<Verdict, org.cordon.proto.v1.Verdict> VERDICT =
            new Codes<>(Verdict.class, org.cordon.proto.v1.Verdict.class, "VERDICT_");
    static final Codes<Amendment.Removal.Reason, RemovalReason> REMOVAL =
            new Codes<>(Amendment.Removal.Reason.class, RemovalReason.class, "REMOVAL_REASON_");
    static final Codes<PrivacyUnit, org.cordon.proto.v1.PrivacyUnit> PRIVACY_UNIT =
            new Codes<>(PrivacyUnit.class, org.cordon.proto.v1.PrivacyUnit.class, "PRIVACY_UNIT_");
    static final Codes<PrivacyTerms.Accountant, PrivacyAccountant> PRIVACY_ACCOUNTANT =
            new Codes<>(PrivacyTerms.Accountant.class, PrivacyAccountant.class, "PRIVACY_ACCOUNTANT_");

    private final Map<V, C> codes;
    private final Map<C, V> values;

    Codes(Class<V> valueType, Class<C> codeType, String prefix) {
        this.codes = new EnumMap<>(valueType);
        this.values = new EnumMap<>(codeType);
        for (V value : valueType.getEnumConstants()) {
            C code = Enum.valueOf(codeType, prefix + value.name());
            codes.put(value, code);
            values.put(code, value);
        }
        int partnerless = 2; // UNSPECIFIED, and UNRECOGNIZED, which every generated enum has
        if (codeType.getEnumConstants().length != codes.size() + partnerless) {
            throw new IllegalStateException(codeType.getSimpleName() + " must have a constant for each of "
                    + valueType.getName() + ", but has others");
        }
    }

    C toCode(V value) {
        C code = codes.get(value);
        if (code == null) {
            throw new IllegalArgumentException("the code must be declared, but was " + value);
        }
        return code;
    }

    V toValue(C code) {
        V value = values.get(code);
        if (value == null) {
            throw new IllegalArgumentException("the code must be declared, but was " + code);
        }
        return value;
    }
}
