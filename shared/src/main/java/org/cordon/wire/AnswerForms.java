// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import com.google.protobuf.ByteString;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cordon.governance.Answer;
import org.cordon.proto.v1.RefusalCount;
import org.cordon.proto.v1.TaskPhase;
import org.cordon.suite.BodyCodec.MalformedBody;

/** The forms of the coordinator's answers. */
final class AnswerForms {
    private static final Codes<Answer.Phase, TaskPhase> PHASE =
            new Codes<>(Answer.Phase.class, TaskPhase.class, "TASK_PHASE_");

    static final Form<Answer.OpenProposal, org.cordon.proto.v1.OpenProposal> PROPOSAL = Form.of(
            Answer.OpenProposal.class,
            org.cordon.proto.v1.OpenProposal.getDefaultInstance(),
            AnswerForms::message,
            AnswerForms::value);

    static final Form<Answer.HeldRequest, org.cordon.proto.v1.HeldRequest> REQUEST = Form.of(
            Answer.HeldRequest.class,
            org.cordon.proto.v1.HeldRequest.getDefaultInstance(),
            AnswerForms::message,
            AnswerForms::value);

    static final Form<Answer, org.cordon.proto.v1.Answer> ANSWER = Form.of(
            Answer.class, org.cordon.proto.v1.Answer.getDefaultInstance(), AnswerForms::message, AnswerForms::value);

    private AnswerForms() {}

    private static org.cordon.proto.v1.Answer message(Answer answer) {
        org.cordon.proto.v1.Answer.Builder message = org.cordon.proto.v1.Answer.newBuilder();
        if (answer instanceof Answer.HistoryLine line) {
            message.setEntry(org.cordon.proto.v1.HistoryLine.newBuilder()
                    .setPosition(line.position())
                    .setEntry(Values.bytes(line.entry())));
        } else if (answer instanceof Answer.OpenProposal proposal) {
            message.setProposal(message(proposal));
        } else if (answer instanceof Answer.TaskStanding task) {
            message.setTask(message(task));
        } else if (answer instanceof Answer.HeldRequest request) {
            message.setRequest(message(request));
        }
        return message.build();
    }

    private static Answer value(org.cordon.proto.v1.Answer message) {
        return switch (message.getAnswerCase()) {
            case ENTRY ->
                new Answer.HistoryLine(
                        message.getEntry().getPosition(),
                        Values.bytes(message.getEntry().getEntry()));
            case PROPOSAL -> value(message.getProposal());
            case TASK -> value(message.getTask());
            case REQUEST -> value(message.getRequest());
            case ANSWER_NOT_SET -> throw new MalformedBody("Answer.answer must be set, but was missing");
        };
    }

    private static org.cordon.proto.v1.OpenProposal message(Answer.OpenProposal proposal) {
        return org.cordon.proto.v1.OpenProposal.newBuilder()
                .setKind(GovernanceForms.KIND.toCode(proposal.kind()))
                .setSubject(Values.digest(proposal.subject()))
                .setContent(Values.bytes(proposal.content()))
                .setProposer(proposal.proposer().map(Values::key).orElse(ByteString.EMPTY))
                .setAtS(proposal.at().getEpochSecond())
                .setNeeded(proposal.tally().needed())
                .addAllApprovals(proposal.tally().approvals().stream()
                        .map(HistoryForms::approval)
                        .toList())
                .build();
    }

    private static Answer.OpenProposal value(org.cordon.proto.v1.OpenProposal message) {
        return new Answer.OpenProposal(
                GovernanceForms.KIND.toValue(message.getKind()),
                Values.digest(message.getSubject()),
                Values.bytes(message.getContent()),
                message.getProposer().isEmpty() ? Optional.empty() : Optional.of(Values.key(message.getProposer())),
                Instant.ofEpochSecond(message.getAtS()),
                new Answer.Tally(HistoryForms.approvals(message.getApprovalsList()), message.getNeeded()));
    }

    private static org.cordon.proto.v1.TaskStanding message(Answer.TaskStanding task) {
        org.cordon.proto.v1.TaskStanding.Builder message = org.cordon.proto.v1.TaskStanding.newBuilder()
                .setCharter(Values.bytes(task.charter()))
                .setPhase(PHASE.toCode(task.phase()))
                .setEpoch(task.progress().epoch())
                .setRound(task.progress().round())
                .setTakingPart(task.progress().takingPart());
        task.progress()
                .refusals()
                .forEach((code, members) -> message.addRefusals(
                        RefusalCount.newBuilder().setCode(code).setMembers(members)));
        return message.build();
    }

    private static Answer.TaskStanding value(org.cordon.proto.v1.TaskStanding message) {
        SortedMap<String, Integer> refusals = new TreeMap<>();
        for (RefusalCount count : message.getRefusalsList()) {
            if (!refusals.isEmpty() && refusals.lastKey().compareTo(count.getCode()) >= 0) {
                throw new MalformedBody("TaskStanding.refusals must ascend by code, but did not");
            }
            refusals.put(count.getCode(), count.getMembers());
        }
        return new Answer.TaskStanding(
                Values.bytes(message.getCharter()),
                PHASE.toValue(message.getPhase()),
                new Answer.Progress(message.getEpoch(), message.getRound(), message.getTakingPart(), refusals));
    }

    private static org.cordon.proto.v1.HeldRequest message(Answer.HeldRequest held) {
        return org.cordon.proto.v1.HeldRequest.newBuilder()
                .setRequest(EnrolForms.message(held.request()))
                .setAtS(held.at().getEpochSecond())
                .build();
    }

    private static Answer.HeldRequest value(org.cordon.proto.v1.HeldRequest message) {
        return new Answer.HeldRequest(EnrolForms.value(message.getRequest()), Instant.ofEpochSecond(message.getAtS()));
    }
}
