// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.time.Instant;
import java.util.Optional;
import org.cordon.event.Event;
import org.cordon.participant.topic.TopicPlace;
import org.cordon.participant.topic.TopicReader;
import org.cordon.participant.topic.TopicRecord;
import org.cordon.participant.topic.TopicSettings;
import org.cordon.participant.topic.TopicSink;

/**
 * Events of a topic of Kafka, up to the end that it has when the reading begins; all partitions together in the order of time, as far as each one
 * is in order.
 */
record EventTopic(TopicSettings settings) implements EventSource {
    @Override
    public String name() {
        return TopicReader.name(settings);
    }

    @Override
    public IntakeReport read(IntakeRules rules, EventSink sink) {
        try (EventIntake intake = new EventIntake(name(), rules, sink)) {
            TopicReader.read(settings, new Judge(intake));
            return intake.finish();
        }
    }

    /** Brings messages through the one door of all rows. */
    record Judge(EventIntake intake) implements TopicSink<Event> {
        @Override
        public Optional<Event> judge(TopicRecord record, TopicPlace place) {
            return intake.judge(record.names(), record.values(), place.text(), place.fingerprint());
        }

        @Override
        public void malformed(String sentence, TopicPlace place) {
            intake.malformed(sentence, place.text());
        }

        @Override
        public Instant time(Event made) {
            return made.time();
        }

        @Override
        public void accept(Event made) {
            intake.pass(made);
        }
    }
}
