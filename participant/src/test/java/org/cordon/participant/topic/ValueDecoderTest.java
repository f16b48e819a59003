// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ValueDecoderTest {
    private static final String SCHEMA = """
            {"type": "record", "name": "E", "fields": [
              {"name": "id", "type": "string"},
              {"name": "fee", "type": {"type": "bytes", "logicalType": "decimal", "precision": 18, "scale": 6}},
              {"name": "amount_usd", "type": ["null", "double"]}]}
            """;

    @Test
    void jsonKeepsNumbersAsTheyAreWritten() throws MalformedValue {
        TopicRecord record =
                decode("{\"id\": \"a\", \"amount_usd\": 0.10, \"x_big\": 1e3, \"label\": true, \"device\": null}");

        assertThat(record.names()).containsExactly("id", "amount_usd", "x_big", "label", "device");
        assertThat(record.values()).containsExactly("a", "0.10", "1e3", "1", "");
    }

    @Test
    void jsonThatIsNotOneFlatObjectIsMalformed() {
        for (String value :
                new String[] {"", "[]", "1", "{", "{\"a\": 1} {}", "{\"a\": 1, \"a\": 2}", "{\"a\": [1]}", "{\"a\": {}}"
                }) {
            assertThatThrownBy(() -> decode(value)).as(value).isInstanceOf(MalformedValue.class);
        }
    }

    private static TopicRecord decode(String json) throws MalformedValue {
        return new JsonValue().decode(json.getBytes(UTF_8));
    }

    @Test
    void avroHasNoListsAndItsSchemaIsOfARecord() {
        for (String type : new String[] {
            "{\"type\": \"array\", \"items\": \"int\"}",
            "[\"null\", \"E\"]",
            "\"bytes\"",
            "[\"null\", {\"type\": \"map\", \"values\": \"int\"}]"
        }) {
            String schema =
                    "{\"type\": \"record\", \"name\": \"E\", \"fields\": [{\"name\": \"f\", \"type\": " + type + "}]}";
            assertThatThrownBy(() -> AvroValue.schema(schema))
                    .as(type)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("field f must be a text, a number, a time or a decimal, but is a ");
        }
        assertThatThrownBy(() -> AvroValue.schema("\"string\""))
                .hasMessage("schema must be of a record, but is of STRING");
        assertThatThrownBy(() -> AvroValue.schema("{")).hasMessage("schema must be one of Avro, but is not");
        assertThatThrownBy(() -> AvroValue.schema(SCHEMA.replace("\"scale\": 6", "\"scale\": 2147483646")
                        .replace("\"precision\": 18", "\"precision\": 2147483647")))
                .hasMessage("field fee must have at most 100 digits, but has more");
    }

    @Test
    void aLengthInDamagedBytesTakesNoMemory() {
        Schema schema = AvroValue.schema(SCHEMA);
        byte[] twoGigabytes = {(byte) 0xf0, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f, 'a'};

        assertThatThrownBy(() -> new AvroValue().decode(twoGigabytes, 0, schema))
                .isInstanceOf(MalformedValue.class)
                .hasMessage("must be a record E of Avro, but is not");
    }

    @Test
    void noBytesEndADecoderOtherwiseThanAsMalformed() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ValueDecoderTest seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        Schema schema = AvroValue.schema(SCHEMA);
        AvroValue avro = new AvroValue();
        EventProto proto = EventProto.of(Type.TYPE_DOUBLE);
        ProtobufValue protobuf = ProtobufValue.of(
                FileDescriptorSet.newBuilder().addAllFile(proto.files()).build().toByteArray(), "exchange.v1.Event");
        ValueDecoder[] decoders = {
            new JsonValue(), value -> avro.decode(value, 0, schema), protobuf, protobuf::decodeFramed
        };
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] value = new byte[random.nextInt(12)];
            random.nextBytes(value);
            if (value.length > 0 && random.nextBoolean()) {
                value[0] = 0;
            }
            try {
                decoders[i % decoders.length].decode(value);
            } catch (MalformedValue malformed) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(15_000);
    }

    @Test
    void protobufWithoutPresenceForTheLabelIsRefusedAsZeroAndUnknownAreOne() throws Exception {
        EventProto proto = EventProto.of(DescriptorProto.newBuilder()
                .setName("Event")
                .addField(EventProto.field("label", 1, Type.TYPE_INT32))
                .build());
        byte[] set =
                FileDescriptorSet.newBuilder().addAllFile(proto.files()).build().toByteArray();

        assertThatThrownBy(() -> ProtobufValue.of(set, "exchange.v1.Event"))
                .hasMessage(
                        "field label of exchange.v1.Event must be declared optional, as 0 and not known cannot be told apart,"
                                + " but is not");
        assertThatThrownBy(() -> ProtobufValue.of(set, "exchange.v1.Absent"))
                .hasMessage("message must be a type of the descriptors, but exchange.v1.Absent is none");
        assertThatThrownBy(() -> ProtobufValue.of(
                        FileDescriptorSet.newBuilder()
                                .addFile(proto.files().get(1))
                                .build()
                                .toByteArray(),
                        "exchange.v1.Event"))
                .hasMessage(
                        "descriptors must hold google/protobuf/timestamp.proto, which exchange/event.proto imports, but do not;"
                                + " use --include_imports");
    }

    @Test
    void aFramedMessageOfAnotherTypeIsRefused() throws Exception {
        EventProto proto = EventProto.of(Type.TYPE_DOUBLE);
        byte[] set =
                FileDescriptorSet.newBuilder().addAllFile(proto.files()).build().toByteArray();
        ProtobufValue event = ProtobufValue.of(set, "exchange.v1.Event");

        assertThat(event.decodeFramed(new byte[] {0, 0, 0, 0, 1, 0}).values()).containsOnly("");
        assertThatThrownBy(() -> event.decodeFramed(new byte[] {0, 0, 0, 0, 1, 2, 2}))
                .isInstanceOf(MalformedValue.class)
                .hasMessage("must be a message exchange.v1.Event, but its frame names another one");
    }

    @Test
    void aFieldThatTheDescriptorDoesNotKnowIsANewColumn() throws Exception {
        EventProto proto = EventProto.of(Type.TYPE_DOUBLE);
        byte[] set =
                FileDescriptorSet.newBuilder().addAllFile(proto.files()).build().toByteArray();

        TopicRecord record = ProtobufValue.of(set, "exchange.v1.Event").decode(new byte[] {(byte) 0x98, 1, 7});

        assertThat(record.names()).contains("field 19");
        assertThat(record.values().get(record.names().indexOf("device"))).isEmpty();
    }

    @Test
    void frameNamesTheSchema() throws MalformedValue {
        assertThat(Framed.of(new byte[] {0, 0, 0, 1, 2, 9})).isEqualTo(new Framed(258, List.of(), 5));
        assertThat(Framed.of(new byte[] {0, 0, 0, 1, 2, 0})
                        .withPath(new byte[] {0, 0, 0, 1, 2, 0})
                        .start())
                .isEqualTo(6);
        byte[] path = {0, 0, 0, 1, 2, 4, 2, 0, 9};
        assertThat(Framed.of(path).withPath(path).path()).containsExactly(1, 0);
        assertThat(Framed.of(path).withPath(path).start()).isEqualTo(8);
        assertThatThrownBy(() -> Framed.of(new byte[] {1, 0, 0, 1, 2})).isInstanceOf(MalformedValue.class);
        byte[] cut = {0, 0, 0, 1, 2, 4, 2};
        assertThatThrownBy(() -> Framed.of(cut).withPath(cut)).isInstanceOf(MalformedValue.class);
    }
}
