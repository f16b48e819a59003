// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.PrintWriter;
import picocli.CommandLine.Option;

/**
 * The {@code --json} option, as a picocli mixin: {@code @Mixin private JsonOption json = new JsonOption();}.
 *
 * <p><b>Guarantees.</b> With the option standard output carries exactly one JSON document, of a record (fields in
 * declaration order, {@code Optional} as value or null) or of {@code {"error": {exitCode, sentence, mend}}}.
 */
public final class JsonOption {
    static final String NAME = "--json";

    @Option(names = NAME, description = "Print one JSON document for machines instead of text.")
    private boolean asked;

    /** Whether the caller asked for JSON. */
    public boolean asked() {
        return asked;
    }

    /** Prints a record, a map or a list of them as the one document of this command. */
    public void print(PrintWriter out, Object document) {
        write(out, document);
    }

    static void write(PrintWriter out, Object document) {
        try {
            out.println(Mapper.PRETTY.writeValueAsString(document));
            out.flush();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("document must be serialisable, but was " + document.getClass(), e);
        }
    }

    /** Loaded on first use: starting {@code cordon --help} does not pay for Jackson. */
    private static final class Mapper {
        static final ObjectWriter PRETTY =
                new ObjectMapper().registerModule(new Jdk8Module()).writerWithDefaultPrettyPrinter();
    }
}
