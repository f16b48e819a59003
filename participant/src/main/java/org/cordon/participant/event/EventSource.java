// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.event;

import java.nio.file.Path;
import java.util.Locale;
import org.cordon.config.ConfigFile;

/**
 * Where an exchange's events come from: a file, a table of PostgreSQL, a topic of Kafka.
 *
 * <p><b>Guarantees.</b> Those of {@link EventIntake}, whatever the source; one that cannot be read to its end is an {@link
 * org.cordon.participant.data.UnreadableTable}. Nothing is written to a source.
 */
public interface EventSource {
    /** How messages name it. */
    String name();

    /** Passes its events on: those of a file in its order, those of a database or topic in the order of time. */
    IntakeReport read(IntakeRules rules, EventSink sink);

    /**
     * The source that {@code file} is, or that it names if it ends in .yaml or .yml; a {@link org.cordon.cli.CommandFailure} if that
     * file is not as {@code cordon config explain events} says.
     */
    static EventSource of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml")
                ? ConfigFile.read(file, EventSourceConfig.class).source()
                : new EventFile(file);
    }
}
