// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fenced blocks of a guide: {@code sh} holds a command a line, {@code yaml NAME} is a file.
 *
 * @param commands in order
 * @param files content by name
 */
record Guide(List<String> commands, Map<String, String> files) {
    static Guide read(Path file) throws IOException {
        List<String> commands = new ArrayList<>();
        Map<String, String> files = new LinkedHashMap<>();
        String fence = "";
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith("```")) {
                fence = line.substring(3);
            } else if (fence.equals("sh")) {
                commands.add(line);
            } else if (fence.startsWith("yaml ")) {
                files.merge(fence.substring("yaml ".length()), line + "\n", String::concat);
            }
        }
        return new Guide(List.copyOf(commands), files);
    }

    /** Writes the files and returns the commands. */
    List<String> write(Path directory) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
        return commands;
    }
}
