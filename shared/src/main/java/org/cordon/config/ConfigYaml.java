// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cordon.config.ConfigKey.Presence;

/**
 * Writes the keys of a file as YAML with comments.
 *
 * <p><b>Guarantees.</b> The text is itself a file that {@link ConfigFile} reads: required keys stand with their
 * examples, defaulted ones with their defaults, optional ones as comments that need only lose their {@code #}.
 */
final class ConfigYaml {
    private static final int WIDTH = 100;
    private static final String STEP = "  ";

    private final List<String> lines = new ArrayList<>();

    private ConfigYaml() {}

    /** The whole text. */
    static String of(ConfigDocument document) {
        ConfigYaml yaml = new ConfigYaml();
        yaml.comment("", document.purpose());
        yaml.comment("", "Paths start from this file's directory; durations and moments are in ISO 8601.");
        for (ConfigKey key : ConfigKeys.of(document.type())) {
            yaml.lines.add("");
            yaml.write(key, "", false);
        }
        return String.join("\n", yaml.lines) + "\n";
    }

    private void write(ConfigKey key, String indent, boolean commented) {
        boolean out = commented || key.presence() == Presence.OPTIONAL;
        comment(indent, key.meaning());
        comment(indent, remark(key));
        if (key.holdsSeveral() && !key.below().isEmpty()) {
            comment(indent, "Each has:");
            key.below()
                    .forEach(below ->
                            comment(indent, "  " + below.name() + ": " + below.meaning() + " " + remark(below)));
        }
        String mark = out ? "# " : "";
        Optional<String> value = value(key);
        if (!key.below().isEmpty() && !key.holdsSeveral()) {
            lines.add(indent + mark + key.name() + ":");
            for (ConfigKey below : key.below()) {
                write(below, indent + mark + STEP, false);
            }
        } else {
            lines.add(indent + mark + key.name() + ": " + value.orElse("{}"));
        }
    }

    /** What stands behind the key: a record's own keys say more than its default. */
    private static Optional<String> value(ConfigKey key) {
        return key.initial().or(key::example);
    }

    private static String remark(ConfigKey key) {
        StringBuilder remark = new StringBuilder("(").append(key.type());
        key.unit().ifPresent(unit -> remark.append(", ").append(unit));
        remark.append(
                switch (key.presence()) {
                    case REQUIRED -> ", required";
                    case DEFAULTED ->
                        key.below().isEmpty() ? ", default: " + key.initial().orElse("") : ", may be left out";
                    case OPTIONAL, OPTIONAL_SHOWN -> ", may be left out";
                });
        if (key.initial().isPresent()) {
            key.example().ifPresent(example -> remark.append("; for example ").append(example));
        }
        return remark.append(')').toString();
    }

    private void comment(String indent, String text) {
        StringBuilder line = new StringBuilder(indent).append('#');
        for (String word : text.split(" ", -1)) {
            if (line.length() + 1 + word.length() > WIDTH && line.length() > indent.length() + 1) {
                lines.add(line.toString());
                line = new StringBuilder(indent).append('#');
            }
            line.append(' ').append(word);
        }
        lines.add(line.toString());
    }
}
