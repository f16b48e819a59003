// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.cordon.proto.v1.ChunkData;
import org.cordon.proto.v1.StateChunk;
import org.cordon.proto.v1.UploadChunk;
import org.cordon.sum.round.Block;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {
    private final WireSamples samples = new WireSamples(42, 100);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 100, 122, 123, 124, 125, 127, 128, 16_383, 16_384, 1 << 20})
    void handWrittenBulkIsTheGeneratedEncoding(int length) throws Exception {
        byte[] payload = samples.array(length);
        for (long offset : new long[] {0, 1, 127, 128, 1L << 20, 1L << 40}) {
            byte[] generated = UploadChunk.newBuilder()
                    .setData(ChunkData.newBuilder().setOffset(offset).setMasked(ByteString.copyFrom(payload)))
                    .build()
                    .toByteArray();
            ByteBuffer direct = ByteBuffer.allocateDirect(length).put(payload).flip();
            for (ByteBuffer masked : new ByteBuffer[] {ByteBuffer.wrap(payload), direct, direct.asReadOnlyBuffer()}) {
                UploadPart part = new UploadPart.Data(offset, masked);
                assertThat(drained(Methods.UPLOAD.streamRequest(part))).isEqualTo(generated);
                assertThat(Methods.UPLOAD.streamRequest(part).readAllBytes()).isEqualTo(generated);
                assertThat(Methods.UPLOAD.parseRequest(Methods.UPLOAD.streamRequest(part)))
                        .isEqualTo(part);
            }
        }
        byte[] state = StateChunk.newBuilder()
                .setData(ByteString.copyFrom(payload))
                .build()
                .toByteArray();
        assertThat(drained(Methods.FETCH_SUM.streamResponse(ByteBuffer.wrap(payload))))
                .isEqualTo(state);
    }

    @Test
    void handWrittenBlockIsTheGeneratedEncoding() throws Exception {
        for (int words : new int[] {2, 127, 128, 12_288, 32_768}) {
            Block block = samples.block(words);
            byte[] exact = drained(Methods.FETCH_BLOCKS.streamResponse(block));
            assertThat(org.cordon.proto.v1.Block.parseFrom(exact).toByteArray()).isEqualTo(exact);
            assertThat(Methods.FETCH_BLOCKS.parseResponse(Methods.FETCH_BLOCKS.streamResponse(block)))
                    .isEqualTo(block);
        }
    }

    @Test
    void garbageReachesAServerAsAValue() {
        Received<UploadPart> received = Methods.serving(Methods.UPLOAD)
                .parseRequest(new SegmentedStream(ByteBuffer.wrap(new byte[] {0x12, 9})));
        assertThat(received).isInstanceOf(Received.Garbage.class);
    }

    private static byte[] drained(InputStream stream) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ((SegmentedStream) stream).drainTo(out);
        return out.toByteArray();
    }
}
