// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.dossier;

/** One sentence of the dossier, and where it can be checked. */
record Sentence(Section section, String text, Source source) {
    /** The parts that GDPR Art. 35(7) asks for, in its order. */
    enum Section {
        DESCRIPTION("Description of the processing, Art. 35(7)(a)"),
        NECESSITY("Necessity and proportionality, Art. 35(7)(b)"),
        RISKS("Risks to the rights and freedoms of data subjects, Art. 35(7)(c)"),
        MEASURES("Measures envisaged to address the risks, Art. 35(7)(d)");

        private final String title;

        Section(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    Sentence {
        if (text.isBlank() || !text.endsWith(".")) {
            throw new IllegalArgumentException("text must be a sentence, but was " + text);
        }
    }
}
