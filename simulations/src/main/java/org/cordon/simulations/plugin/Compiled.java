// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.plugin;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.cordon.cli.CommandFailure;
import org.cordon.cli.ExitCode;
import org.cordon.model.LocalPlan;
import org.cordon.participant.data.Table;
import org.cordon.simulations.strategy.Strategy;

/** A source file, compiled in memory against what is running. */
final class Compiled {
    private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();
    private final String name;

    Compiled(Path file, String name, String source) {
        this.name = name;
        JavaCompiler compiler = Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.UNREADABLE_INPUT,
                        "a plugin must be compiled, but this Java is a runtime without a compiler",
                        "Run cordon with a JDK: set JAVA_HOME to one"));
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager standard = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            boolean whole = compiler.getTask(
                            null,
                            new InMemory(standard),
                            found,
                            List.of("-proc:none", "-classpath", classPath()),
                            null,
                            List.of(new Source(name, source)))
                    .call();
            if (!whole) {
                throw failure(file, found);
            }
        } catch (IOException unclosed) {
            throw new UncheckedIOException(unclosed);
        }
    }

    /** Where Cordon's own classes lie, however they were put on the class path; then the class path. */
    private static String classPath() {
        Set<String> path = new LinkedHashSet<>();
        for (Class<?> one : List.of(Strategy.class, Table.class, LocalPlan.class)) {
            try {
                path.add(Path.of(one.getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI())
                        .toString());
            } catch (URISyntaxException impossible) {
                throw new IllegalStateException("the place of a class must be a path, but was not", impossible);
            }
        }
        path.add(System.getProperty("java.class.path", ""));
        return String.join(File.pathSeparator, path);
    }

    private static CommandFailure failure(Path file, DiagnosticCollector<JavaFileObject> found) {
        Diagnostic<? extends JavaFileObject> first = found.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .orElseThrow();
        String sentence =
                first.getMessage(Locale.ROOT).lines().map(String::strip).collect(Collectors.joining(", "));
        return new CommandFailure(
                ExitCode.UNREADABLE_INPUT,
                file + ", line " + first.getLineNumber() + ": " + sentence,
                "Correct the plugin; see docs/simulate-plugins.md for an example of each kind");
    }

    Class<?> type() throws ClassNotFoundException {
        return new Loader().loadClass(name);
    }

    /** Finds the compiled classes, and asks for all others where Cordon's are. */
    private final class Loader extends ClassLoader {
        Loader() {
            super(Compiled.class.getClassLoader());
        }

        @Override
        protected Class<?> findClass(String wanted) throws ClassNotFoundException {
            byte[] bytes = Optional.ofNullable(classes.get(wanted))
                    .map(ByteArrayOutputStream::toByteArray)
                    .orElseThrow(() -> new ClassNotFoundException(wanted));
            return defineClass(wanted, bytes, 0, bytes.length);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class InMemory extends ForwardingJavaFileManager<StandardJavaFileManager> {
        InMemory(StandardJavaFileManager next) {
            super(next);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location, String type, JavaFileObject.Kind kind, FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + type.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    classes.put(type, bytes);
                    return bytes;
                }
            };
        }
    }
}
