// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.cordon.wire.Values.bytes;
import static org.cordon.wire.Values.digest;
import static org.cordon.wire.Values.scope;
import static org.cordon.wire.Values.signature;

import java.util.Optional;
import org.cordon.proto.v1.Aborted;
import org.cordon.proto.v1.ApprovedCharter;
import org.cordon.proto.v1.Certificate;
import org.cordon.proto.v1.Cohort;
import org.cordon.proto.v1.CohortPair;
import org.cordon.proto.v1.ConfirmDelivery;
import org.cordon.proto.v1.EncapsulationDelivery;
import org.cordon.proto.v1.Event;
import org.cordon.proto.v1.Published;
import org.cordon.proto.v1.Result;
import org.cordon.proto.v1.SignedCohort;
import org.cordon.proto.v1.SignedOpen;
import org.cordon.proto.v1.SignedResult;
import org.cordon.proto.v1.SignedRoster;
import org.cordon.proto.v1.SignedSummons;
import org.cordon.proto.v1.SignedSurvivors;
import org.cordon.proto.v1.TaskEnded;
import org.cordon.proto.v1.TaskOffer;
import org.cordon.suite.Hashes;
import org.cordon.suite.Signed;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.RoundBody;

/** The form of what the coordinator pushes. */
final class CoordinatorForms {
    static final Form<CoordinatorMessage, Event> EVENT = Form.of(
            CoordinatorMessage.class, Event.getDefaultInstance(), CoordinatorForms::event, CoordinatorForms::message);

    private CoordinatorForms() {}

    private static Event event(CoordinatorMessage value) {
        Event.Builder event = Event.newBuilder();
        if (value instanceof CoordinatorMessage.Offer offer) {
            event.setTask(offer(offer));
        } else if (value instanceof CoordinatorMessage.Summons summons) {
            event.setSummons(SignedSummons.newBuilder()
                    .setBody(bytes(summons.signed().exact()))
                    .setSignature(signature(summons.signed().signature())));
        } else if (value instanceof CoordinatorMessage.Roster roster) {
            event.setRoster(SignedRoster.newBuilder()
                    .setBody(bytes(roster.signed().exact()))
                    .setSignature(signature(roster.signed().signature())));
        } else if (value instanceof CoordinatorMessage.Encapsulations encapsulations) {
            event.setEncapsulations(EncapsulationDelivery.newBuilder()
                    .setScope(scope(encapsulations.scope()))
                    .addAllFrom(encapsulations.from().stream()
                            .map(EpochForms::delivered)
                            .toList()));
        } else if (value instanceof CoordinatorMessage.Confirms confirms) {
            event.setConfirms(ConfirmDelivery.newBuilder()
                    .setScope(scope(confirms.scope()))
                    .addAllTags(confirms.tags().stream().map(EpochForms::tag).toList()));
        } else if (value instanceof CoordinatorMessage.Ended ended) {
            event.setEnded(TaskEnded.newBuilder().setSession(digest(ended.session())));
        } else if (value instanceof CoordinatorMessage.LogUpdate update) {
            event.setLog(LogForms.message(update));
        } else {
            roundEvent(event, value);
        }
        return event.build();
    }

    private static void roundEvent(Event.Builder event, CoordinatorMessage value) {
        if (value instanceof CoordinatorMessage.Open open) {
            event.setOpen(open(open.signed()));
        } else if (value instanceof CoordinatorMessage.Cohort cohort) {
            event.setCohort(Cohort.newBuilder()
                    .setCohort(cohort(cohort.signed()))
                    .addAllPairs(
                            cohort.pairs().stream().map(CoordinatorForms::pair).toList()));
        } else if (value instanceof CoordinatorMessage.Survivors survivors) {
            event.setSurvivors(survivors(survivors.signed()));
        } else if (value instanceof CoordinatorMessage.Certificate certificate) {
            event.setCertificate(Certificate.newBuilder()
                    .setScope(scope(certificate.scope()))
                    .addAllEndorsements(certificate.endorsements().stream()
                            .map(RoundForms::endorsement)
                            .toList()));
        } else if (value instanceof CoordinatorMessage.Result result) {
            event.setResult(result(result));
        } else if (value instanceof CoordinatorMessage.Published published) {
            event.setPublished(Published.newBuilder()
                    .setScope(scope(published.scope()))
                    .addAllReceipts(published.receipts().stream()
                            .map(MemberForms::receipt)
                            .toList()));
        } else if (value instanceof CoordinatorMessage.Aborted aborted) {
            event.setAborted(Aborted.newBuilder()
                    .setScope(scope(aborted.scope()))
                    .setStep(Codes.STEP.toCode(aborted.step()))
                    .setReason(Codes.ABORT.toCode(aborted.reason())));
        } else {
            throw new IllegalArgumentException("message must have a form, but was " + value.getClass());
        }
    }

