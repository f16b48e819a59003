// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Events in Avro, by a schema and by one that has grown. */
final class EventAvro {
    private static final String PATTERN = """
            {"type": "record", "name": "Event", "namespace": "exchange", "fields": [
              {"name": "id", "type": "string"},
              {"name": "time", "type": {"type": "long", "logicalType": "timestamp-micros"}},
              {"name": "kind", "type": {"type": "enum", "name": "Kind", "symbols": ["login", "withdrawal"]}},
              {"name": "account", "type": "string"},
              {"name": "amount_usd", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 6}]}
              %s]}
            """;
    private static final String MORE = ", {\"name\": \"x_risk\", \"type\": \"double\"}";

    static final String FIRST = PATTERN.formatted("");
    static final String SECOND = PATTERN.formatted(MORE);

    private EventAvro() {}

    /** The event of this number, at so many seconds after the start. */
    static byte[] event(Schema schema, Instant start, int i) throws IOException {
        GenericRecord event = new GenericData.Record(schema);
        event.put("id", "e" + i);
        event.put("time", start.plusSeconds(i).getEpochSecond() * 1_000_000);
        event.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "withdrawal"));
        event.put("account", "a" + i % 7);
        event.put(
                "amount_usd",
                i == 0
                        ? null
                        : ByteBuffer.wrap(
                                BigInteger.valueOf(i * 1_000_000L + 250_000).toByteArray()));
        if (schema.getField("x_risk") != null) {
            event.put("x_risk", i + 0.5);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(event, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
