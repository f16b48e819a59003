// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.yaml.Spelling;

/**
 * Reads a YAML file into a record.
 *
 * <p><b>Guarantees.</b> Every key is one of the record's, none stands twice, every component that is neither {@code
 * Optional} nor has a {@link Default} is set, and the record's own checks hold; anything else is a {@link CommandFailure} that names file, line and key.
 * Durations and instants are in ISO 8601 (PT30S, 2030-01-31T00:00:00Z); enums in any case; relative paths
 * start from the directory of the file.
 */
public final class ConfigFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final String MEND = "Correct the file; 'cordon config explain' prints one that works";

    private ConfigFile() {}

    /** Reads {@code file}. */
    public static <T> T read(Path file, Class<T> type) {
        byte[] content = content(file);
        Path directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
        try {
            T value = ConfigMapper.startingFrom(directory).readValue(content, type);
            if (value == null) {
                throw new CommandFailure(ExitCode.UNREADABLE_INPUT, file + " must have content, but is empty", MEND);
            }
            return value;
        } catch (JsonProcessingException wrong) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT, place(file, content, wrong) + ": " + explain(wrong), MEND, wrong);
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    /** The keys at the top of {@code file}, whatever they mean; none where it is no YAML with keys. */
    static Set<String> topKeys(Path file) {
        try {
            Set<String> keys = new TreeSet<>();
            Optional.ofNullable(new YAMLMapper().readTree(content(file)))
                    .ifPresent(tree -> tree.fieldNames().forEachRemaining(keys::add));
            return keys;
        } catch (IOException malformed) {
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + " must be YAML, but: "
                            + String.valueOf(malformed.getMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse("it is not"),
                    MEND,
                    malformed);
        }
    }

    private static byte[] content(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) <= MAX_BYTES) {
                return Files.readAllBytes(file);
            }
            throw new CommandFailure(
                    ExitCode.UNREADABLE_INPUT,
                    file + " must be a file of at most 1 MiB, but is none",
                    "Name the YAML file that is meant");
        } catch (IOException unreadable) {
            throw unreadable(file, unreadable);
        }
    }

    private static CommandFailure unreadable(Path file, IOException cause) {
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                file + " must be readable, but is not: " + cause.getMessage(),
                "Make it readable for the user that runs this command",
                cause);
    }

    private static String place(Path file, byte[] content, JsonProcessingException wrong) {
        Optional<Integer> line = wrong instanceof JsonMappingException mapping
                ? KeyLines.find(content, mapping.getPath())
                : Optional.empty();
        return line.or(() -> Optional.ofNullable(wrong.getLocation()).map(JsonLocation::getLineNr))
                .filter(number -> number > 0)
                .map(number -> file + ", line " + number)
                .orElse(file.toString());
    }

    private static String explain(JsonProcessingException wrong) {
        if (wrong instanceof UnrecognizedPropertyException unknown) {
            TreeSet<String> known = new TreeSet<>();
            unknown.getKnownPropertyIds().forEach(key -> known.add(String.valueOf(key)));
            String meant = Spelling.nearest(unknown.getPropertyName(), known)
                    .map(key -> "did you mean " + key + "? ")
                    .orElse("");
            return "unknown key " + path(unknown) + "; " + meant + "the keys here are " + known;
        }
        if (wrong instanceof ValueInstantiationException refused && refused.getCause() != null) {
            return within(refused) + refused.getCause().getMessage();
        }
        if (wrong instanceof InvalidFormatException format) {
            return path(format) + " must be " + name(format.getTargetType()) + ", but was \"" + format.getValue()
                    + "\"";
        }
        if (wrong instanceof MismatchedInputException mismatch) {
            return isUnset(mismatch)
                    ? path(mismatch) + " must be set, but was not"
                    : path(mismatch) + " must be " + name(mismatch.getTargetType()) + ", but was not";
        }
        return String.valueOf(wrong.getOriginalMessage()).lines().findFirst().orElse("it is no YAML");
    }

    private static boolean isUnset(MismatchedInputException mismatch) {
        String message = String.valueOf(mismatch.getOriginalMessage());
        return message.contains("Null value for creator property")
                || message.contains("Cannot map `null`")
                || message.contains("Missing required creator property");
    }

    private static String within(JsonMappingException wrong) {
        return wrong.getPath().isEmpty() ? "" : path(wrong) + ": ";
    }

    private static String path(JsonMappingException wrong) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : wrong.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "the file" : path.toString();
    }

    private static String name(Class<?> type) {
        if (type == null) {
            return "of another kind";
        }
        String name = TypeName.of(type);
        return switch (name) {
            case "duration" -> "a duration such as PT30S";
            case "moment" -> "a moment such as 2030-01-31T00:00:00Z";
            case "whole number", "number", "text", "path" -> "a " + name;
            case "keys" -> "keys with values";
            case "true or false" -> name;
            default -> type.isEnum() ? name : "a " + name;
        };
    }
}
