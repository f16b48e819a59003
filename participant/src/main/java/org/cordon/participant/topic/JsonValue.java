// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.topic;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** One JSON object: texts and numbers as they are written, true and false as 1 and 0, null as missing. */
final class JsonValue implements ValueDecoder {
    private static final JsonFactory JSON = new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    @Override
    public TopicRecord decode(byte[] value) throws MalformedValue {
        try (JsonParser parser = JSON.createParser(value)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedValue("must be a JSON object, but is not");
            }
            RecordFields fields = new RecordFields();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                field(parser, parser.currentName(), fields);
            }
            if (parser.nextToken() != null) {
                throw new MalformedValue("must be one JSON object, but goes on after it");
            }
            return fields.record();
        } catch (IOException malformed) {
            throw new MalformedValue("must be a JSON object with distinct keys, but is not", malformed);
        }
    }

    private static void field(JsonParser parser, String name, RecordFields fields) throws IOException, MalformedValue {
        JsonToken token = parser.nextToken();
        if (token == null || token.isStructStart()) {
            throw RecordFields.notSingle(name);
        }
        switch (token) {
            case VALUE_NULL -> fields.missing(name);
            case VALUE_TRUE -> fields.truth(name, true);
            case VALUE_FALSE -> fields.truth(name, false);
            default -> fields.text(name, String.valueOf(parser.getText()));
        }
    }
}
