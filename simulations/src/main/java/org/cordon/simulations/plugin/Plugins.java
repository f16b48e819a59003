// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.plugin;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.simulations.attack.Attack;
import org.cordon.simulations.defence.Defence;
import org.cordon.simulations.partition.Partition;
import org.cordon.simulations.strategy.Strategy;

/**
 * What source files given with {@code --plugin} hold: each one public class without a package, named as its file, with a constructor without
 * arguments, that is a {@link Strategy}, an {@link Attack}, a {@link Defence} or a {@link Partition}.
 *
 * <p><b>Does not check</b> what a plugin does: it runs with the rights of whoever runs the experiment.
 */
public final class Plugins {
    private static final List<Class<?>> KINDS = List.of(Strategy.class, Attack.class, Defence.class, Partition.class);

    private final SortedMap<String, Object> instances = new TreeMap<>();
    private final SortedMap<String, String> sources = new TreeMap<>();

    private Plugins() {}

    /** Compiles and loads; the first thing that is wrong is a {@link CommandFailure}. */
    public static Plugins load(List<Path> files) {
        Plugins plugins = new Plugins();
        files.forEach(plugins::add);
        return plugins;
    }

    /** The same from sources by name, see {@link #sources}. */
    public static Plugins of(SortedMap<String, String> sources) {
        Plugins plugins = new Plugins();
        sources.forEach((name, source) -> plugins.add(Path.of(name + ".java"), name, source));
        return plugins;
    }

    private void add(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.java$", "");
        if (!SourceVersion.isName(name) || name.contains(".")) {
            throw unfit(
                    file + " must have the name of a class and end in .java, but " + name
                            + " can be no name of a class",
                    null);
        }
        if (sources.containsKey(name)) {
            throw unfit("plugin " + name + " must be given once, but was given again as " + file, null);
        }
        String source;
        try {
            source = Files.readString(file);
        } catch (IOException unreadable) {
            throw unfit(file + " must be a readable source file, but is not: " + unreadable.getMessage(), unreadable);
        }
        add(file, name, source);
    }

    private void add(Path file, String name, String source) {
        Object made;
        try {
            made = new Compiled(file, name, source).type().getConstructor().newInstance();
        } catch (InvocationTargetException | LinkageError thrown) {
            Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
            throw unfit(file + " must be made without a fault, but failed with " + cause, thrown);
        } catch (ReflectiveOperationException unfit) {
            throw unfit(
                    file + " must have a public class with a public constructor without arguments, but has not", unfit);
        }
        if (kinds(made).isEmpty()) {
            throw unfit(
                    file + " must implement one of Strategy, Attack, Defence, Partition, but implements none", null);
        }
        instances.put(name, made);
        sources.put(name, source);
    }

    /** The plugin of that name and kind; one that was not given is refused with those that were. */
    public <T> T named(String name, Class<T> kind) {
        return Optional.ofNullable(instances.get(name))
                .filter(kind::isInstance)
                .map(plugin -> Guarded.of(name, plugin, kind))
                .orElseThrow(() -> unfit(
                        "plugin " + name + " of kind " + kind.getSimpleName()
                                + " must be given with --plugin, but those given are " + given(),
                        null));
    }

    private String given() {
        return instances.isEmpty()
                ? "none"
                : instances.entrySet().stream()
                        .map(one -> one.getKey() + " (" + kinds(one.getValue()) + ")")
                        .collect(Collectors.joining(", "));
    }

    private static String kinds(Object plugin) {
        return KINDS.stream()
                .filter(kind -> kind.isInstance(plugin))
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", "));
    }

    /** Each one's source, by name. */
    public SortedMap<String, String> sources() {
        return new TreeMap<>(sources);
    }

    /** SHA-256 of each one's source, by name. */
    public SortedMap<String, String> digests() {
        SortedMap<String, String> digests = new TreeMap<>();
        sources.forEach((name, source) -> digests.put(name, sha256(source)));
        return digests;
    }

    private static CommandFailure unfit(String sentence, @org.jspecify.annotations.Nullable Throwable cause) {
        String mend = "See docs/simulate-plugins.md for an example of each kind";
        return cause == null
                ? new CommandFailure(ExitCode.UNREADABLE_INPUT, sentence, mend)
                : new CommandFailure(ExitCode.UNREADABLE_INPUT, sentence, mend, cause);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
