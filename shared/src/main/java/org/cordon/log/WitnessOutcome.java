// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.log;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a witness answers.
 *
 * <p>Source: C2SP tlog-witness, "add-checkpoint": the status codes and bodies over HTTP. Over another transport the type says it all.
 */
public sealed interface WitnessOutcome {
    /** The status code over HTTP. */
    int status();

    /** The text of the body. */
    String text();

    /** {@link #text} in UTF-8. */
    default byte[] body() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** The type of the body over HTTP. */
    default String contentType() {
        return "text/plain; charset=utf-8";
    }

    /** The checkpoint is stored and cosigned. */
    record Cosigned(List<NoteSignature> cosignatures) implements WitnessOutcome {
        public Cosigned {
            cosignatures = List.copyOf(cosignatures);
        }

        @Override
        public int status() {
            return 200;
        }

        @Override
        public String text() {
            StringBuilder lines = new StringBuilder();
            cosignatures.forEach(cosignature -> lines.append(cosignature.line()));
            return lines.toString();
        }
    }

    /** The request has another form, or asks to go back. */
    record BadRequest(String sentence) implements WitnessOutcome {
        @Override
        public int status() {
            return 400;
        }

        @Override
        public String text() {
            return sentence + "\n";
        }
    }

    /** No key that is trusted for the origin signed, or its signature does not hold. */
    record BadSignature(String sentence) implements WitnessOutcome {
        @Override
        public int status() {
            return 403;
        }

        @Override
        public String text() {
            return sentence + "\n";
        }
    }

    /** The witness knows no log of this origin. */
    record UnknownOrigin(String sentence) implements WitnessOutcome {
        @Override
        public int status() {
            return 404;
        }

        @Override
        public String text() {
            return sentence + "\n";
        }
    }

    /**
     * The old size is not the one cosigned last.
     *
     * @param size the one cosigned last, 0 for none
     */
    record Conflict(long size) implements WitnessOutcome {
        @Override
        public int status() {
            return 409;
        }

        @Override
        public String text() {
            return size + "\n";
        }

        @Override
        public String contentType() {
            return "text/x.tlog.size";
        }
    }

    /** The checkpoint does not follow the one cosigned last: the log may have split its view. */
    record Unprocessable(String sentence) implements WitnessOutcome {
        @Override
        public int status() {
            return 422;
        }

        @Override
        public String text() {
            return sentence + "\n";
        }
    }
}