    private static CoordinatorMessage message(Event event) {
        return switch (event.getEventCase()) {
            case TASK -> offer(event.getTask().getCharter());
            case SUMMONS ->
                new CoordinatorMessage.Summons(EpochForms.SUMMONS.signed(
                        event.getSummons().getBody(), event.getSummons().getSignature()));
            case ROSTER ->
                new CoordinatorMessage.Roster(EpochForms.ROSTER.signed(
                        event.getRoster().getBody(), event.getRoster().getSignature()));
            case ENCAPSULATIONS ->
                new CoordinatorMessage.Encapsulations(
                        scope(event.getEncapsulations().getScope()),
                        event.getEncapsulations().getFromList().stream()
                                .map(EpochForms::delivered)
                                .toList());
            case CONFIRMS ->
                new CoordinatorMessage.Confirms(
                        scope(event.getConfirms().getScope()),
                        event.getConfirms().getTagsList().stream()
                                .map(EpochForms::tag)
                                .toList());
            case OPEN -> new CoordinatorMessage.Open(open(event.getOpen()));
            case COHORT ->
                new CoordinatorMessage.Cohort(
                        cohort(event.getCohort().getCohort()),
                        event.getCohort().getPairsList().stream()
                                .map(CoordinatorForms::pair)
                                .toList());
            case SURVIVORS -> new CoordinatorMessage.Survivors(survivors(event.getSurvivors()));
            case CERTIFICATE ->
                new CoordinatorMessage.Certificate(
                        scope(event.getCertificate().getScope()),
                        event.getCertificate().getEndorsementsList().stream()
                                .map(RoundForms::endorsement)
                                .toList());
            case RESULT -> result(event.getResult());
            case PUBLISHED ->
                new CoordinatorMessage.Published(
                        scope(event.getPublished().getScope()),
                        event.getPublished().getReceiptsList().stream()
                                .map(MemberForms::receipt)
                                .toList());
            case ABORTED ->
                new CoordinatorMessage.Aborted(
                        scope(event.getAborted().getScope()),
                        Codes.STEP.toValue(event.getAborted().getStep()),
                        Codes.ABORT.toValue(event.getAborted().getReason()));
            case ENDED -> new CoordinatorMessage.Ended(digest(event.getEnded().getSession()));
            case LOG -> LogForms.value(event.getLog());
            case EVENT_NOT_SET -> throw new IllegalArgumentException("event must be set, but was missing");
        };
    }

    private static TaskOffer offer(CoordinatorMessage.Offer offer) {
        if (!Hashes.blob(offer.charter().toByteArray()).equals(offer.session())) {
            throw new IllegalArgumentException("session must be the digest of the charter, but was another");
        }
        return TaskOffer.newBuilder()
                .setCharter(ApprovedCharter.newBuilder()
                        .setBody(bytes(offer.charter()))
                        .setApprovals(HistoryForms.approvals(offer.approvals())))
                .build();
    }

    private static CoordinatorMessage.Offer offer(ApprovedCharter charter) {
        return new CoordinatorMessage.Offer(
                Hashes.blob(charter.getBody().toByteArray()),
                bytes(charter.getBody()),
                HistoryForms.approvals(charter.getApprovals()));
    }

    private static CohortPair pair(CoordinatorMessage.CohortPair pair) {
        return CohortPair.newBuilder()
                .setSender(pair.sender())
                .setLeaf(MemberForms.leaf(pair.leaf()))
                .addAllPath(Values.path(pair.path()))
                .build();
    }

    private static CoordinatorMessage.CohortPair pair(CohortPair message) {
        return new CoordinatorMessage.CohortPair(
                message.getSender(), MemberForms.leaf(message.getLeaf()), Values.digests(message.getPathList()));
    }

    private static Result result(CoordinatorMessage.Result value) {
        Result.Builder message = Result.newBuilder()
                .setResult(SignedResult.newBuilder()
                        .setBody(bytes(value.signed().exact()))
                        .setSignature(signature(value.signed().signature())));
        value.open().ifPresent(open -> message.setOpen(open(open)));
        value.cohort().ifPresent(cohort -> message.setCohort(cohort(cohort)));
        value.survivors().ifPresent(survivors -> message.setSurvivors(survivors(survivors)));
        return message.build();
    }

    private static CoordinatorMessage.Result result(Result message) {
        return new CoordinatorMessage.Result(
                ResultForm.RESULT.signed(
                        message.getResult().getBody(), message.getResult().getSignature()),
                message.hasOpen() ? Optional.of(open(message.getOpen())) : Optional.empty(),
                message.hasCohort() ? Optional.of(cohort(message.getCohort())) : Optional.empty(),
                message.hasSurvivors() ? Optional.of(survivors(message.getSurvivors())) : Optional.empty());
    }

    private static SignedOpen open(Signed<RoundBody.Open> signed) {
        return SignedOpen.newBuilder()
                .setBody(bytes(signed.exact()))
                .setSignature(signature(signed.signature()))
                .build();
    }

    private static Signed<RoundBody.Open> open(SignedOpen message) {
        return RoundForms.OPEN.signed(message.getBody(), message.getSignature());
    }

    private static SignedCohort cohort(Signed<RoundBody.Cohort> signed) {
        return SignedCohort.newBuilder()
                .setBody(bytes(signed.exact()))
                .setSignature(signature(signed.signature()))
                .build();
    }

    private static Signed<RoundBody.Cohort> cohort(SignedCohort message) {
        return RoundForms.COHORT.signed(message.getBody(), message.getSignature());
    }

    private static SignedSurvivors survivors(Signed<RoundBody.Survivors> signed) {
        return SignedSurvivors.newBuilder()
                .setBody(bytes(signed.exact()))
                .setSignature(signature(signed.signature()))
                .build();
    }

    private static Signed<RoundBody.Survivors> survivors(SignedSurvivors message) {
        return RoundForms.SURVIVORS.signed(message.getBody(), message.getSignature());
    }
}
