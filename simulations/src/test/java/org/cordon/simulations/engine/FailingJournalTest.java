// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.cordon.coordinator.round.CoordinatorStore;
import org.cordon.coordinator.round.TaskListener;
import org.cordon.coordinator.store.MemoryCoordinatorStore;
import org.cordon.suite.Bytes;
import org.junit.jupiter.api.Test;

class FailingJournalTest {
    /** A store that fails once to append a member's message. */
    private static CoordinatorStore failingOnce(CoordinatorStore store, AtomicInteger failures) {
        return (CoordinatorStore) Proxy.newProxyInstance(
                CoordinatorStore.class.getClassLoader(),
                new Class<?>[] {CoordinatorStore.class},
                (proxy, method, arguments) -> {
                    boolean submission = method.getName().equals("append")
                            && ((CoordinatorStore.Entry) arguments[1]).kind().equals("submission");
                    if (submission && failures.compareAndSet(0, 1)) {
                        throw new IllegalStateException("disk full");
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** The phase has counted the message: nothing may be decided on it, and its repetition is not held. */
    @Test
    void aMessageThatIsNotDurableEndsTheTask() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        CoordinatorStore store = failingOnce(new MemoryCoordinatorStore(), failures);
        try (LocalConsortium consortium = new LocalConsortium(new VectorSum(), 2, store)) {
            consortium.start();
            CompletableFuture<Bytes> done = consortium.submit(TaskListener.SILENT);
            assertThatThrownBy(() -> done.get(30, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasMessageContaining("journal")
                    .hasRootCauseMessage("disk full");
        }
        assertThat(failures).hasValue(1);
    }
}
