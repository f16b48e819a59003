// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.coordinator.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cordon.coordinator.log.Logged;
import org.cordon.coordinator.store.MemoryCoordinatorStore;
import org.cordon.suite.Bytes;
import org.cordon.suite.Digest;
import org.cordon.suite.Hashes;
import org.cordon.suite.MerkleTree;
import org.cordon.suite.Scope;
import org.cordon.suite.Signature;
import org.cordon.suite.Signed;
import org.cordon.sum.round.RoundBody;
import org.cordon.sum.round.RoundConfiguration;
import org.cordon.sum.round.Verdict;
import org.junit.jupiter.api.Test;

class UploadReceptionTest {
    private static final int MEMBER = 2;
    private static final Digest SESSION = Hashes.blob(new byte[] {1});
    private static final Scope SCOPE = new Scope(SESSION, 1, 1, 0, 0);

    private final CoordinatorStore store = new MemoryCoordinatorStore();
    private final TaskDesk desk = new TaskDesk(
            SESSION,
            store,
            InstantSource.system(),
            new OperatorLog("test"),
            TaskListener.SILENT,
            Logged.records(SESSION));
    private final Uploads uploads =
            new Uploads(store, SCOPE, new RoundConfiguration("test", 10, 1000, Optional.empty(), 5, 4));
    private final byte[] vector = new byte[(int) uploads.expectedBytes()];

    UploadReceptionTest() {
        Arrays.fill(vector, (byte) 7);
    }

    private UploadReception reception(byte[] stated) {
        RoundBody.Upload body = new RoundBody.Upload(
                SCOPE.from(MEMBER), SESSION, MerkleTree.of(List.of(stated)).root());
        return new UploadReception(
                desk, uploads, MEMBER, new Signed<>(body, Bytes.EMPTY, Signature.of(new byte[Signature.BYTES])));
    }

    private static Verdict all(UploadReception reception, byte[] content) {
        return reception.chunk(0, ByteBuffer.wrap(content));
    }

    @Test
    void theNewestReceptionOfAMemberGoesOn() {
        try (UploadReception hanging = reception(vector);
                UploadReception newest = reception(vector)) {
            assertThat(all(hanging, new byte[vector.length])).isEqualTo(Verdict.UNEXPECTED);
            assertThat(all(newest, vector)).isEqualTo(Verdict.ACCEPTED);
            assertThat(hanging.finish()).isEqualTo(Verdict.UNEXPECTED);
            assertThat(uploads.fits(MEMBER, MerkleTree.of(List.of(vector)).root()))
                    .isTrue();
        }
    }

    @Test
    void anEarlierReceptionThatEndsLeavesTheNewestAlone() {
        UploadReception hanging = reception(vector);
        try (UploadReception newest = reception(vector)) {
            hanging.close();
            assertThat(all(newest, vector)).isEqualTo(Verdict.ACCEPTED);
        }
    }

    @Test
    void aVectorThatWasCountedIsNeverTouched() {
        try (UploadReception first = reception(vector)) {
            assertThat(all(first, vector)).isEqualTo(Verdict.ACCEPTED);
        }
        uploads.add(MEMBER);
        try (UploadReception second = reception(new byte[] {1})) {
            assertThat(second.chunk(vector.length, ByteBuffer.allocate(1))).isEqualTo(Verdict.UNEXPECTED);
            assertThat(second.finish()).isEqualTo(Verdict.DUPLICATE);
            assertThat(second.offset()).isEqualTo(vector.length);
        }
    }

    @Test
    void aVectorUnlikeItsStatementIsUploadedAnew() {
        try (UploadReception first = reception(new byte[] {1})) {
            assertThat(all(first, vector)).isEqualTo(Verdict.ACCEPTED);
            assertThat(first.finish()).isEqualTo(Verdict.CONFLICT);
            assertThat(first.offset()).isZero();
        }
    }

    /** The differencing guard may choose fewer members than have uploaded. */
    @Test
    void theSumIsOverTheSurvivorsAlone() {
        for (int member : List.of(1, 2, 3)) {
            try (CoordinatorStore.UploadFile file = uploads.open(member)) {
                byte[] own = new byte[vector.length];
                own[0] = (byte) member;
                file.append(0, ByteBuffer.wrap(own));
            }
            uploads.add(member);
        }
        uploads.keepOnly(List.of(1, 3));
        assertThat(uploads.sum().signed(0)).isEqualTo(4);
        uploads.keepOnly(List.of(1, 3));
        assertThat(uploads.sum().signed(0)).isEqualTo(4);
    }
}
