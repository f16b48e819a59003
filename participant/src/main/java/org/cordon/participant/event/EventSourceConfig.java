// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.time.Instant;
import java.util.Optional;
import org.cordon.config.Meaning;
import org.cordon.config.PostgresSettings;
import org.cordon.participant.topic.TopicSettings;

/**
 * A file that names a source of events.
 *
 * @param postgres a table of a database
 * @param kafka a topic
 */
record EventSourceConfig(
        @Meaning(value = "A table or view of PostgreSQL; exactly one of postgres and kafka.", shown = true)
        Optional<Table> postgres,

        @Meaning("A topic of Kafka.") Optional<TopicSettings> kafka) {
    EventSourceConfig {
        if (postgres.isPresent() == kafka.isPresent()) {
            throw new IllegalArgumentException("exactly one of postgres and kafka must be set, but "
                    + (kafka.isPresent() ? "both are" : "none is"));
        }
    }

    /**
     * A table or view with the columns of the schema.
     *
     * @param from events before it are left out
     */
    record Table(
            @Meaning("The database; give the role SELECT on the table and nothing else.")
            PostgresSettings server,

            @Meaning(
                    value = "The table or view, with its schema if need be; upper and lower case count.",
                    example = "exchange.events")
            String table,

            @Meaning(value = "Leave out events before it.", example = "2026-01-01T00:00:00Z")
            Optional<Instant> from) {
        Table {
            EventTable.requireName(table);
        }
    }

    EventSource source() {
        return postgres.<EventSource>map(named -> new EventDatabase(named.server(), named.table(), named.from()))
                .orElseGet(() -> new EventTopic(kafka.orElseThrow()));
    }
}
