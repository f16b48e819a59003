// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.participant.dossier;

/** Where a sentence can be checked. */
sealed interface Source {
    /** As it stands behind the sentence. */
    String text();

    /** A field of the charter. */
    record CharterField(String name) implements Source {
        @Override
        public String text() {
            return "charter: " + name;
        }
    }

    /** A key of the policy file. */
    record PolicyKey(String path) implements Source {
        @Override
        public String text() {
            return "policy: " + path;
        }
    }

    /** The manifest of one version. */
    record ManifestVersion(int version) implements Source {
        @Override
        public String text() {
            return "manifest: version " + version;
        }
    }

    /** A section of the documents. */
    record Document(String file, String anchor) implements Source {
        @Override
        public String text() {
            return "docs/" + file + "#" + anchor;
        }
    }

    static Source charter(String name) {
        return new CharterField(name);
    }

    static Source policy(String path) {
        return new PolicyKey(path);
    }

    static Source protocol(String anchor) {
        return new Document("protocol.md", anchor);
    }

    static Source threats(String anchor) {
        return new Document("threat-model.md", anchor);
    }
}
