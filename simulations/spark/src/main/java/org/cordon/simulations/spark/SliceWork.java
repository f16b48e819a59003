// Copyright The Cordon Authors
// SPDX-License-Identifier: Apache-2.0

package org.cordon.simulations.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.broadcast.Broadcast;
import org.cordon.simulations.laboratory.Worksite;
import org.cordon.suite.Bytes;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** What an executor does with some tasks of a round: their outcomes, as bytes. */
final class SliceWork extends AbstractFunction1<Iterator<byte[]>, byte[][]> implements Serializable {
    private static final long serialVersionUID = 1;

    private final Broadcast<byte[]> run;
    private final Broadcast<byte[]> order;

    SliceWork(Broadcast<byte[]> run, Broadcast<byte[]> order) {
        this.run = run;
        this.order = order;
    }

    @Override
    public byte[][] apply(Iterator<byte[]> slice) {
        List<Bytes> tasks = new ArrayList<>();
        while (slice.hasNext()) {
            tasks.add(Bytes.wrap(slice.next()));
        }
        String place = SparkEnv.get().blockManager().blockManagerId().host();
        return Worksite.work(place, Bytes.wrap(run.value()), Bytes.wrap(order.value()), tasks).stream()
                .map(Bytes::toByteArray)
                .toArray(byte[][]::new);
    }
}
