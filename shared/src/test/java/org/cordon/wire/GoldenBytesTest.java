// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.cordon.suite.Body;
import org.cordon.suite.Bytes;
import org.cordon.sum.round.CoordinatorMessage;
import org.cordon.sum.round.MemberMessage;
import org.junit.jupiter.api.Test;

/** The encoding of one message of each type is fixed: whoever changes it breaks every signature made before. */
class GoldenBytesTest {
    private static final String RESOURCE = "golden-messages.txt";

    @Test
    void encodingsAreThoseOnRecord() throws IOException {
        try (InputStream stream = Objects.requireNonNull(GoldenBytesTest.class.getResourceAsStream(RESOURCE))) {
            String recorded = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(recorded.lines()).containsExactlyElementsOf(lines());
        }
    }

    /** A name and the encoding in hexadecimal digits for each message of a consortium of three. */
    static List<String> lines() {
        WireSamples samples = new WireSamples(20_261_121, 3);
        ProtoCodec codec = new ProtoCodec();
        List<String> lines = new ArrayList<>();
        for (Body body : samples.bodies()) {
            lines.add(line("body " + body.type(), codec.encode(body)));
        }
        for (MemberMessage message : samples.memberMessages()) {
            lines.add(line("member " + message.getClass().getSimpleName(), MessageCodec.encode(message)));
        }
        for (CoordinatorMessage message : samples.coordinatorMessages()) {
            lines.add(line("coordinator " + message.getClass().getSimpleName(), MessageCodec.encode(message)));
        }
        lines.add(line("charter", CharterCodec.encode(WireCharters.small())));
        return lines;
    }

    private static String line(String name, Bytes exact) {
        return name + " " + HexFormat.of().formatHex(exact.toByteArray());
    }
}
