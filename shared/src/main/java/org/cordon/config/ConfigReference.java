// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;

/**
 * What can be explained: the files of all modules on the class path.
 *
 * <p>docs/configuration.md is {@link #reference()}.
 */
public final class ConfigReference {
    private final List<ConfigDocument> documents;

    /** Explains these. */
    ConfigReference(List<ConfigDocument> documents) {
        this.documents = documents.stream()
                .sorted(Comparator.comparing(ConfigDocument::name))
                .toList();
    }

    /** Explains what is installed. */
    public static ConfigReference installed() {
        List<ConfigDocument> found = new ArrayList<>();
        ServiceLoader.load(ConfigDocument.class).forEach(found::add);
        return new ConfigReference(found);
    }

    /** What {@code cordon config explain} can be asked for, in order. */
    public List<String> names() {
        return documents.stream().map(ConfigDocument::name).toList();
    }

    /** What a document is read into. */
    public Optional<Class<? extends Record>> type(String name) {
        return find(name).map(ConfigDocument::type);
    }

    /**
     * The kind of document that {@code file} is, told from the keys at its top.
     *
     * @param kind what the record must be
     * @throws CommandFailure where the file cannot be read, or is not like any
     */
    public String likeliest(Path file, Class<?> kind) {
        Set<String> keys = ConfigFile.topKeys(file);
        Comparator<ConfigDocument> fit = Comparator.comparingLong(document -> known(document, keys));
        List<ConfigDocument> kinds = documents.stream()
                .filter(document -> kind.isAssignableFrom(document.type()))
                .toList();
        return kinds.stream()
                .max(fit)
                .filter(best -> known(best, keys) > 0)
                .map(ConfigDocument::name)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        file + " must be the configuration of one of "
                                + kinds.stream().map(ConfigDocument::name).toList() + ", but has none of their keys",
                        "Name the file that the node is started with"));
    }

    private static long known(ConfigDocument document, Set<String> keys) {
        return Arrays.stream(document.type().getRecordComponents())
                .filter(component -> keys.contains(component.getName()))
                .count();
    }

    /** The document as commented YAML that is itself valid. */
    public Optional<String> yaml(String name) {
        return find(name).map(ConfigYaml::of);
    }

    /** The keys of a document, each before those below it. */
    Optional<List<ConfigKey>> keys(String name) {
        return find(name).map(document -> ConfigKeys.flat(ConfigKeys.of(document.type())));
    }

    /** All documents as Markdown. */
    public String reference() {
        StringBuilder text = new StringBuilder();
        for (ConfigDocument document : documents) {
            text.append("\n## ").append(document.name()).append("\n\n").append(document.purpose());
            text.append("\n\n| key | value | default | meaning |\n|---|---|---|---|\n");
            for (ConfigKey key : ConfigKeys.flat(ConfigKeys.of(document.type()))) {
                text.append(row(key));
            }
        }
        return text.toString();
    }

    private Optional<ConfigDocument> find(String name) {
        return documents.stream()
                .filter(document -> document.name().equals(name))
                .findFirst();
    }

    private static String row(ConfigKey key) {
        String value = key.unit().map(unit -> key.type() + ", " + unit).orElse(key.type());
        String initial = switch (key.presence()) {
            case REQUIRED -> "required";
            case DEFAULTED -> "`" + key.initial().orElse("") + "`";
            case OPTIONAL, OPTIONAL_SHOWN -> "";
        };
        String example = key.example().map(text -> " Example: `" + text + "`").orElse("");
        return "| `" + key.path() + "` | " + value + " | " + initial + " | "
                + (key.meaning() + example).replace("|", "\\|") + " |\n";
    }
}
