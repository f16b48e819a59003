// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.cordon.wire.Values.digest;
import static org.cordon.wire.Values.scope;

import org.cordon.proto.v1.AttendRequest;
import org.cordon.proto.v1.HistoryQuery;
import org.cordon.proto.v1.RenewReply;
import org.cordon.proto.v1.RenewRequest;
import org.cordon.proto.v1.SumQuery;
import org.cordon.proto.v1.UploadProgress;
import org.cordon.proto.v1.UploadQuery;
import org.cordon.suite.Bytes;
import org.cordon.suite.Scope;

/** The forms of requests that ask for something, and of short answers. */
final class QueryForms {
    static final Form<Attend, AttendRequest> ATTEND = Form.of(
            Attend.class,
            AttendRequest.getDefaultInstance(),
            value -> AttendRequest.newBuilder().setLogSize(value.logSize()).build(),
            message -> new Attend(message.getLogSize()));

    static final Form<Scope, UploadQuery> UPLOAD = Form.of(
            Scope.class,
            UploadQuery.getDefaultInstance(),
            value -> UploadQuery.newBuilder().setScope(scope(value)).build(),
            message -> scope(message.getScope()));

    static final Form<Long, UploadProgress> PROGRESS = Form.of(
            Long.class,
            UploadProgress.getDefaultInstance(),
            value -> UploadProgress.newBuilder().setBytes(value).build(),
            UploadProgress::getBytes);

    static final Form<Scope, SumQuery> SUM = Form.of(
            Scope.class,
            SumQuery.getDefaultInstance(),
            value -> SumQuery.newBuilder().setScope(scope(value)).build(),
            message -> scope(message.getScope()));

    static final Form<BlockQuery, org.cordon.proto.v1.BlockQuery> BLOCKS = Form.of(
            BlockQuery.class,
            org.cordon.proto.v1.BlockQuery.getDefaultInstance(),
            value -> org.cordon.proto.v1.BlockQuery.newBuilder()
                    .setScope(scope(value.scope()))
                    .setSeed(digest(value.seed()))
                    .build(),
            message -> new BlockQuery(scope(message.getScope()), digest(message.getSeed())));

    static final Form<StateQuery, org.cordon.proto.v1.StateQuery> STATE = Form.of(
            StateQuery.class,
            org.cordon.proto.v1.StateQuery.getDefaultInstance(),
            value -> org.cordon.proto.v1.StateQuery.newBuilder()
                    .setSession(digest(value.session()))
                    .setState(digest(value.state()))
                    .build(),
            message -> new StateQuery(digest(message.getSession()), digest(message.getState())));

    static final Form<Integer, HistoryQuery> HISTORY = Form.of(
            Integer.class,
            HistoryQuery.getDefaultInstance(),
            value -> HistoryQuery.newBuilder().setFrom(value).build(),
            HistoryQuery::getFrom);

    static final Form<Bytes, RenewRequest> RENEW = Form.of(
            Bytes.class,
            RenewRequest.getDefaultInstance(),
            request -> RenewRequest.newBuilder()
                    .setCertificateRequest(Values.bytes(request))
                    .build(),
            message -> Values.bytes(message.getCertificateRequest()));

    static final Form<Bytes, RenewReply> RENEWED = Form.of(
            Bytes.class,
            RenewReply.getDefaultInstance(),
            certificate -> RenewReply.newBuilder()
                    .setCertificate(Values.bytes(certificate))
                    .build(),
            message -> Values.bytes(message.getCertificate()));

    private QueryForms() {}
}
