// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The fenced blocks of a guide for several hosts, in order: {@code sh HOST...} holds commands for each of the hosts, with
 * {@code each} for all exchanges, in whose name ash is replaced; {@code after "TEXT"} waits for a line of that host's node;
 * {@code yaml HOST NAME} is a file there.
 */
final class HostsGuide {
    private static final List<String> EXCHANGES = List.of("ash", "birch", "cedar", "elm", "fir");
    private static final Pattern AFTER = Pattern.compile(" after \"(.*)\"$");

    private HostsGuide() {}

    /** What is done next. */
    sealed interface Step {
        /** Where, e.g. {@code ash.example}. */
        String host();
    }

    /** One command. */
    record Command(String host, String line) implements Step {}

    /** Wait for a line in the log of the host's node. */
    record Await(String host, String text) implements Step {}

    /** Put a file there. */
    record Write(String host, String name, String content) implements Step {}

    static List<Step> read(Path file) throws IOException {
        List<Step> steps = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                int end = i + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                steps.addAll(block(lines.get(i).substring(3), lines.subList(i + 1, end)));
                i = end;
            }
        }
        return steps;
    }

    private static List<Step> block(String fence, List<String> lines) {
        String[] words = fence.split(" ", -1);
        if (words[0].equals("yaml")) {
            return List.of(new Write(words[1], words[2], String.join("\n", lines) + "\n"));
        }
        Matcher after = AFTER.matcher(fence);
        Optional<String> awaited = after.find() ? Optional.of(String.valueOf(after.group(1))) : Optional.empty();
        String where = AFTER.matcher(fence).replaceFirst("").substring(3);
        List<Step> steps = new ArrayList<>();
        if (where.endsWith(" each")) {
            String host = where.substring(0, where.length() - " each".length());
            EXCHANGES.forEach(name ->
                    lines.forEach(line -> steps.add(new Command(named(host, name), named(line, name)))));
            return steps;
        }
        for (String host : where.split(" ", -1)) {
            awaited.ifPresent(text -> steps.add(new Await(host, text)));
            lines.forEach(line -> steps.add(new Command(host, line)));
        }
        return steps;
    }

    private static String named(String text, String exchange) {
        return text.replaceAll("\\bash\\b", exchange);
    }

    /** The hosts that anything is done on, or sent to. */
    static List<String> hosts(List<Step> steps) {
        Pattern host = Pattern.compile("[a-z-]+\\.example");
        return steps.stream()
                .flatMap(step -> Stream.concat(
                        Stream.of(step.host()),
                        step instanceof Command command
                                ? host.matcher(command.line()).results().map(found -> String.valueOf(found.group()))
                                : Stream.of()))
                .distinct()
                .sorted()
                .toList();
    }
}
