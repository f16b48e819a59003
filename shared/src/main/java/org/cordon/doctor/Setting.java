// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.doctor;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.cordon.cli.CommandFailure;
import org.cordon.config.ConfigFile;
import org.cordon.config.ConfigReference;
import org.cordon.config.NodeConfig;

/**
 * What is examined: a machine alone, or a node with its configuration.
 *
 * <p><b>Guarantees.</b> {@link #config} and {@link #node} are empty unless the whole file could be read; {@link
 * #unreadable} then says why.
 */
public final class Setting {
    private final Optional<Path> file;
    private final Optional<String> role;
    private final Optional<Record> config;
    private final Optional<CommandFailure> unreadable;
    private final InstantSource clock;

    private Setting(
            Optional<Path> file,
            Optional<String> role,
            Optional<Record> config,
            Optional<CommandFailure> unreadable,
            InstantSource clock) {
        this.file = file;
        this.role = role;
        this.config = config;
        this.unreadable = unreadable;
        this.clock = clock;
    }

    /** A machine without a configuration. */
    public static Setting machine(InstantSource clock) {
        return new Setting(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), clock);
    }

    /** The node that {@code file} configures; its keys tell the role. */
    public static Setting node(Path file, InstantSource clock) {
        ConfigReference reference = ConfigReference.installed();
        Optional<String> role = Optional.empty();
        try {
            role = Optional.of(reference.likeliest(file, NodeConfig.class));
            Record config = ConfigFile.read(file, reference.type(role.get()).orElseThrow());
            return new Setting(Optional.of(file), role, Optional.of(config), Optional.empty(), clock);
        } catch (CommandFailure unreadable) {
            return new Setting(Optional.of(file), role, Optional.empty(), Optional.of(unreadable), clock);
        }
    }

    /** A node with this configuration, without a file. */
    public static <C extends Record & NodeConfig> Setting of(String role, C config, InstantSource clock) {
        return new Setting(Optional.empty(), Optional.of(role), Optional.of(config), Optional.empty(), clock);
    }

    /** The configuration file. */
    public Optional<Path> file() {
        return file;
    }

    /** The role, as {@code cordon config explain} calls it; empty for a machine alone. */
    public Optional<String> role() {
        return role;
    }

    /** Whether what {@code role} needs is needed here: it is the node's, or it is open which one the machine will have. */
    public boolean concerns(String name) {
        return role.isEmpty() ? file.isEmpty() : role.get().equals(name);
    }

    /** The configuration, if it is of this type. */
    public <C> Optional<C> config(Class<C> type) {
        return config.filter(type::isInstance).map(type::cast);
    }

    /** What the configurations of all roles have in common. */
    public Optional<NodeConfig> node() {
        return config(NodeConfig.class);
    }

    /** Why the configuration cannot be read. */
    public Optional<CommandFailure> unreadable() {
        return unreadable;
    }

    /** This machine's time. */
    public InstantSource clock() {
        return clock;
    }
}
