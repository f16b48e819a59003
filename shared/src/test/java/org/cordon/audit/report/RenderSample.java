// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.audit.report;

import java.nio.file.*;

final class RenderSample {
    public static void main(String[] a) throws Exception {
        Files.write(Path.of(a[0], "failing.html"), AuditPage.of(SampleFindings.failing()));
        Files.write(Path.of(a[0], "clean.html"), AuditPage.of(SampleFindings.clean()));
    }
}
