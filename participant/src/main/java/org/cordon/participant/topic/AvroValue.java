// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.cordon.yaml.Shown;

/**
 * One Avro record in binary, by the schema that it was written with.
 *
 * <p>timestamp-millis, -micros and -nanos are moments, a decimal stands in full, an enum is its symbol, null is missing; a local timestamp
 * stays the number that it is, which is no time of an event.
 */
final class AvroValue {
    /** Bytes, or items, of one field. */
    private static final String MOST = "16777216";

    private static final GenericData TYPES = new GenericData();

    static {
        // A length in a few damaged bytes must not take gigabytes; Avro asks here when it is first used.
        for (String limited : new String[] {"bytes.maxLength", "string.maxLength", "collectionItems.maxLength"}) {
            System.setProperty("org.apache.avro.limits." + limited, MOST);
        }
        TYPES.addLogicalTypeConversion(new Conversions.DecimalConversion());
        TYPES.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        TYPES.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        TYPES.addLogicalTypeConversion(new TimeConversions.TimestampNanosConversion());
    }

    private static final Set<Schema.Type> NESTED = EnumSet.of(Schema.Type.ARRAY, Schema.Type.MAP, Schema.Type.RECORD);
    private static final Set<Schema.Type> BINARY = EnumSet.of(Schema.Type.BYTES, Schema.Type.FIXED);
    private static final int MOST_DIGITS = 100;

    private final Map<Schema, GenericDatumReader<GenericRecord>> readers = new HashMap<>();

    /** The schema of a record. */
    static Schema schema(String json) {
        Schema schema;
        try {
            schema = new Schema.Parser().parse(json);
        } catch (AvroRuntimeException malformed) {
            throw new IllegalArgumentException("schema must be one of Avro, but is not", malformed);
        }
        if (schema.getType() != Schema.Type.RECORD) {
            throw new IllegalArgumentException("schema must be of a record, but is of " + schema.getType());
        }
        schema.getFields().forEach(field -> requireSingle(field.name(), field.schema()));
        return schema;
    }

    /** Lists and objects are refused with the schema: so no value, however it is damaged, can nest or repeat. */
    private static void requireSingle(String name, Schema type) {
        if (type.isUnion()) {
            type.getTypes().forEach(one -> requireSingle(name, one));
            return;
        }
        boolean isDecimal = type.getLogicalType() instanceof LogicalTypes.Decimal;
        if (NESTED.contains(type.getType()) || (BINARY.contains(type.getType()) && !isDecimal)) {
            throw new IllegalArgumentException(
                    "field " + Shown.cut(name) + " must be a text, a number, a time or a decimal, but is a "
                            + type.getType().getName());
        }
        if (type.getLogicalType() instanceof LogicalTypes.Decimal decimal
                && (decimal.getPrecision() > MOST_DIGITS || Math.abs(decimal.getScale()) > MOST_DIGITS)) {
            throw new IllegalArgumentException(
                    "field " + Shown.cut(name) + " must have at most " + MOST_DIGITS + " digits, but has more");
        }
    }

    /** The fields of the record in {@code value} from {@code offset} to its end. */
    TopicRecord decode(byte[] value, int offset, Schema schema) throws MalformedValue {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, offset, value.length - offset, null);
        try {
            GenericRecord read = readers.computeIfAbsent(
                            schema, written -> new GenericDatumReader<>(written, written, TYPES))
                    .read(null, decoder);
            if (!decoder.isEnd()) {
                throw new MalformedValue("must end where the schema " + schema.getFullName() + " ends, but goes on");
            }
            RecordFields fields = new RecordFields();
            for (Schema.Field field : schema.getFields()) {
                put(field.name(), read.get(field.pos()), fields);
            }
            return fields.record();
        } catch (IOException | RuntimeException malformed) {
            // Whatever Avro makes of damaged bytes, it is this one message that is refused.
            throw new MalformedValue("must be a record " + schema.getFullName() + " of Avro, but is not", malformed);
        }
    }

    private static void put(String name, Object value, RecordFields fields) throws MalformedValue {
        if (value == null) {
            fields.missing(name);
        } else if (value instanceof CharSequence || value instanceof GenericEnumSymbol<?>) {
            fields.text(name, value.toString());
        } else if (value instanceof Instant moment) {
            fields.moment(name, moment);
        } else if (value instanceof BigDecimal decimal) {
            fields.text(name, decimal.toPlainString());
        } else if (value instanceof Boolean truth) {
            fields.truth(name, truth);
        } else if (value instanceof Double number) {
            fields.number(name, number);
        } else if (value instanceof Float number) {
            fields.number(name, number);
        } else if (value instanceof Integer || value instanceof Long) {
            fields.text(name, value.toString());
        } else {
            throw RecordFields.notSingle(name);
        }
    }
}
